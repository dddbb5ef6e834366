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

const startOf = async (id: string): Promise<string> => new Date((await salon.appointment(id)).starts_at).toISOString()
const movedInGoogle = (id: string, startsAt: string): void =>
  void salon.account.primary.change(salon.event(id)?.id ?? '', lasting(startsAt))

test('an event that is moved onto another appointment is put back, once, and the team hears why', async () => {
  const taken = await salon.book(noon(5))
  const { id } = await salon.book(noon(1))
  await salon.sync()
  movedInGoogle(id, noon(5))
  await salon.sync()
  await salon.sync()

  expect(await startOf(id)).toBe(noon(1))
  expect(salon.event(id)).toMatchObject({ start: { dateTime: noon(1) } })
  expect(salon.event(taken.id)).toMatchObject({ start: { dateTime: noon(5) } })
  expect(await salon.conflicts()).toEqual([
    {
      connection_id: salon.connectionId,
      member_id: salon.memberId,
      appointment_id: id,
      kind: 'moved',
      resolution: 'restored',
      external_starts_at: noon(5),
      external_ends_at: later(noon(5), 60),
      reasons: ['existing_appointment'],
    },
  ])
  expect(salon.account.primary.written).toHaveLength(3)
})

test('where the policy is flag, a moved event is put back wherever it went', async () => {
  await salon.change({ on_external_move: 'flag' })
  const { id } = await salon.book(noon(1))
  await salon.sync()
  movedInGoogle(id, noon(5))
  await salon.sync()

  expect(await startOf(id)).toBe(noon(1))
  expect(salon.event(id)).toMatchObject({ start: { dateTime: noon(1) } })
  expect(await salon.conflicts()).toMatchObject([{ kind: 'moved', resolution: 'restored', reasons: [] }])
})

test('an event that is made one of whole days is put back', async () => {
  const { id } = await salon.book(noon(1))
  await salon.sync()
  salon.account.primary.change(salon.event(id)?.id ?? '', { start: { date: noon(5).slice(0, 10) }, end: { date: noon(6).slice(0, 10) } })
  await salon.sync()

  expect(salon.event(id)).toMatchObject({ start: { dateTime: noon(1) }, end: { dateTime: later(noon(1), 60) } })
  expect(await salon.conflicts()).toMatchObject([{ kind: 'moved', external_starts_at: null }])
})

test.each([
  ['cancel', 'cancelled', false, 0],
  ['flag', 'confirmed', true, 1],
] as const)('with the policy %s a deleted event leaves the appointment %s', async (policy, status, stands, told) => {
  await salon.change({ on_external_delete: policy })
  const { id } = await salon.book(noon(1))
  await salon.sync()
  salon.account.primary.delete(salon.event(id)?.id ?? '')
  await salon.sync()

  expect((await salon.appointment(id)).status).toBe(status)
  expect(salon.event(id) !== undefined).toBe(stands)
  expect(await salon.conflicts()).toHaveLength(told)
  expect(salon.account.primary.written).toHaveLength(1 + told)
})

test('what both sides moved stands where the appointment is, and the other move is told', async () => {
  const { id } = await salon.book(noon(1))
  await salon.sync()
  movedInGoogle(id, noon(5))
  await salon.reschedule(id, noon(3))
  await salon.sync()

  expect(await startOf(id)).toBe(noon(3))
  expect(salon.event(id)).toMatchObject({ start: { dateTime: noon(3) } })
  expect(await salon.conflicts()).toMatchObject([{ kind: 'moved', resolution: 'overtaken', external_starts_at: noon(5) }])
})

test("another title is its owner's, and is nobody's conflict", async () => {
  const { id } = await salon.book(noon(1))
  await salon.sync()
  salon.account.primary.change(salon.event(id)?.id ?? '', { summary: 'Bring the drill' })
  await salon.sync()

  expect(salon.event(id)).toMatchObject({ summary: 'Bring the drill' })
  expect(salon.account.primary.written).toHaveLength(1)
  expect(await salon.conflicts()).toEqual([])
})
