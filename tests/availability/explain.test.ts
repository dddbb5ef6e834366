import { expect, test } from '@jest/globals'
import { rows } from '../support/api.ts'
import { expectOk, noonIn, salonWith } from '../support/appointments.ts'

type World = Awaited<ReturnType<typeof salonWith>>
type Explanation = { is_available: boolean; reasons: string[]; members: { member_id: string | null; reasons: string[] }[] }

const at = (minutes: number): string => noonIn(10, minutes)

async function explanation({ owner, wanted }: World, starts_at: string, query: Record<string, string> = {}): Promise<Explanation> {
  const asked = new URLSearchParams({ service_id: wanted.service_id, starts_at, ...query })
  return (await expectOk(owner.get(`/v1/availability/explain?${asked.toString()}`))) as Explanation
}

async function reasons(world: World, starts_at: string, query: Record<string, string> = {}): Promise<string[]> {
  return (await explanation(world, starts_at, query)).reasons
}

test('nothing speaks against a time that can be had', async () => {
  const world = await salonWith()

  expect(await explanation(world, at(15))).toMatchObject({ is_available: true, reasons: [], members: [{ reasons: [] }] })
})

test('every reason has its case, and several are given in the order of the contract', async () => {
  const world = await salonWith({ buffer_before_minutes: 15, min_notice_minutes: 60, max_advance_days: 20, slot_interval_minutes: 15 })
  const { owner, stylist, wanted } = world
  await world.book({ starts_at: at(0) })
  await expectOk(owner.post('/v1/slot-holds', { service_id: wanted.service_id, starts_at: at(150), booked_by: 'staff' }))
  await expectOk(owner.post('/v1/time-off', { member_id: stylist.memberId, starts_at: at(300), ends_at: at(360) }))
  await busy(world, at(480), at(540))

  expect(await reasons(world, at(15))).toEqual(['existing_appointment'])
  expect(await reasons(world, at(60))).toEqual(['buffer'])
  expect(await reasons(world, at(165))).toEqual(['held'])
  expect(await reasons(world, at(315))).toEqual(['time_off'])
  expect(await reasons(world, at(540))).toEqual(['calendar_busy'])
  expect(await reasons(world, at(615), { party_size: '2' })).toEqual(['capacity'])
  expect(await reasons(world, at(617))).toEqual(['off_grid'])
  expect(await reasons(world, noonIn(25))).toEqual(['max_advance'])
  expect(await reasons(world, noonIn(-1))).toEqual(['min_notice'])
  expect(await reasons(world, at(615), { member_id: owner.memberId })).toEqual(['member_not_eligible'])
  await expectOk(owner.patch(`/v1/services/${wanted.service_id}`, { bookable_online: false }))
  expect(await reasons(world, at(17), { party_size: '2' })).toEqual(['service_inactive', 'existing_appointment', 'capacity', 'off_grid'])
})

test('the business may begin at any whole minute', async () => {
  const world = await salonWith()

  expect(await reasons(world, at(7), { booked_by: 'staff' })).toEqual([])
  expect(await reasons(world, at(7).replace(':00.000Z', ':30.000Z'), { booked_by: 'staff' })).toEqual(['off_grid'])
})

test('a day that differs is told apart from hours that never are', async () => {
  const world = await salonWith()
  const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, intervals: [{ start: '06:00', end: '20:00' }] }))
  const exceptions = [{ date: at(0).slice(0, 10), intervals: [], label: 'Painters' }]
  await expectOk(world.owner.put(`/v1/businesses/${world.salon.id}/hours`, { weekly: always, exceptions }))

  expect(await reasons(world, at(0))).toEqual(['exception_closed'])
  expect(await reasons(world, noonIn(11, 10 * 60))).toEqual(['outside_hours'])
})

test('with several members each has reasons of their own, and one who is free is enough', async () => {
  const world = await salonWith()
  const other = await world.salon.member('staff')
  const service = `/v1/services/${world.wanted.service_id}`
  await expectOk(world.owner.patch(service, { member_ids: [world.stylist.memberId, other.memberId] }))
  await world.book({ starts_at: at(0) })
  const one = await explanation(world, at(30))
  await expectOk(world.owner.post('/v1/time-off', { member_id: other.memberId, starts_at: at(0), ends_at: at(120) }))
  const none = await explanation(world, at(30))

  expect(one).toMatchObject({ is_available: true, reasons: [] })
  expect(none).toMatchObject({ is_available: false, reasons: ['time_off', 'existing_appointment'] })
  expect(none.members).toEqual(
    [
      { member_id: world.stylist.memberId, reasons: ['existing_appointment'] },
      { member_id: other.memberId, reasons: ['time_off'] },
    ].sort((a, b) => (a.member_id < b.member_id ? -1 : 1)),
  )
})

test('a service whose members have all left can be had from nobody, and one that names none falls to the business when nobody is bookable', async () => {
  const world = await salonWith()
  await rows("update team_members set status = 'suspended' where id = $1", [world.stylist.memberId])

  expect(await explanation(world, at(0))).toMatchObject({ reasons: ['member_not_eligible'], members: [] })
  await expectOk(world.owner.patch(`/v1/services/${world.wanted.service_id}`, { member_ids: [] }))
  await rows('update team_members set bookable = false where business_id = $1', [world.salon.id])
  expect(await explanation(world, at(0))).toMatchObject({ reasons: [], members: [{ member_id: null, reasons: [] }] })
})

/** Makes the stylist busy by a calendar kept elsewhere. */
async function busy({ salon, stylist }: World, starts_at: string, ends_at: string): Promise<void> {
  await rows(
    `with connection as (insert into calendar_connections (business_id, member_id) values ($1, $2) returning id),
       calendar as (insert into connected_calendars (business_id, connection_id, calendar_id, name, time_zone, is_primary, is_writable, check_busy, write_target)
         select $1, id, 'private', 'Private', 'UTC', false, false, true, false from connection)
     insert into calendar_busy_times (business_id, connection_id, calendar_id, event_id, member_id, starts_at, ends_at)
     select $1, id, 'private', 'dentist', $2, $3, $4 from connection`,
    [salon.id, stylist.memberId, starts_at, ends_at],
  )
}
