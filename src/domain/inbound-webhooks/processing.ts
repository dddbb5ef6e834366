import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { standingOf } from '../../db/errors.ts'
import { Problem } from '../../problems.ts'
import { readFields } from './body.ts'
import { effectOf } from './effects.ts'
import type { Around, Outcome } from './effects.ts'
import { presentReceipt } from './present.ts'
import { beginAttempt, lockNextInTurn, lockReceipt, settleReceipt, updateReceipt } from './queries.ts'
import type { WholeReceipt } from './queries.ts'

/** So often a fault of ours is tried again, which with the queue's pauses is more than an hour. */
const maxAttempts = 8

/** Counts an attempt at once, so that what ends the process is counted too; undefined when it is done or was purged. */
export function beginProcessing(tx: Tx, id: string): Promise<WholeReceipt | undefined> {
  return beginAttempt(tx, id)
}

export interface Turn extends Around {
  /** Not these: they were tried, and went wrong. */
  readonly tried: readonly string[]
  /** Called with what is taken up, before anything of it is done. */
  readonly begins: (id: string) => void
}

/**
 * Does what one thing asks for: this one, or an earlier one of the same peer that is still waiting. All of it commits together with the word that it is
 * processed, so it happens once. Answers the id; undefined when nothing waits.
 */
export async function processInTurn(tx: Tx, receipt: WholeReceipt, { tried, begins, ...around }: Turn): Promise<string | undefined> {
  const next = await lockNextInTurn(tx, receipt, tried)
  if (next === undefined) return undefined
  begins(next.id)
  await settle(tx, next, await effectOf(tx, next, readFields(next.content_type, next.body), around))
  return next.id
}

/** Notes that an attempt went wrong, in words that say nothing of anybody. Answers whether it is to be tried again. */
export async function noteFailure(tx: Tx, id: string, error: unknown): Promise<boolean> {
  const row = await lockReceipt(tx, id)
  if (row === undefined || (row.status !== 'received' && row.status !== 'processing')) return false
  // What a rule refuses it refuses the next time too.
  if (error instanceof Problem && error.status < 500) {
    await settle(tx, row, { status: 'quarantined', code: 'rule_refused', detail: error.message.slice(0, 300) })
    return false
  }
  const isLast = row.attempts >= maxAttempts
  const detail = 'A fault of ours, which is in the log.'
  const written = await updateReceipt(tx, id, { status: isLast ? 'failed' : 'received', error_code: 'processing_failed', error: detail })
  if (!isLast) return true
  // In a suspended business nothing is told; that it has failed stands in the list.
  if (standingOf(error) !== undefined) return false
  const event = { type: 'inbound_webhook.failed', data: { object: presentReceipt(written) } } as const
  record(tx, { action: event.type, resource: { type: 'inbound_webhook', id }, changedFields: ['status'], event })
  return false
}

async function settle(tx: Tx, { id }: WholeReceipt, { status, code, detail }: Outcome): Promise<void> {
  const written = await settleReceipt(tx, id, { status, error_code: code ?? null, error: detail ?? null })
  if (status !== 'quarantined') return
  const event = { type: 'inbound_webhook.quarantined', data: { object: presentReceipt(written) } } as const
  record(tx, { action: event.type, resource: { type: 'inbound_webhook', id }, changedFields: ['status'], event })
}
