import { expect, test } from '@jest/globals'
import { dayMs, expectOk, hourMs, noonIn, salonWith } from '../support/appointments.ts'

type Slot = { starts_at: string; ends_at: string; local_starts_at: string; local_ends_at: string; member_ids: string[]; remaining: number }
type Page = { data: Slot[]; page: { next_cursor: string | null; has_more: boolean }; time_zone: string }

const from = noonIn(10)
const range = (hours: number): { from: string; before: string } => ({
  from,
  before: new Date(Date.parse(from) + hours * hourMs).toISOString(),
})
const at = (minutes: number): string => noonIn(10, minutes)

function asking(query: Record<string, string | number>): string {
  return `/v1/availability/slots?${new URLSearchParams(Object.entries(query).map(([name, value]): [string, string] => [name, String(value)])).toString()}`
}

async function slots(world: Awaited<ReturnType<typeof salonWith>>, query: Record<string, string | number> = {}): Promise<Page> {
  const { wanted, owner } = world
  return (await expectOk(owner.get(asking({ service_id: wanted.service_id, ...range(2), ...query })))) as Page
}

const begins = ({ data }: Page): string[] => data.map(({ starts_at }) => starts_at)

test('times begin every so many minutes, the end of the range is not part of it, and places and members are said', async () => {
  const world = await salonWith({ slot_interval_minutes: 30 })

  const page = await slots(world)

  expect(begins(page)).toEqual([at(0), at(30), at(60), at(90)])
  expect(page.data[0]).toMatchObject({ ends_at: at(60), member_ids: [world.stylist.memberId], remaining: 1 })
  expect(page.page).toEqual({ next_cursor: null, has_more: false })
})

test('local times are on the clock of the business, or on the one that is asked for, and the instants stay', async () => {
  const world = await salonWith()

  const [here, there] = [await slots(world), await slots(world, { time_zone: 'Asia/Kathmandu' })]

  expect([here.time_zone, there.time_zone]).toEqual(['Europe/Berlin', 'Asia/Kathmandu'])
  expect(begins(there)).toEqual(begins(here))
  expect(there.data[0]?.local_starts_at).toBe(`${from.slice(0, 10)}T17:45:00.000+05:45`)
  expect(here.data.map((slot) => Date.parse(slot.local_ends_at))).toEqual(here.data.map((slot) => Date.parse(slot.ends_at)))
})

test('what is booked is not listed, nor what its buffers reach', async () => {
  const world = await salonWith({ buffer_after_minutes: 15, slot_interval_minutes: 15 })
  await world.book({ starts_at: at(60) })

  const page = await slots(world, range(4))

  // An hour and its quarter must fit before 13:00, and after 14:15.
  expect(begins(page)).toEqual([at(135), at(150), at(165), at(180), at(195), at(210), at(225)])
})

test('a page ends where it ends, and the next begins there', async () => {
  const world = await salonWith()
  const whole = await slots(world, range(30))

  const walked: string[] = []
  let cursor: string | null | undefined
  while (cursor !== null) {
    const page = await slots(world, { ...range(30), limit: 7, ...(cursor === undefined ? {} : { cursor }) })
    walked.push(...begins(page))
    cursor = page.page.next_cursor
  }

  expect(whole.page.has_more).toBe(true)
  expect(walked).toHaveLength(120)
  expect(walked.slice(0, 100)).toEqual(begins(whole))
})

test('of several members those who are free are named, and places in a session are counted', async () => {
  const world = await salonWith({ capacity: 10, slot_interval_minutes: 60 })
  const other = await world.salon.member('staff')
  await expectOk(world.owner.patch(`/v1/services/${world.wanted.service_id}`, { member_ids: [world.stylist.memberId, other.memberId] }))
  await world.book({ starts_at: at(0), party_size: 4 })
  await world.book({ starts_at: at(0), party_size: 3, member_id: other.memberId })

  const [first, second] = (await slots(world)).data
  const [big] = (await slots(world, { party_size: 7 })).data

  expect(first?.member_ids).toEqual([world.stylist.memberId, other.memberId].sort())
  expect([first?.remaining, second?.remaining]).toEqual([7, 10])
  expect(big).toMatchObject({ starts_at: at(0), member_ids: [other.memberId] })
})

test('notice limits bind customers, and so does that a service cannot be booked online', async () => {
  const world = await salonWith({ max_advance_days: 3, bookable_online: false })

  expect((await slots(world)).data).toEqual([])
  expect((await slots(world, { booked_by: 'staff' })).data).toHaveLength(8)
  await expectOk(world.owner.patch(`/v1/services/${world.wanted.service_id}`, { bookable_online: true }))
  expect((await slots(world)).data).toEqual([])
  await expectOk(world.owner.patch(`/v1/services/${world.wanted.service_id}`, { max_advance_days: 30, min_notice_minutes: 20 * 24 * 60 }))
  expect((await slots(world)).data).toEqual([])
})

test('a range has an order and a length', async () => {
  const world = await salonWith()
  const { owner, wanted } = world
  const ask = (before: string) => owner.get(asking({ service_id: wanted.service_id, from, before }))

  expect(await ask(from)).toMatchObject({ status: 409, body: { code: 'invalid_range' } })
  expect(await ask(new Date(Date.parse(from) + 63 * dayMs).toISOString())).toMatchObject({ status: 409, body: { code: 'range_too_long' } })
  expect(await ask(new Date(Date.parse(from) + 62 * dayMs).toISOString())).toMatchObject({ status: 200 })
})

test('a service and a member are there or they are not, and one who does not do it has no times', async () => {
  const world = await salonWith()
  const stranger = await salonWith()
  const elsewhere = asking({ service_id: stranger.wanted.service_id, ...range(2) })

  expect(await world.owner.get(elsewhere)).toMatchObject({ status: 404, body: { code: 'reference_not_found' } })
  expect(
    await world.owner.get(asking({ service_id: world.wanted.service_id, ...range(2), member_id: stranger.stylist.memberId })),
  ).toMatchObject({
    status: 404,
    body: { code: 'reference_not_found' },
  })
  expect((await slots(world, { member_id: world.owner.memberId })).data).toEqual([])
})

test('a member of whom no hours are known works when the business is open, and another within it', async () => {
  const world = await salonWith()
  const intervals = [{ start: '00:00', end: '14:30' }]
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, intervals }))
  await expectOk(world.owner.put(`/v1/team-members/${world.stylist.memberId}/working-hours`, { weekly, time_zone: 'UTC' }))

  expect(begins(await slots(world, range(24)))).toContain(at(90))
  expect(begins(await slots(world, range(10)))).toEqual([at(0), at(15), at(30), at(45), at(60), at(75), at(90)])
})
