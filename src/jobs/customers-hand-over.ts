import { writeChanges } from '../db/changes.ts'
import { withTransaction } from '../db/database.ts'
import { handOverCustomers } from '../domain/customers/customers.ts'
import type { JobContext, Run } from './context.ts'
import type { JobPayloads } from './payloads.ts'

const origin = { actor: { type: 'system', id: null }, request: null, ipAddress: null } as const

/** Gives all customers of a member who has left to another one, or to nobody, in small transactions that nobody has to wait for. */
export async function handOver(
  { application }: JobContext,
  { from_member_id: from, to_member_id: to }: JobPayloads['customers.hand_over'],
  { businessId, signal }: Run,
): Promise<void> {
  if (businessId === null) throw new Error('Customers are handed over within a business.')
  const next = (): Promise<boolean> =>
    withTransaction(
      application,
      { business: businessId },
      (tx) => handOverCustomers(tx, from, to),
      (tx) => writeChanges(tx, origin),
    )
  while (await next()) signal.throwIfAborted()
}
