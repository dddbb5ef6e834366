import { Temporal } from 'temporal-polyfill'
import { problems } from '../../problems.ts'

/** The most appointments that one rule makes, and the longest time over which it may do so. */
const maxOccurrences = 52
const maxYears = 5

/** What a rule says (RFC 5545, 3.3.10, as far as the contract takes it). */
interface Recurrence {
  readonly frequency: string
  readonly interval: number
  /** Weekdays 1 (Monday) to 7; for months with which one of them, counted from the start, or from the end when negative. */
  readonly weekdays: readonly { readonly day: number; readonly ordinal: number | undefined }[]
  readonly count: number
  readonly until: Temporal.PlainDate | undefined
}

/**
 * The local dates on which a rule falls, from `startsOn`. The rule has the form that the contract gives it. What a month does not have, such as the
 * 30th of February or a fifth Monday, is left out (RFC 5545, 3.3.10). Throws 409 when there is no such date, or there are too many.
 */
export function datesOf(rule: string, startsOn: string): Temporal.PlainDate[] {
  const recurrence = parse(rule)
  const first = Temporal.PlainDate.from(startsOn)
  const end = first.add({ years: maxYears })
  const tooLong = problems.recurrenceInvalid('The rule reaches over more than five years.')
  if (recurrence.until !== undefined && isAfter(recurrence.until, end)) throw tooLong
  const until = recurrence.until ?? end
  const dates: Temporal.PlainDate[] = []
  // Day by day: it cannot be wrong about where a week or a month begins, and five years are 1,827 days.
  for (let date = first; dates.length < recurrence.count && !isAfter(date, until); date = date.add({ days: 1 })) {
    if (fits(recurrence, first, date)) dates.push(date)
    if (dates.length > maxOccurrences) throw problems.recurrenceInvalid(`The rule makes more than ${maxOccurrences} appointments.`)
  }
  if (recurrence.until === undefined && dates.length < recurrence.count) throw tooLong
  if (dates.length === 0) throw problems.recurrenceInvalid('The rule falls on no date.')
  return dates
}

/** Throws 409 for a beginning that is further ahead than anything is booked. */
export function requireReach(startsOn: string, now = Temporal.Now.instant()): void {
  const furthest = now.toZonedDateTimeISO('UTC').toPlainDate().add({ years: maxYears })
  if (isAfter(Temporal.PlainDate.from(startsOn), furthest)) throw problems.recurrenceInvalid('The rule begins more than five years ahead.')
}

/** The instant at which a clock in this zone shows this: where it shows it twice the first, where it never does as much later as it jumps. */
export function instantAt(date: Temporal.PlainDate, time: string, timeZone: string): Temporal.Instant {
  return date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).toInstant()
}

function fits({ frequency, interval, weekdays }: Recurrence, first: Temporal.PlainDate, date: Temporal.PlainDate): boolean {
  if (frequency === 'DAILY') return daysBetween(first, date) % interval === 0 && (weekdays.length === 0 || isAmong(weekdays, date))
  if (frequency === 'WEEKLY') {
    const weeks = daysBetween(mondayOf(first), mondayOf(date)) / 7
    return weeks % interval === 0 && (weekdays.length === 0 ? date.dayOfWeek === first.dayOfWeek : isAmong(weekdays, date))
  }
  const months = (date.year - first.year) * 12 + date.month - first.month
  return months % interval === 0 && (weekdays.length === 0 ? date.day === first.day : isAmong(weekdays, date))
}

function isAmong(weekdays: Recurrence['weekdays'], date: Temporal.PlainDate): boolean {
  const fromStart = Math.ceil(date.day / 7)
  const isLast = date.day + 7 > date.daysInMonth
  return weekdays.some(
    ({ day, ordinal }) => day === date.dayOfWeek && (ordinal === undefined || ordinal === fromStart || (ordinal === -1 && isLast)),
  )
}

function parse(rule: string): Recurrence {
  const parts = new Map(rule.split(';').map((part) => part.split('=') as [string, string]))
  const until = parts.get('UNTIL')
  return {
    frequency: parts.get('FREQ') ?? '',
    interval: Number(parts.get('INTERVAL') ?? 1),
    weekdays: (parts.get('BYDAY')?.split(',') ?? []).map((word) => ({
      day: weekdayNames.indexOf(word.slice(-2)) + 1,
      ordinal: word.length > 2 ? Number(word.slice(0, -2)) : undefined,
    })),
    count: Number(parts.get('COUNT') ?? Infinity),
    until: until === undefined ? undefined : dateOf(until),
  }
}

const weekdayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** A pattern cannot know how many days a month has. */
function dateOf(digits: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(digits)
  } catch {
    throw problems.recurrenceInvalid('UNTIL is a date that the calendar does not have.')
  }
}

function isAfter(one: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(one, other) > 0
}

function daysBetween(one: Temporal.PlainDate, other: Temporal.PlainDate): number {
  return one.until(other, { largestUnit: 'days' }).days
}

function mondayOf(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.subtract({ days: date.dayOfWeek - 1 })
}
