import type { Read, Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { nextSlots } from '../availability/availability.ts'
import type { Place } from '../availability/availability.ts'
import { endHold } from './hold-queries.ts'
import { promisedBy } from './holds.ts'
import { buffersOf, clearBlocks, findResource, leaveToHolds, lockBlocks } from './queries.ts'
import { take } from './take.ts'
import type { Outcome } from './take.ts'
import type { Conflict, TakenTime, WantedTime } from './wanted.ts'

export type { BookedBy } from '../availability/availability.ts'
export { countLiveHolds, findHold, insertHold, listLiveHolds, lockHolder } from './hold-queries.ts'
export type { HoldRow } from './hold-queries.ts'
export { letGo, requireHold, statusOf } from './holds.ts'
export { lockResources } from './queries.ts'
export type { Conflict, TakenTime, WantedTime } from './wanted.ts'

/**
 * Takes a time, or a place in a session that several share, and keeps everybody else from it when the transaction commits. With a hold its time counts
 * as free, and the hold is consumed. Throws 409 `slot_unavailable` with the reasons and the next free times, 404 when service, member or hold is not
 * there, 409 for a hold that was ended or keeps another time.
 */
export async function takeTime(tx: Tx, { hold_id, ...wanted }: WantedTime): Promise<TakenTime> {
  requireLength(wanted)
  const seated = hold_id === undefined ? undefined : await promisedBy(tx, hold_id, wanted)
  if (hold_id === undefined || seated === undefined) return only(tx, wanted, await take(tx, [wanted]))
  const member_id = seated.member_id
  const taken = await only(tx, wanted, await take(tx, [{ ...wanted, member_id }], { seated }))
  await endHold(tx, hold_id, 'consumed')
  return taken
}

/** Takes all of these times, or none and says which of them cannot be had. Throws 404 when a service or a member is not there. */
export async function takeTimes(
  tx: Tx,
  wanted: readonly WantedTime[],
): Promise<{ readonly taken: readonly TakenTime[] } | { readonly conflicts: readonly Conflict[] }> {
  wanted.forEach(requireLength)
  return take(tx, wanted)
}

/**
 * Takes another time for whoever sits in a block; their own place counts as free. The caller holds the appointment's row. The block may become another
 * one: write `block_id` into the appointment, then call `freeTime` with the former block, which stays when others sit in it. Throws like `takeTime`.
 */
export async function moveTime(tx: Tx, place: Place, wanted: WantedTime): Promise<TakenTime> {
  requireLength(wanted)
  const resource_id = await findResource(tx, place.block_id)
  if (resource_id === undefined) throw new Error('Who is to be moved sits in no block.')
  return only(tx, wanted, await take(tx, [wanted], { seated: { ...place, resource_id } }))
}

/** Takes a time for so many milliseconds, for a hold to sit in. Throws like `takeTime`. */
export async function holdTime(tx: Tx, wanted: WantedTime, heldFor: number): Promise<TakenTime & { readonly held_until: string }> {
  const outcome = await take(tx, [wanted], { heldFor })
  return { ...(await only(tx, wanted, outcome)), held_until: 'held_until' in outcome ? (outcome.held_until ?? '') : '' }
}

/**
 * Gives blocks back in which nobody sits any more: first take them out of the appointments, or write others into those. Harmless for blocks in which
 * somebody sits.
 */
export async function freeTime(tx: Tx, ...blockIds: readonly string[]): Promise<void> {
  await Promise.all([lockBlocks(tx, blockIds), clearBlocks(tx, blockIds), leaveToHolds(tx, blockIds)])
}

/** All that is taken by whoever sits in a block, its buffers included. It may have been given another time meanwhile: the buffers stay the same. */
export async function withBuffers(
  door: Read,
  { block_id, starts_at, ends_at }: { readonly block_id: string | null; readonly starts_at: string; readonly ends_at: string },
): Promise<{ starts_at: string; ends_at: string }> {
  if (block_id === null) return { starts_at, ends_at }
  const { before, after } = await buffersOf(door, block_id)
  return { starts_at: iso(Date.parse(starts_at) - before), ends_at: iso(Date.parse(ends_at) + after) }
}

async function only(tx: Tx, wanted: WantedTime, outcome: Outcome): Promise<TakenTime> {
  if ('taken' in outcome) return outcome.taken[0] as TakenTime
  const { service_id, member_id, starts_at, ends_at, party_size = 1, booked_by } = wanted
  const start = Date.parse(starts_at)
  const duration = ends_at === undefined ? undefined : Date.parse(ends_at) - start
  const slots = await nextSlots(tx, { service_id, member_id, party_size, booked_by }, start, 5, duration)
  const next = slots.map((slot) => ({ starts_at: iso(slot.start), ends_at: iso(slot.end), member_ids: slot.member_ids }))
  throw problems.slotUnavailable(outcome.conflicts[0]?.reasons ?? [], next)
}

// Nothing else bounds how far back somebody has to look who wants to know what reaches into a time.
function requireLength({ starts_at, ends_at }: WantedTime): void {
  if (ends_at === undefined) return
  const length = Date.parse(ends_at) - Date.parse(starts_at)
  if (length <= 0) throw problems.invalidRange()
  if (length > 86_400_000) throw problems.rangeTooLong('a day')
}

function iso(instant: number): string {
  return new Date(instant).toISOString()
}
