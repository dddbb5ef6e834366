import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { instantOf } from '../../src/domain/reminders/instants.ts'
import { document } from '../contract/corpus/contract.ts'
import { trying } from '../support/properties.ts'

// Against an oracle that computes no offset: it waits in front of the clock on the wall until the clock shows the time.

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const zones = (document as unknown as { components: { schemas: { TimeZone: { enum: string[] } } } }).components.schemas.TimeZone.enum
const years = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2029, 0, 1) }

const clocks = new Map<string, Intl.DateTimeFormat>()
/** What calendar and clock show, as 2027-03-14 02:30. */
function shown(zone: string, at: number): string {
  let clock = clocks.get(zone)
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
    clocks.set(zone, clock)
  }
  return clock.format(at)
}
const read = (text: string): number => Date.parse(`${text.replace(' ', 'T')}Z`)

/** The first instant at which the clock shows this; where it never does, as much after it was last behind as it would have taken. */
function waitFor(zone: string, day: string, time: string, stepMs = minuteMs): number {
  const wanted = `${day} ${time}`
  let last = read(wanted) - 30 * 60 * minuteMs
  for (let at = last; ; at += stepMs) {
    const text = shown(zone, at)
    if (text === wanted) return at
    if (text > wanted) return last + read(wanted) - read(shown(zone, last))
    last = at
  }
}

/** When the clock of a zone is changed, to the minute. */
function changesOf(zone: string): number[] {
  const offset = (at: number): number => read(shown(zone, at)) - at
  const changes: number[] = []
  for (let day = years.from; day < years.to; day += dayMs) {
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

const iso = (at: number): string => new Date(at).toISOString()
const laterDay = (day: string, days: number): string => iso(Date.parse(`${day}T00:00Z`) + days * dayMs).slice(0, 10)

test('a span before an appointment is real time, whatever the clocks do', () => {
  const cases = fc.tuple(fc.integer({ min: years.from, max: years.to }), fc.integer({ min: 5, max: 43_200 }), fc.constantFrom(...zones))
  fc.assert(
    fc.property(cases, ([startsAt, minutes, zone]) => {
      const moment = instantOf({ type: 'offset', minutes_before: minutes }, iso(startsAt), zone)
      expect(startsAt - moment.getTime()).toBe(minutes * minuteMs)
    }),
    trying(500),
  )
})

test('a time of day is what the clock there shows, on the day counted in the calendar there', () => {
  const day = fc.integer({ min: years.from, max: years.to }).map((at) => iso(at).slice(0, 10))
  const time = fc.nat({ max: 1439 }).map((minute) => iso(minute * minuteMs).slice(11, 16))
  fc.assert(
    fc.property(fc.constantFrom(...zones), day, fc.nat({ max: 30 }), time, time, (zone, on, days, at, begins) => {
      const startsAt = waitFor(zone, laterDay(on, days), begins)
      // Where that time was skipped the appointment is on the same day all the same; a clock that skips midnight would make it another one.
      fc.pre(shown(zone, startsAt).startsWith(laterDay(on, days)))
      const moment = instantOf({ type: 'wall_clock', days_before: days, at }, iso(startsAt), zone)
      expect(iso(moment.getTime())).toBe(iso(waitFor(zone, on, at)))
    }),
    trying(150),
  )
})

test('at every change of every clock in three years: what is skipped comes as much later, of what comes twice the first counts', () => {
  const changes = zones.flatMap((zone) => changesOf(zone).map((at) => ({ zone, at })))
  const wrong = changes.flatMap(({ zone, at }) =>
    // Around what the clock shows just before it is changed, and just after: in the gap, or in what comes twice.
    [shown(zone, at - minuteMs), shown(zone, at)]
      .flatMap((text) => [-30, 0, 30].map((minutes) => iso(read(text) - (read(text) % (15 * minuteMs)) + minutes * minuteMs)))
      .filter((local) => {
        const [day, time] = [local.slice(0, 10), local.slice(11, 16)]
        const startsAt = waitFor(zone, laterDay(day, 2), '12:00', 15 * minuteMs)
        const moment = instantOf({ type: 'wall_clock', days_before: 2, at: time }, iso(startsAt), zone)
        return moment.getTime() !== waitFor(zone, day, time, 15 * minuteMs)
      })
      .map((local) => `${zone} ${local}`),
  )

  expect(wrong).toEqual([])
  expect(changes.length).toBeGreaterThan(500)
})

test.each([
  ['America/New_York', '2027-03-14', '02:30', '2027-03-14T07:30:00.000Z'],
  ['America/New_York', '2027-11-07', '01:30', '2027-11-07T05:30:00.000Z'],
  ['Europe/Berlin', '2027-03-28', '02:30', '2027-03-28T01:30:00.000Z'],
  ['Australia/Lord_Howe', '2027-10-03', '02:15', '2027-10-02T15:45:00.000Z'],
  ['Asia/Kathmandu', '2027-06-01', '18:00', '2027-06-01T12:15:00.000Z'],
  ['America/New_York', '2028-02-29', '18:00', '2028-02-29T23:00:00.000Z'],
])('in %s on %s, %s is %s', (zone, day, at, instant) => {
  const startsAt = iso(waitFor(zone, laterDay(day, 1), '12:00'))

  expect(instantOf({ type: 'wall_clock', days_before: 1, at }, startsAt, zone).toISOString()).toBe(instant)
})
