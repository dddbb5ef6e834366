import { expect, test } from '@jest/globals'
import { plusDays } from '../../src/domain/availability/clock.ts'
import { openingsOf } from '../../src/domain/availability/openings.ts'

// Cases that other systems are known to get wrong, each with the instants worked out by hand.

const weekdays = [1, 2, 3, 4, 5, 6, 7]
const hour = 3_600_000

/** The hours of one date in a zone, as instants. */
function hoursOn(zone: string, date: string, ...intervals: [start: string, end: string][]): string[] {
  const exceptions = [{ date, intervals: intervals.map(([start, end]) => ({ start, end })) }]
  const noon = Date.parse(`${date}T12:00:00Z`)
  return openingsOf({ time_zone: zone, weekly: [], exceptions }, { start: noon, end: noon }).pieces.map(
    ({ start, end }) => `${new Date(start).toISOString().slice(0, 16)}/${new Date(end).toISOString().slice(0, 16)}`,
  )
}

test('New York skips 02:30 on 14 March 2027: it is shifted forward to 03:30', () => {
  expect(hoursOn('America/New_York', '2027-03-14', ['02:30', '05:00'])).toEqual(['2027-03-14T07:30/2027-03-14T09:00'])
})

test('New York shows 01:30 twice on 7 November 2027: the first counts, so the interval after it is an hour longer', () => {
  expect(hoursOn('America/New_York', '2027-11-07', ['01:30', '03:00'])).toEqual(['2027-11-07T05:30/2027-11-07T08:00'])
})

test('nine in New York is nine before and after both changes', () => {
  const opens = (date: string): string[] => hoursOn('America/New_York', date, ['09:00', '10:00'])

  expect([opens('2027-03-13'), opens('2027-03-14'), opens('2027-11-06'), opens('2027-11-07')].flat()).toEqual([
    '2027-03-13T14:00/2027-03-13T15:00',
    '2027-03-14T13:00/2027-03-14T14:00',
    '2027-11-06T13:00/2027-11-06T14:00',
    '2027-11-07T14:00/2027-11-07T15:00',
  ])
})

test('a whole day in Berlin has 23 hours on 28 March 2027 and 25 on 31 October', () => {
  expect(hoursOn('Europe/Berlin', '2027-03-28', ['00:00', '24:00'])).toEqual(['2027-03-27T23:00/2027-03-28T22:00'])
  expect(hoursOn('Europe/Berlin', '2027-10-31', ['00:00', '24:00'])).toEqual(['2027-10-30T22:00/2027-10-31T23:00'])
})

test('Lord Howe puts its clock forward by half an hour on 3 October 2027', () => {
  expect(hoursOn('Australia/Lord_Howe', '2027-10-03', ['02:15', '03:00'], ['09:00', '10:00'])).toEqual([
    '2027-10-02T15:45/2027-10-02T16:00',
    '2027-10-02T22:00/2027-10-02T23:00',
  ])
})

test('Kathmandu is five hours and three quarters ahead', () => {
  expect(hoursOn('Asia/Kathmandu', '2027-03-14', ['09:00', '17:00'])).toEqual(['2027-03-14T03:15/2027-03-14T11:15'])
})

test('29 February is a day of leap years', () => {
  expect(hoursOn('Europe/Berlin', '2028-02-29', ['09:00', '17:00'])).toEqual(['2028-02-29T08:00/2028-02-29T16:00'])
})

test('hours that the clock skips as a whole are none, and no time is open twice', () => {
  expect(hoursOn('America/New_York', '2027-03-14', ['02:00', '03:00'])).toEqual([])
  expect(hoursOn('America/New_York', '2027-03-14', ['02:15', '02:45'], ['03:00', '04:00'])).toEqual(['2027-03-14T07:00/2027-03-14T08:00'])
})

test('overnight is two intervals that touch', () => {
  const weekly = weekdays.map((weekday) => ({
    weekday,
    intervals: [
      { start: '00:00', end: '02:00' },
      { start: '22:00', end: '24:00' },
    ],
  }))
  const noon = Date.parse('2027-03-27T12:00:00Z')

  const { pieces } = openingsOf({ time_zone: 'Europe/Berlin', weekly, exceptions: [] }, { start: noon, end: noon })

  const lengths = pieces.map(({ start, end }) => (end - start) / hour)
  // The clock skips from two to three, so the night of the change is as long as any other.
  expect(lengths).toEqual([2, 2, 2, 2, 2, 2])
})

test('a day later is not 24 hours later when the clock is changed between', () => {
  const before = Date.parse('2027-03-13T12:00:00-05:00')

  expect(new Date(plusDays('America/New_York', before, 1)).toISOString()).toBe('2027-03-14T16:00:00.000Z')
  expect(new Date(before + 24 * hour).toISOString()).toBe('2027-03-14T17:00:00.000Z')
})
