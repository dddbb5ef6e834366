import type { Party } from './evaluate.ts'
import { reasonsAgainst, sessionAt } from './evaluate.ts'
import type { Lane, Picture } from './picture.ts'
import type { Span } from './spans.ts'

/** A time that can be had. */
export interface Slot extends Span {
  readonly member_ids: string[]
  /** How many places are left with whoever of them has most. */
  readonly remaining: number
}

const day = 86_400_000

/** The first times that can be had and begin in a range, in order. Those of a day are found at once, and a day that is not asked for is not computed. */
export function firstSlots(picture: Picture, range: Span, party: Party, limit: number, duration = picture.terms.duration): Slot[] {
  const slots: Slot[] = []
  for (let start = range.start; start < range.end && slots.length < limit; start += day)
    slots.push(...slotsOfDay(picture, { start, end: Math.min(range.end, start + day) }, party, duration))
  return slots.slice(0, limit)
}

function slotsOfDay(picture: Picture, range: Span, party: Party, duration: number): Slot[] {
  const found = new Map<number, Slot>()
  for (const lane of picture.lanes)
    for (const start of startsIn(lane, range, picture.terms.interval)) {
      const time = { start, end: start + duration }
      if (reasonsAgainst(picture, lane, time, party).length > 0) continue
      const remaining = picture.terms.capacity - (sessionAt(picture, lane, time)?.seats ?? 0)
      const other = found.get(start)
      const members = [...(other?.member_ids ?? []), ...(lane.member_id === null ? [] : [lane.member_id])]
      found.set(start, { ...time, member_ids: members, remaining: Math.max(remaining, other?.remaining ?? 0) })
    }
  return [...found.values()].sort((one, other) => one.start - other.start)
}

/** The instants at which times begin. */
function* startsIn({ pieces }: Lane, { start, end }: Span, interval: number): Generator<number> {
  for (const piece of pieces) {
    if (piece.end <= start || end <= piece.start) continue
    const skipped = Math.max(0, Math.ceil((start - piece.start) / interval))
    for (let time = piece.start + skipped * interval; time < Math.min(piece.end, end); time += interval) yield time
  }
}
