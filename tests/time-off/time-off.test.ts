import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business } from '../support/api.ts'
import type { Actor, Reply } from '../support/http.ts'
import { eventsOf } from '../support/events.ts'
import { walk } from '../support/walk.ts'

const path = '/v1/time-off'
const august = { starts_at: '2027-08-02T22:00:00.000Z', ends_at: '2027-08-16T22:00:00.000Z' }

function enter(actor: Actor, member_id: string | null, fields: object = {}): Promise<Reply> {
  return actor.post(path, { member_id, ...august, ...fields })
}

test('time off of a member is kept, shown, told, and deleted for good', async () => {
  const salon = await business()
  const member = await salon.member('staff')
  const wanted = { starts_at: '2027-08-03T00:00:00+02:00', ends_at: '2027-08-17T00:00:00+02:00', reason: 'Holiday' }

  const reply = await enter(salon.owner, member.memberId, wanted)
  const read = await salon.owner.get(`${path}/${reply.body.id}`)
  const deleted = await salon.owner.delete(`${path}/${reply.body.id}`, { 'If-Match': '"1"' })

  expect(reply.status).toBe(201)
  expect(reply.headers.get('location')).toBe(`${path}/${reply.body.id}`)
  expect(reply.headers.get('etag')).toBe('"1"')
  const stamps = { created_at: expect.any(String), updated_at: expect.any(String), version: 1 }
  expect(reply.body).toEqual({ id: expect.any(String), member_id: member.memberId, ...august, reason: 'Holiday', ...stamps })
  expect(read.body).toEqual(reply.body)
  expect(deleted.status).toBe(204)
  expect((await salon.owner.get(`${path}/${reply.body.id}`)).status).toBe(404)
  expect((await salon.owner.delete(`${path}/${reply.body.id}`)).status).toBe(404)
  expect(await eventsOf(salon.id)).toEqual([
    { type: 'time_off.created', data: { object: reply.body } },
    { type: 'time_off.deleted', data: { object: reply.body } },
  ])
})

test.each([
  ['ends before it begins', { ends_at: '2027-08-02T21:59:59.999Z' }],
  ['has no length', { ends_at: august.starts_at }],
  ['has no length in another offset', { ends_at: '2027-08-03T00:00:00+02:00' }],
  ['lasts less than a millisecond', { ends_at: '2027-08-02T22:00:00.0009Z' }],
])('time that %s is none', async (_what, fields) => {
  const salon = await business()

  const reply = await enter(salon.owner, null, fields)

  expect([reply.status, reply.body.code]).toEqual([409, 'invalid_range'])
})

test('an instant between two milliseconds is cut to the one before', async () => {
  const salon = await business()

  const reply = await enter(salon.owner, null, { starts_at: '2027-08-02T22:00:00.0009Z', ends_at: '2027-08-02T22:00:00.001Z' })

  expect([reply.status, reply.body.starts_at]).toEqual([201, '2027-08-02T22:00:00.000Z'])
})

test('staff enter and delete their own; managers and API keys anybody’s, and that of the business', async () => {
  const salon = await business()
  const [staff, other, manager] = [await salon.member('staff'), await salon.member('staff'), await salon.member('manager')]
  const key = await salon.key(['time_off:write'])
  const refused = async (attempt: Promise<Reply>): Promise<void> => {
    const { status, body } = await attempt
    expect([status, body.code]).toEqual([403, 'forbidden'])
  }

  const own = await enter(staff, staff.memberId.toUpperCase())
  await refused(enter(staff, other.memberId))
  await refused(enter(staff, null))
  const byKey = await enter(key, other.memberId)
  const whole = await enter(manager, null)
  expect([own.status, byKey.status, whole.status]).toEqual([201, 201, 201])

  await refused(staff.delete(`${path}/${byKey.body.id}`))
  await refused(staff.delete(`${path}/${whole.body.id}`))
  expect((await staff.delete(`${path}/${own.body.id}`)).status).toBe(204)
  expect((await manager.delete(`${path}/${byKey.body.id}`)).status).toBe(204)
  expect((await key.delete(`${path}/${whole.body.id}`)).status).toBe(204)
})

test('who is away is in the team', async () => {
  const [salon, other] = [await business(), await business()]
  const leaver = await salon.member('staff')
  await salon.owner.post(`/v1/team-members/${leaver.memberId}/remove`, { revoke_keys: false })

  for (const id of [leaver.memberId, other.owner.memberId, randomUUID()]) {
    const reply = await enter(salon.owner, id)
    expect([reply.status, reply.body.code]).toEqual([404, 'reference_not_found'])
  }
})

test('lists by member, by business and by range, page by page, newest first', async () => {
  const salon = await business()
  const member = await salon.member('staff')
  const day = (start: number) => ({ starts_at: `2027-08-0${start}T00:00:00Z`, ends_at: `2027-08-0${start + 1}T00:00:00Z` })
  const id = async (member_id: string | null, start: number) => (await enter(salon.owner, member_id, day(start))).body.id as string
  const [one, two, whole] = [await id(member.memberId, 1), await id(member.memberId, 3), await id(null, 5)]
  const owners = await id(salon.owner.memberId, 7)
  const ids = async (query: string) => (await walk(salon.owner, `${path}${query}`, 1)).map((row) => row.id)

  expect(await ids('')).toEqual([owners, whole, two, one])
  expect(await ids(`?member_id=${member.memberId}`)).toEqual([two, one])
  expect(await ids('?whole_business=true')).toEqual([whole])
  expect(await ids('?whole_business=false')).toEqual([owners, two, one])
  expect(await ids('?from=2027-08-02T00:00:00Z&before=2027-08-05T00:00:00Z')).toEqual([two])
  expect(await ids('?from=2027-08-01T12:00:00Z&before=2027-08-05T00:00:00.001Z')).toEqual([whole, two, one])
  expect(await ids('?from=2027-08-08T00:00:00Z')).toEqual([])
  const backwards = await salon.owner.get(`${path}?from=2027-08-05T00:00:00Z&before=2027-08-01T00:00:00Z`)
  expect([backwards.status, backwards.body.code]).toEqual([409, 'invalid_range'])
})

test('of several who delete one at once, one does', async () => {
  const salon = await business()
  const { body } = await enter(salon.owner, null)

  const replies = await Promise.all([1, 2, 3, 4].map(() => salon.owner.delete(`${path}/${body.id}`)))

  expect(replies.map(({ status }) => status).sort()).toEqual([204, 404, 404, 404])
  expect((await eventsOf(salon.id)).filter(({ type }) => type === 'time_off.deleted')).toHaveLength(1)
})

test('a version that is not the present one deletes nothing', async () => {
  const salon = await business()
  const { body } = await enter(salon.owner, null)

  expect((await salon.owner.delete(`${path}/${body.id}`, { 'If-Match': '"2"' })).status).toBe(412)
  expect((await salon.owner.get(`${path}/${body.id}`)).status).toBe(200)
})
