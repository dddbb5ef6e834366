import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { dateIn, noonIn } from '../support/appointments.ts'
import { newConnection } from '../support/calendars.ts'
import { wholeHouse } from '../support/house.ts'
import { bookedOut } from './waiting.ts'

const house = await wholeHouse()
const day = (days: number): object => ({ starts_at: noonIn(days, -12 * 60), ends_at: noonIn(days, 12 * 60) })
const noonOf = (days: number): object => ({ wanted_from: noonIn(days), wanted_before: noonIn(days, 60) })
const every = (intervals: object[]): object[] => [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, intervals }))
const always = every([{ start: '00:00', end: '24:00' }])
// In Berlin, where the salon is, noon by UTC is past noon.
const mornings = every([{ start: '00:00', end: '12:00' }])

/** The salon, with its hours and somebody of the team who takes appointments. */
async function staffed() {
  const world = await bookedOut(house, { max_advance_days: 365 })
  const { salon } = world
  const [person] = await house.shop.rows<{ id: string }>("insert into people (email, full_name) values ($1, 'Bo') returning id", [
    `bo-${randomUUID()}@example.com`,
  ])
  const [member] = await house.shop.rows<{ id: string }>(
    "insert into team_members (business_id, person_id, role) values ($1, $2, 'staff') returning id",
    [salon.id, person?.id],
  )
  const put = async (path: string, body: object): Promise<void> => {
    expect(await salon.client.put(path, body)).toMatchObject({ status: 200 })
  }
  return {
    ...world,
    memberId: member?.id ?? '',
    hours: (weekly: object[], exceptions: object[] = []) => put(`/v1/businesses/${salon.id}/hours`, { weekly, exceptions }),
    working: (weekly: object[] | null) => put(`/v1/team-members/${member?.id}/working-hours`, { weekly }),
  }
}

test.each(['of the business', 'of a member'])('time off %s that is taken back is offered to who waits for some of it', async (whose) => {
  const { salon, wait, becomes, entry, settled, memberId } = await staffed()
  const off = await salon.make('/v1/time-off', { member_id: whose === 'of a member' ? memberId : null, ...day(12) })
  const [other, waiting] = [await wait({ ...noonOf(14), member_id: memberId }), await wait({ ...noonOf(12), member_id: memberId })]
  await house.work()

  expect(await salon.client.delete(`/v1/time-off/${off.id}`)).toMatchObject({ status: 204 })
  const { offer } = await becomes(waiting.id, 'offered')
  await settled()

  expect(offer).toMatchObject({ starts_at: noonIn(12), member_id: memberId })
  expect((await entry(other.id)).status).toBe('waiting')
})

test('of time off that lasted for most of a year the last day is offered too', async () => {
  const { salon, wait, becomes } = await staffed()
  const off = await salon.make('/v1/time-off', { member_id: null, starts_at: noonIn(11), ends_at: noonIn(350) })
  const late = await wait(noonOf(340))
  await house.work()

  await salon.client.delete(`/v1/time-off/${off.id}`)

  expect((await becomes(late.id, 'offered')).offer.starts_at).toBe(noonIn(340))
})

test('time off that is over has nothing to offer', async () => {
  const { salon, wait } = await staffed()
  await wait({ wanted_from: noonIn(-2), wanted_before: noonIn(12) })
  const off = await salon.make('/v1/time-off', { member_id: null, starts_at: noonIn(-3), ends_at: noonIn(-1) })

  await salon.client.delete(`/v1/time-off/${off.id}`)

  const jobs = (await house.shop.jobs()).filter(({ payload }) => (payload as { business_id: string }).business_id === salon.id)
  expect(jobs.map(({ task }) => task)).toEqual(['waitlist.expire'])
})

test('longer hours of the business offer what they open, and nothing that was open before', async () => {
  const { wait, becomes, entry, settled, hours } = await staffed()
  await hours(mornings)
  const morning = await wait({ wanted_from: noonIn(12, -6 * 60), wanted_before: noonIn(12, -5 * 60) })
  const waiting = await wait(noonOf(12))
  await house.work()

  await hours(always)
  const { offer } = await becomes(waiting.id, 'offered')
  await settled()

  expect(offer.starts_at).toBe(noonIn(12))
  expect((await entry(morning.id)).status).toBe('waiting')
})

test('a day that is closed no more is offered, and shorter hours offer nothing', async () => {
  const { wait, becomes, entry, settled, hours } = await staffed()
  await hours(always, [{ date: dateIn(12), label: 'Stocktaking', intervals: [] }])
  const [waiting, other] = [await wait(noonOf(12)), await wait(noonOf(13))]
  await house.work()

  await hours(always)
  await becomes(waiting.id, 'offered')
  await hours(mornings)
  await settled()

  expect((await entry(other.id)).status).toBe('waiting')
})

test("longer hours of a member offer that member's time", async () => {
  const { wait, becomes, entry, settled, memberId, working } = await staffed()
  await working(mornings)
  const [morning, waiting, next] = [
    await wait({ wanted_from: noonIn(12, -6 * 60), wanted_before: noonIn(12, -5 * 60) }),
    await wait(noonOf(12)),
    await wait(noonOf(13)),
  ]
  await house.work()

  await working(every([{ start: '00:00', end: '18:00' }]))
  const offered = await becomes(waiting.id, 'offered')
  await becomes(next.id, 'offered')
  await working(null)
  await settled()

  expect(offered.offer).toMatchObject({ starts_at: noonIn(12), member_id: memberId })
  expect((await entry(morning.id)).status).toBe('waiting')
})

test('a hold that is given back, or that nobody takes in time, makes room for who waits', async () => {
  const { salon, service, wait, becomes, entry, settled } = await bookedOut(house)
  const hold = (days: number) => salon.make('/v1/slot-holds', { service_id: service.id, starts_at: noonIn(days), booked_by: 'staff' })
  const before = await hold(11)
  const [first, second, third] = [await wait(noonOf(11)), await wait(noonOf(12)), await wait(noonOf(13))]
  const [after, given] = [await hold(12), await hold(13)]
  await house.work()

  expect(await salon.client.post(`/v1/slot-holds/${given.id}/release`)).toMatchObject({ status: 200 })
  expect((await becomes(third.id, 'offered')).offer.starts_at).toBe(noonIn(13))
  await house.shop.rows("update slot_holds set expires_at = now() - interval '1 second' where id = any($1)", [[before.id, after.id]])
  await house.shop.rows("update time_blocks set held_until = now() - interval '1 second' where business_id = $1 and starts_at < $2", [
    salon.id,
    noonIn(13),
  ])
  expect([(await entry(first.id)).status, (await entry(second.id)).status]).toEqual(['waiting', 'waiting'])
  await house.shop.hurry()

  expect((await becomes(first.id, 'offered')).offer.starts_at).toBe(noonIn(11))
  expect((await becomes(second.id, 'offered')).offer.starts_at).toBe(noonIn(12))
  await settled()
})

test('a hold that was booked makes no room', async () => {
  const { salon, service, customer, wait, entry, settled } = await bookedOut(house)
  const waiting = await wait(noonOf(12))
  const hold = await salon.make('/v1/slot-holds', { service_id: service.id, starts_at: noonIn(12), booked_by: 'staff' })
  const wanted = { customer_id: await customer(), service_id: service.id, starts_at: noonIn(12), hold_id: hold.id, source: 'staff' }
  await salon.make('/v1/appointments', wanted)
  await house.work()

  await house.shop.hurry()
  await settled()

  expect((await entry(waiting.id)).status).toBe('waiting')
})

test('what had to stay clear of somebody is offered with their time, and what had not is not', async () => {
  const buffers = { buffer_before_minutes: 30, slot_interval_minutes: 30 }
  const { salon, wait, cancel, becomes, entry, settled } = await bookedOut(house, buffers)
  const off = await salon.make('/v1/time-off', { member_id: null, starts_at: noonIn(11), ends_at: noonIn(11, 60) })
  // The buffer before it lies in the time of the one who cancels.
  const waiting = await wait({ wanted_from: noonIn(10, 60), wanted_before: noonIn(10, 120) })
  const [later, beside] = [
    await wait({ wanted_from: noonIn(10, 150), wanted_before: noonIn(10, 210) }),
    await wait({ wanted_from: noonIn(11, 60), wanted_before: noonIn(11, 120) }),
  ]
  await house.work()

  await cancel()
  const { offer } = await becomes(waiting.id, 'offered')
  await salon.client.delete(`/v1/time-off/${off.id}`)
  await settled()

  expect(offer.starts_at).toBe(noonIn(10, 60))
  expect([(await entry(later.id)).status, (await entry(beside.id)).status]).toEqual(['waiting', 'waiting'])
})

test('when a calendar is read no more, what it had kept somebody from is offered', async () => {
  const { salon, wait, becomes, entry, settled, memberId } = await staffed()
  const id = await newConnection(house.shop.rows, salon.id, memberId)
  await house.shop.rows('update calendar_busy_times set starts_at = $2, ends_at = $3 where connection_id = $1', [
    id,
    noonIn(12),
    noonIn(12, 60),
  ])
  const [waiting, other] = [await wait(noonOf(12)), await wait(noonOf(13))]
  await house.work()

  const use = { id: 'ada@example.com', check_busy: false, write_target: false }
  expect(await salon.client.patch(`/v1/calendar-connections/${id}`, { calendars: [use] })).toMatchObject({ status: 200 })
  const { offer } = await becomes(waiting.id, 'offered')
  await settled()

  expect(offer).toMatchObject({ starts_at: noonIn(12), member_id: memberId })
  expect((await entry(other.id)).status).toBe('waiting')
})

test('whom a time does not suit keeps nobody behind them from it, however many they are', async () => {
  const { wait, cancel, becomes, entry, settled } = await bookedOut(house)
  const crowd = await Promise.all(Array.from({ length: 25 }, () => wait({ party_size: 2 })))
  const last = await wait()
  await house.work()

  await cancel()
  await becomes(last.id, 'offered')
  await settled()

  const statuses = await Promise.all(crowd.map(async ({ id }) => (await entry(id)).status))
  expect(new Set(statuses)).toEqual(new Set(['waiting']))
})
