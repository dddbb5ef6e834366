import type { Tx } from '../../db/database.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { apiKeysOf, endApiKeys } from '../api-keys/api-keys.ts'
import type { ApiKeyRow } from '../api-keys/api-keys.ts'
import { disconnectMember } from '../calendar-connections/calendar-connections.ts'
import { handOverCustomers } from '../customers/customers.ts'
import { countFutureAppointments, updateMember } from './queries.ts'
import type { TeamMemberRow } from './queries.ts'
import { recordMember, rereadMember } from './record.ts'

export interface Removal {
  readonly member: TeamMemberRow
  /** The keys that the member had made and that worked until now. */
  readonly keys: readonly ApiKeyRow[]
  /** How many appointments are still to come. They stay, with the name of whoever left. */
  readonly futureAppointments: number
}

/** Ends a membership, whose row the caller has locked. What the member looked after goes to the taker, or to nobody. */
export async function endMembership(tx: Tx, id: string, taker: string | null, revokesKeys: boolean): Promise<Removal> {
  await updateMember(tx, id, { status: 'removed' })
  const member = await rereadMember(tx, id)
  recordMember(tx, 'team_member.removed', member)
  const keys = await apiKeysOf(tx, id)
  if (revokesKeys) await endApiKeys(tx, keys)
  await disconnectMember(tx, id)
  // A hundred at once; nobody waits for the rest of a long list.
  const hasMore = await handOverCustomers(tx, id, taker)
  if (hasMore) await enqueue(tx, 'customers.hand_over', { from_member_id: id, to_member_id: taker })
  return { member, keys, futureAppointments: await countFutureAppointments(tx, id) }
}
