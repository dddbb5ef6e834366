import { Temporal } from 'temporal-polyfill'
import type { components } from '../../../generated/api.ts'

export type Trigger = components['schemas']['ReminderTrigger']

const minuteMs = 60_000

/**
 * When a reminder of an appointment is sent. A span counts real time, so 1440 minutes are 24 hours on every day. A time of day is read from the clock of
 * the zone, on a day counted in the calendar of the zone: a time that the clock skips is as much later, of one that it shows twice the first counts
 * (RFC 5545, 3.3.5).
 */
export function instantOf(trigger: Trigger, startsAt: string, timeZone: string): Date {
  if (trigger.type === 'offset') return new Date(Date.parse(startsAt) - trigger.minutes_before * minuteMs)
  const day = Temporal.Instant.from(startsAt).toZonedDateTimeISO(timeZone).toPlainDate().subtract({ days: trigger.days_before })
  return new Date(day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(trigger.at) }).epochMilliseconds)
}
