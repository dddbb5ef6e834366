import type { Tx } from '../../db/database.ts'
import { difference, intersection, openingsOf, union } from '../availability/availability.ts'
import type { Span } from '../availability/availability.ts'
import { offerLater } from '../freed-time/freed-time.ts'
import type { FormerHours } from '../freed-time/freed-time.ts'
import { businessHours, workingHours } from '../schedules/schedules.ts'

const yearMs = 366 * 86_400_000

/** Offers the time that is open by the hours of now and was not by those of before, should they have been changed again meanwhile. */
export async function offerOpenedTime(tx: Tx, former: FormerHours, now = Date.now()): Promise<void> {
  const { member_id } = former
  const business = await businessHours(tx)
  const current = member_id === null ? business : await workingHours(tx, member_id)
  const range = { start: now, end: now + yearMs }
  const opened = difference(openIn(current, business.time_zone, range), openIn(former, business.time_zone, range))
  const times = opened.map(({ start, end }) => ({ starts_at: new Date(start).toISOString(), ends_at: new Date(end).toISOString() }))
  await offerLater(tx, { member_id, times, was_taken: false })
}

// Who follows the business is open whenever it is: what lies outside its hours cannot be booked, and so is offered to nobody.
function openIn({ weekly, exceptions, time_zone }: Omit<FormerHours, 'member_id'>, zone: string, range: Span): Span[] {
  if (weekly === null) return [range]
  return intersection(union(openingsOf({ weekly, exceptions, time_zone: time_zone ?? zone }, range).pieces), [range])
}
