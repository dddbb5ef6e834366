import { daysOf } from './clock.ts'
import type { Day } from './clock.ts'
import type { Span } from './spans.ts'
import { intersection } from './spans.ts'

interface Interval {
  /** `HH:MM`; the end of a day is `24:00`. */
  readonly start: string
  readonly end: string
}

/** Hours on the clock of a place: by the day of the week, 1 to 7 from Monday, and on days that differ. */
export interface Hours {
  readonly time_zone: string
  /** A day that is missing is closed. */
  readonly weekly: readonly { readonly weekday: number; readonly intervals: readonly Interval[] }[]
  readonly exceptions: readonly { readonly date: string; readonly intervals: readonly Interval[] }[]
}

/** Hours as instants, day by day, in order. */
export interface Openings {
  readonly pieces: readonly Span[]
  /** As it would be without exceptions. */
  readonly regular: readonly Span[]
}

/**
 * When it is open in a range: each day is expanded on the clock of that place, and so has the hours that the clock shows, whether it is 23, 24 or 25
 * hours long. A day's pieces are whole, also where they reach out of the range.
 */
export function openingsOf({ time_zone, weekly, exceptions }: Hours, range: Span): Openings {
  const usual = new Map(weekly.map(({ weekday, intervals }) => [weekday, intervals]))
  const different = new Map(exceptions.map(({ date, intervals }) => [date, intervals]))
  const pieces: Span[] = []
  const regular: Span[] = []
  for (const day of daysOf(time_zone, range)) {
    const spans = spansOf(day, usual.get(day.weekday) ?? [])
    const exception = different.get(day.date)
    regular.push(...spans)
    pieces.push(...(exception === undefined ? spans : spansOf(day, exception)))
  }
  return { pieces: apart(pieces), regular }
}

/** When both are open. */
export function both(one: Openings, other: Openings): Openings {
  return { pieces: intersection(one.pieces, other.pieces), regular: intersection(one.regular, other.regular) }
}

// An interval that the clock skips as a whole is none.
function spansOf({ at }: Day, intervals: readonly Interval[]): Span[] {
  return intervals
    .map(({ start, end }) => ({ start: at(minutesOf(start)), end: at(minutesOf(end)) }))
    .filter(({ start, end }) => start < end)
}

// In order, and no time twice: an interval that the clock shifts forward may lie in the next one.
function apart(spans: readonly Span[]): Span[] {
  const pieces: Span[] = []
  for (const { start, end } of [...spans].sort((one, other) => one.start - other.start)) {
    const begins = Math.max(start, pieces.at(-1)?.end ?? start)
    if (begins < end) pieces.push({ start: begins, end })
  }
  return pieces
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}
