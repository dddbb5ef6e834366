import { afterAll } from '@jest/globals'
import { writeChanges } from '../../src/db/changes.ts'
import { reading, withTransaction } from '../../src/db/database.ts'
import type { Database, Read, Tx } from '../../src/db/database.ts'
import { createPool } from '../../src/db/pool.ts'
import { server } from './api.ts'

const db: Database = { pool: createPool({ url: server.urls.application, size: 8, acquireTimeoutMs: 20_000 }), namedStatements: true }
afterAll(() => db.pool.end())
const origin = { actor: { type: 'system', id: null }, request: null, ipAddress: null } as const

interface Owned {
  readonly id: string
}

/** Asks in the name of a business, as a job does. */
export function readAs({ id }: Owned): Read {
  return reading(db, { business: id })
}

/** A transaction in the name of a business, as a job has it: what it records is told when it commits. */
export function transactAs<T>({ id }: Owned, work: (tx: Tx) => Promise<T>): Promise<T> {
  return withTransaction(db, { business: id }, work, (tx) => writeChanges(tx, origin))
}
