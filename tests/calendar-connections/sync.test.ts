import { beforeEach, expect, test } from '@jest/globals'
import { calendarSalon, googleSettings, lasting, later, noon } from '../support/calendars.ts'
import type { CalendarSalon } from '../support/calendars.ts'
import { ownVendors } from '../support/vendors.ts'
import { workShop } from '../support/worker.ts'

const vendors = await ownVendors()
const shop = await workShop()
let salon: CalendarSalon

beforeEach(async () => {
  vendors.reset()
  await shop.start(googleSettings(vendors))
  salon = await calendarSalon(shop, vendors)
  await salon.sync()
})

test('a consent that was brought back makes the connection active, with the primary calendar in use', async () => {
  const calendars = await shop.rows('select calendar_id, check_busy, write_target from connected_calendars where connection_id = $1', [
    salon.connectionId,
  ])

  expect(await salon.connection()).toMatchObject({ status: 'active', account_email: salon.account.email, error_code: null })
  expect(calendars).toEqual([{ calendar_id: salon.account.email, check_busy: true, write_target: true }])
})

test('a booked appointment is written once, a moved one once more, and a cancelled one is taken out', async () => {
  const { id } = await salon.book(noon(1))
  await salon.sync()
  const booked = salon.event(id)
  await salon.reschedule(id, noon(2))
  await salon.sync()
  const moved = salon.event(id)
  await salon.cancel(id)
  await salon.sync()

  expect(booked).toMatchObject({ summary: 'Appointment: Grace', start: { dateTime: noon(1) }, end: { dateTime: later(noon(1), 60) } })
  expect(moved).toMatchObject({ start: { dateTime: noon(2) }, end: { dateTime: later(noon(2), 60) } })
  expect(salon.event(id)).toBeUndefined()
  expect(salon.account.primary.written.map(({ what }) => what)).toEqual(['insert', 'update', 'delete'])
})

test("other people's opaque events make busy, free, declined and cancelled ones do not, and nor do ours", async () => {
  const { primary, email } = salon.account
  await salon.book(noon(0))
  primary.add({ ...lasting(noon(1)) })
  primary.add({ ...lasting(noon(2)), transparency: 'transparent' })
  primary.add({ ...lasting(noon(3)), attendees: [{ email, self: true, responseStatus: 'declined' }] })
  primary.add({ ...lasting(noon(4)), eventType: 'workingLocation' })
  primary.add({ ...lasting(noon(5)), attendees: [{ email, self: true, responseStatus: 'accepted' }] })
  const gone = primary.add({ ...lasting(noon(6)) })
  await salon.sync()
  const before = await salon.busy()
  primary.delete(gone.id)
  await salon.sync()

  expect(before).toEqual([noon(1), noon(5), noon(6)])
  expect(await salon.busy()).toEqual([noon(1), noon(5)])
})

test('a calendar of several pages is read to its last one, and what changes afterwards is found', async () => {
  const { primary } = salon.account
  const events = Array.from({ length: 501 }, (_, index) => primary.add(lasting(noon(1, index % 48))))
  await salon.sync()
  const all = await salon.busy()
  primary.delete(events[0]?.id ?? '')
  primary.delete(events[500]?.id ?? '')
  await salon.sync()

  expect(all).toHaveLength(501)
  expect(await salon.busy()).toHaveLength(499)
})

test('an event that is moved in Google moves its appointment, and nothing is written for that', async () => {
  const { id } = await salon.book(noon(1))
  await salon.sync()
  salon.account.primary.change(salon.event(id)?.id ?? '', lasting(noon(3), 90))
  await salon.sync()
  const { starts_at, ends_at, version } = await salon.appointment(id)
  await salon.sync()

  expect([new Date(starts_at).toISOString(), new Date(ends_at).toISOString()]).toEqual([noon(3), later(noon(3), 90)])
  expect((await salon.appointment(id)).version).toBe(version)
  expect(salon.account.primary.written).toHaveLength(1)
  expect(await salon.conflicts()).toEqual([])
})
