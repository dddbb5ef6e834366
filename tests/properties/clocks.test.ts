import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { localTimes, plusDays } from '../../src/domain/availability/clock.ts'
import { openingsOf } from '../../src/domain/availability/openings.ts'
import { changesIn, instantOf, offsetAt, shownAt } from '../availability/intl-clock.ts'

// Hours on the clocks of all zones of the contract, on every day of the coming three years on which one of them is changed, held against what Intl says.

const { TimeZone } = parse(readFileSync('openapi/shared/time-zones.yaml', 'utf8')) as { TimeZone: { enum: string[] } }
const day = 86_400_000
const start = Math.floor(Date.now() / day) * day
const end = start + 3 * 366 * day
const changes = TimeZone.enum.flatMap((zone) => changesIn(zone, start, end).map((change) => ({ zone, change })))
// Those that are not another name of one of them.
const apart = changes.filter(({ zone }) => new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone === zone)
const weekdays = [1, 2, 3, 4, 5, 6, 7]

test('there are changes to look at', () => {
  expect(new Set(changes.map(({ zone }) => zone)).size).toBeGreaterThan(100)
})

test('a week from nine to five opens at nine and closes at five by the clock, in every zone and around every change', () => {
  const weekly = weekdays.map((weekday) => ({ weekday, intervals: [{ start: '09:00', end: '17:00' }] }))

  const wrong = changes.flatMap(({ zone, change }) =>
    openingsOf({ time_zone: zone, weekly, exceptions: [] }, { start: change - day, end: change + day })
      .pieces.filter((piece) => shownAt(zone, piece.start) !== '09:00' || shownAt(zone, piece.end) !== '17:00')
      .map((piece) => `${zone} ${new Date(piece.start).toISOString()}`),
  )

  expect(wrong).toEqual([])
})

test('hours that a change falls into are as long as they really are, and lie where the clock shows them', () => {
  const wrong = apart.flatMap(({ zone, change }) => {
    const date = new Date(change + offsetAt(zone, change - 1)).toISOString().slice(0, 10)
    const intervals = around(zone, change)
    const expected = union(
      intervals
        .map((one) => ({ start: instantOf(zone, date, one.start), end: instantOf(zone, date, one.end) }))
        .filter((one) => one.start < one.end),
    )
    const exceptions = [{ date, intervals: intervals.map((one) => ({ start: clock(one.start), end: clock(one.end) })) }]
    const { pieces } = openingsOf({ time_zone: zone, weekly: [], exceptions }, { start: change - day, end: change + day })
    return JSON.stringify(union(pieces)) === JSON.stringify(expected) ? [] : [`${zone} ${date}`]
  })

  expect(wrong).toEqual([])
})

test('so many days later the clock shows the same, or what it skips to', () => {
  const wrong = apart.flatMap(({ zone, change }) =>
    [2, 7, 11, 26].flatMap((hours) => {
      const before = change - hours * 3_600_000
      const later = plusDays(zone, before, 2)
      const shown = before + offsetAt(zone, before) + 2 * day
      const date = new Date(shown).toISOString()
      const expected = instantOf(zone, date.slice(0, 10), (shown % day) / 60_000)
      return later === expected ? [] : [`${zone} ${date}`]
    }),
  )

  expect(wrong).toEqual([])
})

test('local times are those that the clock shows, with its offset', () => {
  const wrong = changes.flatMap(({ zone, change }) => {
    const local = localTimes(zone, change - day, change + day)
    return [-day, -1, 0, day].filter((after) => {
      const text = local(change + after)
      const isSame = Date.parse(text) === change + after
      return !isSame || text.slice(11, 16) !== shownAt(zone, change + after)
    })
  })

  expect(wrong).toEqual([])
})

/** Intervals that end within, begin within and lie within what a change skips or repeats, and one that spans it. */
function around(zone: string, change: number): { start: number; end: number }[] {
  const shown = ((change + offsetAt(zone, change - 1)) % day) / 60_000
  const cuts = [0, shown - 75, shown - 20, shown + 10, shown + 25, shown + 40, shown + 95, 1440].map((cut) =>
    Math.min(Math.max(cut, 0), 1440),
  )
  return cuts.slice(1).flatMap((cut, index) => ((cuts[index] ?? 0) < cut ? [{ start: cuts[index] ?? 0, end: cut }] : []))
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

function union(spans: readonly { start: number; end: number }[]): { start: number; end: number }[] {
  const merged: { start: number; end: number }[] = []
  for (const span of [...spans].sort((one, other) => one.start - other.start)) {
    const last = merged.at(-1)
    if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end)
    else merged.push({ ...span })
  }
  return merged
}
