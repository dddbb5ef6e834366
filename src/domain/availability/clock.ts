import { Temporal } from 'temporal-polyfill'
import type { Span } from './spans.ts'

/** A day on the clock of a place. */
export interface Day {
  /** `YYYY-MM-DD`. */
  readonly date: string
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number
  /** The instant at which the clock shows so many minutes past midnight, as `instantOf` says it. */
  readonly at: (minutes: number) => number
}

/** The days of a range, and one before and after: what the clock skips at the end of a day is in the next one. */
export function* daysOf(zone: string, { start, end }: Span): Generator<Day> {
  const last = at(zone, end).toPlainDate().add({ days: 1 })
  let date = at(zone, start).toPlainDate().subtract({ days: 1 })
  let midnight = instantOf(zone, date, 0)
  while (Temporal.PlainDate.compare(date, last) <= 0) {
    const [today, begins, ends] = [date, midnight, instantOf(zone, date, 1440)]
    // On a day of 24 hours the clock neither skips nor repeats anything, so counting is enough, and far cheaper.
    const isPlain = ends - begins === 1440 * 60_000
    const clock = (minutes: number): number => (isPlain ? begins + minutes * 60_000 : instantOf(zone, today, minutes))
    yield { date: today.toString(), weekday: today.dayOfWeek, at: clock }
    date = date.add({ days: 1 })
    midnight = ends
  }
}

/**
 * The instant at which the clock of a zone shows so many minutes past midnight of a date, in milliseconds since 1970. A time that the clock skips is
 * shifted forward by what was skipped, and of one that it shows twice the first counts (RFC 5545, 3.3.5). 1440 is the next midnight.
 */
function instantOf(zone: string, date: Temporal.PlainDate, minutes: number): number {
  const time = date.toPlainDateTime().add({ minutes })
  return time.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
}

/** The same time of the clock so many days later: 24 hours are not always a day. */
export function plusDays(zone: string, instant: number, days: number): number {
  return at(zone, instant).add({ days }).epochMilliseconds
}

interface Offset {
  readonly since: number
  readonly shift: number
  readonly label: string
}

/** What the clock shows at instants of a range, with its offset, such as `2026-03-29T09:00:00.000+02:00`. */
export function localTimes(zone: string, from: number, until: number): (instant: number) => string {
  // Looked up once for each change of the clock, and not for each instant.
  const offsets: Offset[] = []
  let time: Temporal.ZonedDateTime | null = at(zone, from)
  while (time !== null && time.epochMilliseconds <= until) {
    offsets.push(offsetOf(time))
    time = time.getTimeZoneTransition('next')
  }
  return (instant) => {
    const { shift, label } = offsets.findLast(({ since }) => since <= instant) as Offset
    return new Date(instant + shift).toISOString().slice(0, -1) + label
  }
}

// RFC 3339 knows no seconds in an offset. Zones had some before 1973, when local mean time was in use: those are rounded.
function offsetOf(time: Temporal.ZonedDateTime): Offset {
  const minutes = Math.round(time.offsetNanoseconds / 60e9)
  const two = (value: number): string => String(value).padStart(2, '0')
  const size = Math.abs(minutes)
  return {
    since: time.epochMilliseconds,
    shift: minutes * 60_000,
    label: `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`,
  }
}

function at(zone: string, instant: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
}
