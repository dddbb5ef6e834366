import { afterAll, beforeAll } from '@jest/globals'
import { createClientFlow, unwrap } from '@clientflow/sdk'
import type { ClientFlow } from '@clientflow/sdk'
import { randomUUID } from 'node:crypto'
import { waitForMail } from '../../scripts/fuzz/mail.ts'
import { startTarget } from '../../scripts/fuzz/target.ts'
import type { Target } from '../../scripts/fuzz/target.ts'
import { startOutside } from '../../scripts/journeys/outside.ts'
import type { Outside } from '../../scripts/journeys/outside.ts'
import type { Pool } from 'pg'
import { createDatabase, endsAfterwards, openPool } from '../support/database.ts'

/** The whole product, as it stands in somebody's data centre: the API and the worker as processes, vendors to call, and mails that arrive. */
export interface World {
  readonly baseUrl: () => string
  readonly anybody: () => ClientFlow
  readonly somebody: (accessToken: string) => ClientFlow
  readonly program: (apiKey: string) => ClientFlow
  /** The token in the link that a mail to this address has to this page. */
  readonly mailedToken: (email: string, page: string) => Promise<string>
  /** The client of somebody who has just signed up, and so owns a business. */
  readonly owner: () => Promise<ClientFlow>
  /** Customers and vendors. */
  readonly outside: () => Outside
  /** Asks the database, or changes it, as its owner: time passes in no other way. */
  readonly sql: (text: string, values: unknown[]) => Promise<void>
}

export const password = 'seven kettles on a roof'
export const newEmail = () => `${randomUUID()}@example.com`

export function useWorld(): World {
  let started: { readonly target: Target; readonly outside: Outside; readonly pool: Pool } | undefined
  const end = new AbortController()
  beforeAll(async () => {
    const outside = await startOutside()
    const urls = await createDatabase()
    const pool = openPool(urls.owner)
    endsAfterwards(() => outside.close())
    const target = await startTarget(urls, end.signal, outside.settings)
    endsAfterwards(() => target.stop())
    started = { outside, pool, target }
  })
  afterAll(() => end.abort())
  const now = () => {
    if (started === undefined) throw new Error('The world is not there yet.')
    return started
  }
  const at = () => ({ baseUrl: now().target.baseUrl })
  const world: World = {
    baseUrl: () => at().baseUrl,
    anybody: () => createClientFlow(at()),
    somebody: (accessToken) => createClientFlow({ ...at(), accessToken }),
    program: (apiKey) => createClientFlow({ ...at(), apiKey }),
    mailedToken: (email, page) => waitForMail(now().target.outbox, email, end.signal, page),
    async owner() {
      const email = newEmail()
      const wanted = { email, full_name: 'Grace Hopper', business_name: 'Harbour Hair', time_zone: 'America/New_York' } as const
      await unwrap(world.anybody().POST('/v1/auth/sign-up', { body: wanted }))
      const verification = { token: await world.mailedToken(email, '/verify-email'), password }
      return world.somebody((await unwrap(world.anybody().POST('/v1/auth/verify-email', { body: verification }))).access_token)
    },
    outside: () => now().outside,
    async sql(text, values) {
      await now().pool.query(text, values)
    },
  }
  return world
}
