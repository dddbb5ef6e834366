import type { components } from '../../../generated/api.ts'
import type { Explanation, Slot } from './availability.ts'
import type { Span } from './spans.ts'

type Schemas = components['schemas']
type Clock = (instant: number) => string

/** A time that can be had, as the contract shows one. */
export function presentSlot({ member_ids, remaining, ...time }: Slot, local: Clock): Schemas['AvailableSlot'] {
  return { ...presentTime(time, local), member_ids, remaining }
}

export function presentExplanation(service_id: string, found: Explanation): Schemas['AvailabilityExplanation'] {
  const { time_zone, reasons, members } = found
  return { service_id, ...presentTime(found, found.local), time_zone, is_available: reasons.length === 0, reasons, members: [...members] }
}

function presentTime({ start, end }: Span, local: Clock) {
  return {
    starts_at: new Date(start).toISOString(),
    ends_at: new Date(end).toISOString(),
    local_starts_at: local(start),
    local_ends_at: local(end),
  }
}
