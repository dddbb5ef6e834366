import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { endHold, findHold, lockHold } from './hold-queries.ts'
import type { HoldRow } from './hold-queries.ts'
import { clearBlocks, leaveToHolds } from './queries.ts'
import type { Seated } from './take.ts'
import type { WantedTime } from './wanted.ts'

/** A hold, which nobody else can end until the transaction does. Throws 404 when there is none. */
export async function requireHold(tx: Tx, id: string): Promise<HoldRow> {
  // Sent together; it is read once its time is locked.
  const [, hold] = await Promise.all([lockHold(tx, id), findHold(tx, id)])
  if (hold === undefined) throw problems.notFound('hold')
  return hold
}

/** What a hold keeps for whoever wants exactly that; undefined for one that has expired, which is as good as none. Throws 404, 409. */
export async function promisedBy(tx: Tx, id: string, wanted: WantedTime): Promise<(Seated & Pick<HoldRow, 'member_id'>) | undefined> {
  const [, hold] = await Promise.all([lockHold(tx, id), findHold(tx, id)])
  if (hold === undefined) throw problems.referenceNotFound('hold_id')
  if (!isSame(hold, wanted)) throw problems.slotHoldMismatch()
  if (statusOf(hold) === 'expired') return undefined
  if (hold.block_id === null) throw problems.slotHoldEnded(hold.status)
  const { block_id, party_size, resource_id, member_id, created_at } = hold
  return { block_id, party_size, resource_id, member_id, since: Date.parse(created_at) }
}

/** Lets go of what a hold keeps. Throws 409 when it is not held any more. */
export async function letGo(tx: Tx, hold: HoldRow): Promise<HoldRow> {
  if (hold.block_id === null || hold.is_over) throw problems.slotHoldEnded(statusOf(hold))
  const blocks = [hold.block_id]
  // Sent together.
  const [released] = await Promise.all([endHold(tx, hold.id, 'released'), clearBlocks(tx, blocks), leaveToHolds(tx, blocks)])
  return released
}

/** Who has expired may not have been told so yet. */
export function statusOf({ status, is_over }: HoldRow): HoldRow['status'] {
  return status === 'held' && is_over ? 'expired' : status
}

function isSame(hold: HoldRow, { service_id, member_id, starts_at, ends_at }: WantedTime): boolean {
  const isTheirs = hold.service_id === service_id?.toLowerCase() && (member_id === null || hold.member_id === member_id.toLowerCase())
  const [start, end] = [Date.parse(starts_at), ends_at === undefined ? Date.parse(hold.ends_at) : Date.parse(ends_at)]
  return isTheirs && Date.parse(hold.starts_at) === start && Date.parse(hold.ends_at) === end
}
