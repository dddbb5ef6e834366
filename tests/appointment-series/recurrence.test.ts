import { expect, test } from '@jest/globals'
import { datesOf, instantAt } from '../../src/domain/appointment-series/recurrence.ts'

// The examples of RFC 5545, 3.8.5.3, as far as the contract takes such rules, and what a calendar does not have.
test.each([
  ['FREQ=DAILY;COUNT=3', '1997-09-02', ['1997-09-02', '1997-09-03', '1997-09-04']],
  ['FREQ=DAILY;INTERVAL=10;COUNT=5', '1997-09-02', ['1997-09-02', '1997-09-12', '1997-09-22', '1997-10-02', '1997-10-12']],
  ['FREQ=DAILY;BYDAY=SA,SU;UNTIL=19970914', '1997-09-02', ['1997-09-06', '1997-09-07', '1997-09-13', '1997-09-14']],
  ['FREQ=WEEKLY;COUNT=3', '1997-09-02', ['1997-09-02', '1997-09-09', '1997-09-16']],
  ['FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=19970916', '1997-09-02', ['1997-09-02', '1997-09-04', '1997-09-09', '1997-09-11', '1997-09-16']],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=5', '1997-09-02', ['1997-09-02', '1997-09-04', '1997-09-16', '1997-09-18', '1997-09-30']],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;COUNT=4', '1997-08-05', ['1997-08-05', '1997-08-10', '1997-08-19', '1997-08-24']],
  ['FREQ=MONTHLY;BYDAY=1FR;COUNT=3', '1997-09-05', ['1997-09-05', '1997-10-03', '1997-11-07']],
  ['FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU,-1SU;COUNT=4', '1997-09-07', ['1997-09-07', '1997-09-28', '1997-11-02', '1997-11-30']],
  ['FREQ=MONTHLY;COUNT=4', '2026-01-31', ['2026-01-31', '2026-03-31', '2026-05-31', '2026-07-31']],
  ['FREQ=MONTHLY;INTERVAL=12;COUNT=2', '2028-02-29', ['2028-02-29', '2032-02-29']],
  ['FREQ=MONTHLY;BYDAY=5MO;COUNT=3', '2026-11-01', ['2026-11-30', '2027-03-29', '2027-05-31']],
  ['FREQ=MONTHLY;BYDAY=-1FR;COUNT=2', '2027-02-01', ['2027-02-26', '2027-03-26']],
  // The first date that fits, when the rule does not fit the day from which on it is applied.
  ['FREQ=WEEKLY;BYDAY=MO;COUNT=2', '2026-11-25', ['2026-11-30', '2026-12-07']],
])('%s from %s', (rule, startsOn, dates) => {
  expect(datesOf(rule, startsOn).map(String)).toEqual(dates)
})

test.each([
  ['FREQ=DAILY;UNTIL=20261231', '2027-01-01', 'on no date'],
  ['FREQ=DAILY;UNTIL=20270222', '2027-01-01', 'more than 52'],
  ['FREQ=DAILY;UNTIL=20270230', '2027-01-01', 'does not have'],
  ['FREQ=MONTHLY;INTERVAL=12;COUNT=7', '2027-01-01', 'five years'],
  ['FREQ=DAILY;INTERVAL=40;UNTIL=20320102', '2027-01-01', 'five years'],
])('%s from %s is refused: %s', (rule, startsOn, why) => {
  expect(() => datesOf(rule, startsOn)).toThrow(
    expect.objectContaining({ code: 'recurrence_invalid', message: expect.stringContaining(why) }),
  )
})

test.each([
  ['America/New_York', '2027-03-07', '09:00', '2027-03-07T14:00:00Z'],
  ['America/New_York', '2027-03-14', '09:00', '2027-03-14T13:00:00Z'],
  // Clocks go from 02:00 to 03:00: half past two is an hour later there.
  ['America/New_York', '2027-03-14', '02:30', '2027-03-14T07:30:00Z'],
  // And from 02:00 back to 01:00: half past one comes twice.
  ['America/New_York', '2027-11-07', '01:30', '2027-11-07T05:30:00Z'],
  ['Europe/Berlin', '2027-03-28', '02:30', '2027-03-28T01:30:00Z'],
  // Half an hour of summer time.
  ['Australia/Lord_Howe', '2027-10-03', '02:15', '2027-10-02T15:45:00Z'],
  ['Asia/Kathmandu', '2027-01-01', '09:00', '2027-01-01T03:15:00Z'],
])('in %s on %s it is %s at %s', (timeZone, date, time, instant) => {
  const [day] = datesOf('FREQ=DAILY;COUNT=1', date)

  expect(String(day && instantAt(day, time, timeZone))).toBe(instant)
})
