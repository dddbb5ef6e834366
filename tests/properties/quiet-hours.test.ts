import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { firstOpenInstant } from '../../src/domain/sending-gate/quiet-hours.ts'
import type { OpenHours } from '../../src/domain/sending-gate/quiet-hours.ts'
import { document } from '../contract/corpus/contract.ts'
import { trying } from '../support/properties.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const zones = (document as unknown as { components: { schemas: { TimeZone: { enum: string[] } } } }).components.schemas.TimeZone.enum

// What calendar and clock on the wall there show, asked in another way than the gate does.
const clocks = new Map<string, Intl.DateTimeFormat>()
function localTime(zone: string, at: number): Date {
  let clock = clocks.get(zone)
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
    clocks.set(zone, clock)
  }
  return new Date(`${clock.format(at).replace(' ', 'T')}Z`)
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute
}

function isOpen(all: readonly string[], { start, end, days }: OpenHours, at: number): boolean {
  return all.every((zone) => {
    const local = localTime(zone, at)
    const minutes = local.getUTCHours() * 60 + local.getUTCMinutes()
    return days.includes(local.getUTCDay() || 7) && minutesOf(start) <= minutes && minutes < minutesOf(end)
  })
}

/** The instants of a year at which the clock of a zone is changed, to the minute. */
function changesIn(zone: string, year: number): number[] {
  const offset = (at: number): number => Math.round((localTime(zone, at).getTime() - at) / minuteMs)
  const changes: number[] = []
  for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += dayMs) {
    if (offset(day) === offset(day + dayMs)) continue
    let [from, to] = [day, day + dayMs]
    while (to - from > minuteMs) {
      const middle = from + Math.floor((to - from) / 2 / minuteMs) * minuteMs
      if (offset(middle) === offset(day)) from = middle
      else to = middle
    }
    changes.push(to)
  }
  return changes
}

const quarter = fc.nat({ max: 95 })
const hours = fc
  .tuple(quarter, quarter, fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }))
  .filter(([one, other]) => one !== other)
  .map(([one, other, days]) => ({ start: timeOf(Math.min(one, other)), end: timeOf(Math.max(one, other)), days }))

function timeOf(index: number): string {
  return `${String(Math.floor(index / 4)).padStart(2, '0')}:${String((index % 4) * 15).padStart(2, '0')}`
}

const places = (all: readonly string[], open: OpenHours) =>
  all.map((timeZone) => ({ timeZone, hoursOn: (weekday: number) => (open.days.includes(weekday) ? [open] : []) }))

/** The first open instant by trying one after the other, every so many minutes; undefined after the days that are looked at. */
function byTrying(all: readonly string[], open: OpenHours, at: number, days: number, step: number): number | undefined {
  if (isOpen(all, open, at)) return at
  const stepMs = step * minuteMs
  for (let instant = Math.floor(at / stepMs) * stepMs + stepMs; instant <= at + days * dayMs; instant += stepMs) {
    if (isOpen(all, open, instant)) return instant
  }
  return undefined
}

test('nothing goes out while it is closed, and what waits goes out as soon as it is open, on any day in any zone', () => {
  const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) })
  fc.assert(
    fc.property(fc.constantFrom(...zones), hours, instant, (zone, open, at) => {
      const found = firstOpenInstant(places([zone], open), new Date(at))
      expect(found?.getTime()).toBe(byTrying([zone], open, at, 8, 5))
    }),
    trying(120),
  )
})

test('so it is to the minute when a clock is changed, forward or back, in any zone that does so', () => {
  const changing = zones.map((zone) => ({ zone, changes: changesIn(zone, 2026) })).filter(({ changes }) => changes.length > 0)
  expect(changing.length).toBeGreaterThan(100)
  const near = fc.integer({ min: -26 * 60, max: 4 * 60 })
  fc.assert(
    fc.property(
      fc.constantFrom(...changing),
      fc.nat(),
      near,
      fc.nat({ max: minuteMs - 1 }),
      hours,
      ({ zone, changes }, which, minutes, ms, open) => {
        const at = (changes[which % changes.length] ?? 0) + minutes * minuteMs + ms
        const everyDay = { ...open, days: [1, 2, 3, 4, 5, 6, 7] }
        expect(firstOpenInstant(places([zone], everyDay), new Date(at))?.getTime()).toBe(byTrying([zone], everyDay, at, 3, 1))
      },
    ),
    trying(150),
  )
})

test('of several zones it is open when it is open in each', () => {
  const several = fc.uniqueArray(fc.constantFrom(...zones), { minLength: 2, maxLength: 4 })
  const wide = { start: '08:00', end: '21:00', days: [1, 2, 3, 4, 5, 6, 7] }
  fc.assert(
    fc.property(several, fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }), (all, at) => {
      const found = firstOpenInstant(places(all, wide), new Date(at))
      expect(found?.getTime()).toBe(byTrying(all, wide, at, 2, 5))
    }),
    trying(60),
  )
})

test('what is never open at once is said to be never open', () => {
  const morning = { start: '08:00', end: '09:00', days: [1, 2, 3, 4, 5, 6, 7] }

  expect(firstOpenInstant(places(['Europe/Berlin', 'America/New_York'], morning), new Date('2026-06-05T10:00:00Z'))).toBeUndefined()
})

test.each([
  // 02:30 is not on the clock that day: at 03:00 it has struck.
  ['Europe/Berlin', { start: '02:30', end: '05:00' }, '2026-03-29T00:10:00Z', '2026-03-29T01:00:00.000Z'],
  // 02:30 is on it twice: the first one counts.
  ['Europe/Berlin', { start: '02:30', end: '02:45' }, '2026-10-25T00:10:00Z', '2026-10-25T00:30:00.000Z'],
  ['Europe/Berlin', { start: '02:30', end: '02:45' }, '2026-10-25T00:50:00Z', '2026-10-25T01:30:00.000Z'],
  ['America/New_York', { start: '08:00', end: '21:00' }, '2026-03-08T02:00:00Z', '2026-03-08T12:00:00.000Z'],
  ['America/New_York', { start: '08:00', end: '21:00' }, '2026-03-07T03:00:00Z', '2026-03-07T13:00:00.000Z'],
  ['Asia/Kathmandu', { start: '08:00', end: '21:00' }, '2026-06-05T00:00:00Z', '2026-06-05T02:15:00.000Z'],
  ['Australia/Lord_Howe', { start: '08:00', end: '21:00' }, '2026-04-04T12:00:00Z', '2026-04-04T21:30:00.000Z'],
  ['UTC', { start: '08:00', end: '21:00' }, '2026-06-05T20:59:59.999Z', '2026-06-05T20:59:59.999Z'],
  ['UTC', { start: '08:00', end: '21:00' }, '2026-06-05T21:00:00Z', '2026-06-06T08:00:00.000Z'],
])('in %s with %o, what comes at %s goes out at %s', (zone, open, at, until) => {
  const everyDay = { ...open, days: [1, 2, 3, 4, 5, 6, 7] }

  expect(firstOpenInstant(places([zone], everyDay), new Date(at))?.toISOString()).toBe(until)
})
