import type { Read } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { localTimes } from './clock.ts'
import type { BookedBy, Reason } from './evaluate.ts'
import { partyOf, reasonsAgainst } from './evaluate.ts'
import type { Place, Whose } from './load.ts'
import { loadPicture } from './load.ts'
import type { Slot } from './slots.ts'
import { firstSlots } from './slots.ts'
import type { Span } from './spans.ts'

export { partyOf, reasonsAgainst, sessionAt } from './evaluate.ts'
export type { BookedBy, Reason } from './evaluate.ts'
export { loadPicture } from './load.ts'
export type { Place } from './load.ts'
export { openingsOf } from './openings.ts'
export { withBlock } from './picture.ts'
export type { Block, Lane, Picture } from './picture.ts'
export type { Slot } from './slots.ts'
export { difference, intersection, union } from './spans.ts'
export type { Span } from './spans.ts'

/** Who wants to come to whom. */
export interface Wish extends Whose {
  readonly party_size: number
  readonly booked_by: BookedBy
}

/** Slots, and what the clock shows at them. */
export interface FoundSlots {
  readonly time_zone: string
  readonly local: (instant: number) => string
  readonly slots: Slot[]
}

const hour = 3_600_000
const longestTime = 24 * hour
const longestRange = 62 * 24 * hour
/** How far the search for other times goes: next week, and when there are none then, two months. */
const nearby = 7 * 24 * hour

export interface SlotSearch {
  /** Where they begin; the end is not part of it. */
  readonly range: Span
  /** Only what begins later than this. */
  readonly after?: number
  readonly limit: number
  /** Whose clock is shown; without one that of the business. */
  readonly time_zone?: string
  /** How long they are to be, in milliseconds; else as long as the service. */
  readonly duration?: number
  /** What is given up for one of them counts as free. */
  readonly own?: Place
}

/**
 * The first times that can be had and begin in a range. Throws 404 when the service or the member is not there, 409 for a range that ends before it
 * begins or is longer than 62 days.
 */
export async function availableSlots(
  door: Read,
  wish: Wish,
  { range, after, limit, time_zone, duration, own }: SlotSearch,
): Promise<FoundSlots> {
  if (range.end <= range.start) throw problems.invalidRange()
  // Clocks may be put back in these two months.
  if (range.end > range.start + longestRange + hour) throw problems.rangeTooLong('62 days')
  const rest = { start: after === undefined ? range.start : after + 1, end: range.end }
  const picture = await loadPicture(door, wish, [rest], own)
  const zone = time_zone ?? picture.time_zone
  const slots = firstSlots(picture, rest, partyOf(picture, wish.party_size, wish.booked_by), limit, duration)
  return { time_zone: zone, local: localTimes(zone, rest.start, rest.end + longestTime), slots }
}

/** The first time that can be had and begins in one of these ranges, which lie no further apart than a search may reach. Throws 404 as above. */
export async function firstSlotIn(door: Read, wish: Wish, ranges: readonly Span[]): Promise<Slot | undefined> {
  const picture = await loadPicture(door, wish, ranges)
  const party = partyOf(picture, wish.party_size, wish.booked_by)
  for (const range of ranges) {
    const [slot] = firstSlots(picture, range, party, 1)
    if (slot !== undefined) return slot
  }
  return undefined
}

export interface Explanation extends Span {
  readonly time_zone: string
  readonly local: (instant: number) => string
  /** Empty when the time can be had. */
  readonly reasons: Reason[]
  readonly members: readonly { readonly member_id: string | null; readonly reasons: Reason[] }[]
}

/** Whether a time can be had, and what speaks against it with each member. Throws 404 when the service or the member is not there. */
export async function explain(door: Read, wish: Wish, start: number, zone?: string): Promise<Explanation> {
  // The service says how long it is, and a day is the most.
  const picture = await loadPicture(door, wish, [{ start, end: start + longestTime }])
  const time = { start, end: start + picture.terms.duration }
  const party = partyOf(picture, wish.party_size, wish.booked_by)
  const members = picture.lanes.map((lane) => ({ member_id: lane.member_id, reasons: reasonsAgainst(picture, lane, time, party) }))
  const time_zone = zone ?? picture.time_zone
  return { ...time, time_zone, local: localTimes(time_zone, start, time.end), reasons: allReasons(members), members }
}

/** Why a time cannot be had with anybody, in the order of the contract; empty when it can with one of them. */
export function allReasons(members: readonly { readonly reasons: readonly Reason[] }[]): Reason[] {
  if (members.length === 0) return ['member_not_eligible']
  if (members.some(({ reasons }) => reasons.length === 0)) return []
  const given = new Set(members.flatMap(({ reasons }) => reasons))
  return order.filter((reason) => given.has(reason))
}

const order: readonly Reason[] = [
  'service_inactive',
  'member_not_eligible',
  'min_notice',
  'max_advance',
  'outside_hours',
  'exception_closed',
  'time_off',
  'existing_appointment',
  'buffer',
  'held',
  'calendar_busy',
  'capacity',
  'off_grid',
]

/** The next times that can be had from an instant on, for somebody who cannot have it. `duration` is in milliseconds; the service has one of its own. */
export async function nextSlots(door: Read, wish: Wish, from: number, limit = 5, duration?: number): Promise<Slot[]> {
  const first = Math.max(from, Date.now())
  for (const range of [
    { start: first, end: first + nearby },
    { start: first + nearby, end: first + longestRange },
  ]) {
    const picture = await loadPicture(door, wish, [range])
    const slots = firstSlots(picture, range, partyOf(picture, wish.party_size, wish.booked_by), limit, duration)
    if (slots.length > 0) return slots
  }
  return []
}
