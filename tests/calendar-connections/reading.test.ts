import { beforeEach, expect, test } from '@jest/globals'
import { calendarSalon, googleSettings, lasting, noon } from '../support/calendars.ts'
import type { CalendarSalon } from '../support/calendars.ts'
import { ownVendors } from '../support/vendors.ts'
import { workShop } from '../support/worker.ts'
import { occurrenceId } from '../vendors/google-calendars.ts'

const vendors = await ownVendors()
const shop = await workShop()
let salon: CalendarSalon

beforeEach(async () => {
  vendors.reset()
  vendors.callbacks.mode('none')
  await shop.start(googleSettings(vendors))
  salon = await calendarSalon(shop, vendors)
  await salon.sync()
})

const weekly = (count: number): object => ({ recurrence: [`RRULE:FREQ=WEEKLY;COUNT=${count}`] })
const day = (days: number): string => noon(days).slice(0, 10)
const token = async (): Promise<unknown> => {
  const [row] = await shop.rows('select sync_token from connected_calendars where connection_id = $1', [salon.connectionId])
  return row?.sync_token
}
const lists = (): (string | null)[] =>
  vendors.requests.filter(({ path, method }) => method === 'GET' && path.endsWith('/events')).map(({ query }) => query.get('syncToken'))

test('where we are is kept only after the last page, and what was cut off is read again', async () => {
  const { primary, email } = salon.account
  primary.pageSize = 2
  for (let index = 1; index <= 5; index += 1) primary.add(lasting(noon(index)))
  const before = await token()
  vendors.behaviours.next(`${email} list`, {}, { status: 500, code: 'backendError' })
  await salon.sync()
  const half = [await token(), (await salon.busy()).length]
  await salon.sync()

  expect(half).toEqual([before, 2])
  expect(await token()).not.toBe(before)
  expect(await salon.busy()).toEqual([1, 2, 3, 4, 5].map((index) => noon(index)))
})

test('a place that is forgotten between two pages is found again from the beginning', async () => {
  const { primary, email } = salon.account
  primary.pageSize = 1
  const gone = primary.add(lasting(noon(1)))
  await salon.sync()
  primary.events.delete(gone.id)
  primary.add(lasting(noon(2)))
  primary.add(lasting(noon(3)))
  vendors.behaviours.next(`${email} list`, {}, { meanwhile: () => primary.forgetTokens() })
  await salon.sync()

  expect(await salon.busy()).toEqual([noon(2), noon(3)])
})

test('each occurrence of a recurring event makes busy, wherever it was moved to, until it or all of them are deleted', async () => {
  const { primary } = salon.account
  const series = primary.add({ ...lasting(noon(1)), ...weekly(4) })
  await salon.sync()
  const all = await salon.busy()
  primary.change(occurrenceId(series.id, { dateTime: noon(8) }), lasting(noon(9)))
  primary.delete(occurrenceId(series.id, { dateTime: noon(15) }))
  await salon.sync()
  const some = await salon.busy()
  primary.forgetTokens()
  await salon.sync()
  const listed = await salon.busy()
  primary.delete(series.id)
  await salon.sync()

  expect(all).toEqual([1, 8, 15, 22].map((days) => noon(days)))
  expect(some).toEqual([1, 9, 22].map((days) => noon(days)))
  expect(listed).toEqual(some)
  expect(await salon.busy()).toEqual([])
})

test("a whole day is one of the calendar's own clock, and another one when the calendar moves to another zone", async () => {
  const { primary } = salon.account
  primary.add({ start: { date: day(1) }, end: { date: day(2) } })
  await salon.sync()
  const inBerlin = await salon.busy()
  primary.timeZone = 'Pacific/Auckland'
  await salon.lookAgain()

  expect(inBerlin).toEqual([midnightIn('Europe/Berlin', day(1))])
  expect(await salon.busy()).toEqual([midnightIn('Pacific/Auckland', day(1))])
})

test('a whole day that somebody shows as free makes nobody busy', async () => {
  salon.account.primary.add({ start: { date: day(1) }, end: { date: day(2) }, transparency: 'transparent' })
  await salon.sync()

  expect(await salon.busy()).toEqual([])
})

test('an event that becomes free, or opaque again, gives the time back, and takes it', async () => {
  const { primary } = salon.account
  const { id } = primary.add(lasting(noon(1)))
  await salon.sync()
  primary.change(id, { transparency: 'transparent' })
  await salon.sync()
  const free = await salon.busy()
  primary.change(id, { transparency: 'opaque' })
  await salon.sync()

  expect(free).toEqual([])
  expect(await salon.busy()).toEqual([noon(1)])
})

test('who turns from pushing alone to both ways is busy again by all that stands there', async () => {
  salon.account.primary.add(lasting(noon(1)))
  await salon.sync()
  await salon.change({ direction: 'push' })
  await salon.sync()
  const pushing = await salon.busy()
  await salon.change({ direction: 'both' })
  await salon.sync()

  expect(pushing).toEqual([])
  expect(await salon.busy()).toEqual([noon(1)])
  await expect(salon.book(noon(1))).rejects.toMatchObject({ code: 'slot_unavailable', extra: { reasons: ['calendar_busy'] } })
})

test('an event follows to where another has just made room, on whichever page that stands', async () => {
  const { primary } = salon.account
  const { id } = await salon.book(noon(1))
  const other = primary.add(lasting(noon(5)))
  await salon.sync()
  primary.pageSize = 1
  primary.change(salon.event(id)?.id ?? '', lasting(noon(5)))
  primary.change(other.id, lasting(noon(7)))
  await salon.sync()

  expect(new Date((await salon.appointment(id)).starts_at).toISOString()).toBe(noon(5))
  expect(await salon.conflicts()).toEqual([])
})

test('an event that was moved to where a whole list does not reach was moved, and not deleted', async () => {
  await salon.change({ on_external_delete: 'cancel', on_external_move: 'flag' })
  const { primary } = salon.account
  const { id } = await salon.book(noon(1))
  await salon.sync()
  primary.change(salon.event(id)?.id ?? '', lasting(noon(600)))
  primary.forgetTokens()
  await salon.sync()

  expect((await salon.appointment(id)).status).toBe('confirmed')
  expect(salon.event(id)).toMatchObject({ start: { dateTime: noon(1) } })
  expect(await salon.conflicts()).toMatchObject([{ kind: 'moved', resolution: 'restored', external_starts_at: noon(600) }])
})

test('what has not changed is not asked for again', async () => {
  salon.account.primary.add(lasting(noon(1)))
  await salon.sync()
  const asked = lists().length
  await salon.sync()

  expect(lists().slice(0, 1)).toEqual([null])
  expect(
    lists()
      .slice(asked)
      .every((from) => from !== null),
  ).toBe(true)
})

/** Midnight by the clock of a place, the slow and obvious way: the instant of that day at which the clock shows it. */
function midnightIn(timeZone: string, date: string): string {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  const around = Array.from({ length: 4 * 48 }, (_, quarter) => new Date(Date.parse(date) + (quarter - 96) * 900_000))
  return around.find((instant) => clock.format(instant) === `${date} 00:00`)?.toISOString() ?? ''
}
