import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Pool } from 'pg'
import { createPool } from '../../src/db/pool.ts'
import { business, newCustomer, server } from '../support/api.ts'
import { actor } from '../support/http.ts'
import { keepsStatements, pgBouncerVersion, startPgBouncer } from '../support/pgbouncer.ts'
import type { PgBouncer } from '../support/pgbouncer.ts'
import { inLanes } from '../support/properties.ts'
import { startOwnServer } from '../http/own-server.ts'
import { interleave } from './interleave.ts'

const version = pgBouncerVersion()
const ifPooler = version === undefined ? describe.skip : describe
// Older ones forget prepared statements; there the setting is off.
const named = version !== undefined && keepsStatements(version)

ifPooler('behind a pooler that gives a connection for a transaction only', () => {
  let pooler: PgBouncer
  let pool: Pool

  beforeAll(async () => {
    pooler = await startPgBouncer(server.urls.application, 2, version ?? [0, 0])
    // Three to one, so that what one leaves behind on a connection another finds.
    pool = createPool({ url: pooler.url, size: 6, acquireTimeoutMs: 20_000 })
  })
  afterAll(async () => {
    await pool.end()
    await pooler.stop()
  })

  test(
    'ten thousand operations of several businesses see and change only what is theirs, and leave only what was committed',
    () => interleave(pool, named ? fc.boolean() : fc.constant(false)),
    120_000,
  )

  test('the server serves several businesses at once, and each its own', async () => {
    const { url } = await startOwnServer({ DATABASE_URL: pooler.url, DATABASE_NAMED_STATEMENTS: String(named) })
    const owners = await Promise.all(
      [0, 1, 2, 3].map(async () => {
        const { owner } = await business()
        return actor(url, owner.token)
      }),
    )
    const rounds = Array.from({ length: 200 }, (_, round) => round)

    await inLanes(16, rounds, async (round) => {
      const owner = owners[round % owners.length]
      const made = await owner?.post('/v1/customers', newCustomer({ first_name: `Of ${round % owners.length}` }), {
        'idempotency-key': `round-${round}`,
      })
      expect(made?.status).toBe(201)
      const list = await owner?.get('/v1/customers?limit=100')
      const names = new Set((list?.body.data as { first_name: string }[]).map(({ first_name: name }) => name))
      expect(names).toEqual(new Set([`Of ${round % owners.length}`]))
    })

    const counts = await Promise.all(
      owners.map(async (owner) => ((await owner.get('/v1/customers?limit=100')).body.data as unknown[]).length),
    )
    expect(counts).toEqual([50, 50, 50, 50])
  })
})
