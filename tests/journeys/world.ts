import { afterAll, beforeAll } from '@jest/globals'
import { createClientFlow } from '@clientflow/sdk'
import type { ClientFlow } from '@clientflow/sdk'
import { randomUUID } from 'node:crypto'
import { waitForMail } from '../../scripts/fuzz/mail.ts'
import { startTarget } from '../../scripts/fuzz/target.ts'
import type { Target } from '../../scripts/fuzz/target.ts'
import { createDatabase } from '../support/database.ts'

/** The whole product, as it stands in somebody's data centre: the API and the worker as processes, and mails that arrive. */
export interface World {
  readonly anybody: () => ClientFlow
  readonly somebody: (accessToken: string) => ClientFlow
  readonly program: (apiKey: string) => ClientFlow
  /** The token in the link that a mail to this address has to this page. */
  readonly mailedToken: (email: string, page: string) => Promise<string>
}

export const password = 'seven kettles on a roof'
export const newEmail = () => `${randomUUID()}@example.com`

export function useWorld(): World {
  let target: Target | undefined
  const end = new AbortController()
  beforeAll(async () => {
    target = await startTarget(await createDatabase(), end.signal)
  })
  afterAll(() => {
    end.abort()
    return target?.stop()
  })
  const at = () => ({ baseUrl: target?.baseUrl ?? '' })
  return {
    anybody: () => createClientFlow(at()),
    somebody: (accessToken) => createClientFlow({ ...at(), accessToken }),
    program: (apiKey) => createClientFlow({ ...at(), apiKey }),
    mailedToken: (email, page) => waitForMail(target?.outbox ?? '', email, end.signal, page),
  }
}
