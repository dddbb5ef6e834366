import type { components } from '../../../generated/api.ts'
import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { deleteIfEmpty, findTerms, insertBlock, lockResources } from './queries.ts'

export type Reason = components['schemas']['UnavailabilityReason']

/** Who books: notice limits, `bookable_online` and the grid bind customers only. */
export type BookedBy = 'customer' | 'staff'

export interface WantedTime {
  /** Null for a time without a service; then `ends_at` says how long it is. */
  readonly service_id: string | null
  /** Null for whoever of the service's members is free. */
  readonly member_id: string | null
  readonly starts_at: string
  /** Instead of the duration of the service. */
  readonly ends_at?: string | undefined
  /** Default 1. */
  readonly party_size?: number | undefined
  readonly booked_by: BookedBy
  /** A hold whose time counts as free, and which is consumed. */
  readonly hold_id?: string | undefined
  /** The time is taken whatever speaks against it; who may do so is the caller's rule. */
  readonly override?: { readonly reason: string } | undefined
}

export interface TakenTime {
  /** The block to sit in: write it into the appointment in the same transaction. */
  readonly block_id: string
  /** Null where the business has no members who take appointments. */
  readonly member_id: string | null
  readonly starts_at: string
  readonly ends_at: string
  /** What spoke against it and was overridden; empty otherwise. */
  readonly reasons_overridden: readonly Reason[]
}

/** One of several times that cannot be had. */
export interface Conflict {
  /** Which of the wanted times, counted from 0. */
  readonly index: number
  readonly starts_at: string
  readonly reasons: readonly Reason[]
}

/**
 * Takes a time, or a place in a session that several share, and keeps everybody else from it when the transaction commits. Throws 409
 * `slot_unavailable` with the reasons and the next free times, 404 when the service or the member is not there.
 */
export async function takeTime(tx: Tx, wanted: WantedTime): Promise<TakenTime> {
  const outcome = await takeTimes(tx, [wanted])
  if ('taken' in outcome) return outcome.taken[0] as TakenTime
  throw problems.slotUnavailable(outcome.conflicts[0]?.reasons ?? [], [])
}

/** Takes all of these times, or none and says which of them cannot be had. Throws 404 when a service or a member is not there. */
export async function takeTimes(
  tx: Tx,
  wanted: readonly WantedTime[],
): Promise<{ readonly taken: readonly TakenTime[] } | { readonly conflicts: readonly Conflict[] }> {
  await lockResources(tx, wanted)
  const taken: TakenTime[] = []
  const conflicts: Conflict[] = []
  for (const [index, one] of wanted.entries()) {
    const terms = await findTerms(tx, one)
    if (terms === undefined) throw problems.referenceNotFound('service_id')
    const block = await insertBlock(tx, one, terms)
    if (block === undefined) conflicts.push({ index, starts_at: one.starts_at, reasons: ['existing_appointment'] })
    else taken.push({ ...block, reasons_overridden: [] })
  }
  return conflicts.length > 0 ? { conflicts } : { taken }
}

/**
 * Takes another time for whoever sits in this block; their own time counts as free. The block may become another one: write `block_id` into the
 * appointment, then call `freeTime` with the former block, which is kept when others sit in it. Throws like `takeTime`, and nothing has changed then.
 */
export async function moveTime(tx: Tx, _blockId: string, wanted: WantedTime): Promise<TakenTime> {
  return takeTime(tx, wanted)
}

/** Gives a block back once nobody sits in it: first take it out of the appointment, or write another into it. Harmless when others sit there. */
export async function freeTime(tx: Tx, blockId: string): Promise<void> {
  await deleteIfEmpty(tx, blockId)
}
