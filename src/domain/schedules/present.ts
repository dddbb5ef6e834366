import type { components } from '../../../generated/api.ts'
import { defaultWeekly } from './hours.ts'
import type { FoundBusinessHours, FoundSchedule, FoundWorkingHours } from './queries.ts'

type Schemas = components['schemas']

/** The hours of a business as the contract shows them; version 1 is that of a business that has decided nothing. */
export function presentBusinessHours(found: FoundBusinessHours): Schemas['BusinessHours'] {
  return { time_zone: found.business_time_zone, weekly: found.weekly ?? defaultWeekly, ...rest(found) }
}

/** The hours of a member as the contract shows them; version 1 is that of a member who has followed the business from the beginning. */
export function presentWorkingHours(found: FoundWorkingHours): Schemas['WorkingHours'] {
  return { member_id: found.member_id, time_zone: found.time_zone, weekly: found.weekly, ...rest(found) }
}

function rest({ exceptions, created_at, updated_at, version, owner_created_at }: FoundSchedule) {
  return {
    exceptions: exceptions ?? [],
    created_at: created_at ?? owner_created_at,
    updated_at: updated_at ?? owner_created_at,
    version: version ?? 1,
  }
}
