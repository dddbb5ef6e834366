import type { Tx } from '../db/database.ts'
import { plain } from '../db/database.ts'
import type { JobPayloads } from './payloads.ts'

export interface EnqueueOptions {
  /** A later job with the same key replaces one that has not started: with an instant it is moved to it, without one it keeps its place. */
  readonly jobKey?: string
  readonly runAt?: Date
  /** Its jobs run one after the other, which has a price: one that died over its job keeps the others waiting until it is missed. */
  readonly queue?: string
}

/** Adds a job in the caller's transaction: it exists exactly when the change does. */
export async function enqueue<T extends keyof JobPayloads>(
  tx: Tx,
  task: T,
  payload: JobPayloads[T],
  options: EnqueueOptions = {},
): Promise<void> {
  const { jobKey = null, runAt = null, queue = null } = options
  await tx.all(plain('select app.enqueue($1, $2, $3, $4, $5)', [task, JSON.stringify(payload), jobKey, runAt, queue]))
}

/** Adds many jobs of a kind in one statement. */
export async function enqueueAll<T extends keyof JobPayloads>(tx: Tx, task: T, all: readonly JobPayloads[T][]): Promise<void> {
  await tx.all(
    plain('select app.enqueue($1, payload, null, null) from jsonb_array_elements($2::jsonb) payload', [task, JSON.stringify(all)]),
  )
}
