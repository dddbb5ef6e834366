import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business } from '../support/api.ts'
import type { Member } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'

const path = ({ memberId }: Pick<Member, 'memberId'>): string => `/v1/team-members/${memberId}/working-hours`
const tuesdays = [{ weekday: 2, intervals: [{ start: '10:00', end: '18:00' }] }]
const aDay = [{ date: '2028-02-29', intervals: [], label: 'School play' }]

test('a member who has no hours of their own follows the business, as version 1', async () => {
  const salon = await business()

  const reply = await salon.owner.get(path(salon.owner))

  expect(reply.headers.get('etag')).toBe('"1"')
  const stamps = { created_at: expect.any(String), updated_at: expect.any(String), version: 1 }
  expect(reply.body).toEqual({ member_id: salon.owner.memberId, time_zone: null, weekly: null, exceptions: [], ...stamps })
})

test('hours of their own stand on a clock of their own, are told, and are given up again without losing count', async () => {
  const salon = await business()
  const member = await salon.member('staff')
  const own = { time_zone: 'Asia/Kathmandu', weekly: tuesdays, exceptions: aDay }

  const reply = await salon.owner.put(path(member), own, { 'If-Match': '"1"' })
  const again = await salon.owner.put(path(member), own)
  const back = await salon.owner.put(path(member), { weekly: null }, { 'If-Match': '"2"' })

  expect(reply.status).toBe(200)
  expect(reply.headers.get('etag')).toBe('"2"')
  expect(reply.body).toMatchObject({ member_id: member.memberId, ...own, version: 2 })
  expect(again.body).toEqual(reply.body)
  expect(back.body).toMatchObject({ time_zone: null, weekly: null, exceptions: [], version: 3 })
  expect((await salon.owner.get(path(member))).body).toEqual(back.body)
  expect(await eventsOf(salon.id)).toEqual([
    {
      type: 'working_hours.updated',
      data: { object: reply.body, previous_attributes: { time_zone: null, weekly: null, exceptions: [] } },
    },
    { type: 'working_hours.updated', data: { object: back.body, previous_attributes: own } },
  ])
})

test('a week without a day is somebody who works never, which is not the same as following the business', async () => {
  const salon = await business()

  const { body } = await salon.owner.put(path(salon.owner), { weekly: [] })

  expect(body).toMatchObject({ weekly: [], version: 2 })
})

test('refuses hours out of order, and days that differ from a week that is the business’s', async () => {
  const salon = await business()
  const wanted = [{ weekly: [...tuesdays, ...tuesdays] }, { weekly: null, exceptions: aDay }]

  const replies = await Promise.all(wanted.map((hours) => salon.owner.put(path(salon.owner), hours)))

  expect(replies.map(({ status, body }) => [status, body.code, body.errors[0].pointer])).toEqual([
    [409, 'hours_invalid', '/weekly/1/weekday'],
    [409, 'hours_invalid', '/exceptions'],
  ])
})

test('the hours of somebody who left stay readable and as they were', async () => {
  const salon = await business()
  const leaver = await salon.member('staff')
  await salon.owner.put(path(leaver), { weekly: tuesdays })
  await salon.owner.post(`/v1/team-members/${leaver.memberId}/remove`, { revoke_keys: false })

  const refused = await salon.owner.put(path(leaver), { weekly: null })

  expect([refused.status, refused.body.code]).toEqual([409, 'team_member_removed'])
  expect((await salon.owner.get(path(leaver))).body.weekly).toEqual(tuesdays)
})

test('of those who replace one version, one does', async () => {
  const salon = await business()
  const zones = ['UTC', 'Asia/Tokyo', 'Europe/Paris']

  const replies = await Promise.all(
    zones.map((time_zone) => salon.owner.put(path(salon.owner), { time_zone, weekly: tuesdays }, { 'If-Match': '"1"' })),
  )

  expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412])
})

test('a manager writes them, and nobody for a member of another business or of none', async () => {
  const [salon, other] = [await business(), await business()]
  const [staff, manager] = [await salon.member('staff'), await salon.member('manager')]

  expect((await staff.put(path(staff), { weekly: null })).status).toBe(403)
  expect((await manager.put(path(staff), { weekly: tuesdays })).status).toBe(200)
  expect((await staff.get(path(manager))).status).toBe(200)
  for (const memberId of [other.owner.memberId, randomUUID()]) {
    expect((await manager.get(path({ memberId }))).status).toBe(404)
    expect((await manager.put(path({ memberId }), { weekly: tuesdays })).status).toBe(404)
  }
  expect((await other.owner.get(path(other.owner))).body.version).toBe(1)
})
