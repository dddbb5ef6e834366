import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, rows } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'

const path = '/v1/services/bulk'

async function add(salon: Business, fields: object = {}): Promise<string> {
  return (await salon.owner.post('/v1/services', { name: 'Cut', ...fields })).body.id as string
}

test('each is changed as it would be alone, with an event of its own, and those that are so already are left alone', async () => {
  const salon = await business()
  const [leaver, joiner] = [await salon.member('staff'), await salon.member('staff')]
  const changes = { category: 'Cuts', min_notice_minutes: 90, bookable_online: false }
  const one = await add(salon, { member_ids: [leaver.memberId] })
  const same = await add(salon, { ...changes, member_ids: [joiner.memberId] })
  const swap = { add_member_ids: [joiner.memberId], remove_member_ids: [leaver.memberId] }

  const reply = await salon.owner.post(path, { service_ids: [one, same.toUpperCase(), same], ...swap, ...changes })

  expect(reply.body.data).toEqual([
    { service_id: one, result: 'updated', version: 2 },
    { service_id: same.toUpperCase(), result: 'unchanged', version: 1 },
    { service_id: same, result: 'unchanged', version: 1 },
  ])
  const { body } = await salon.owner.get(`/v1/services/${one}`)
  expect(body).toMatchObject({ ...changes, member_ids: [joiner.memberId], version: 2 })
  const previous_attributes = { category: null, min_notice_minutes: 0, bookable_online: true, member_ids: [leaver.memberId] }
  expect((await eventsOf(salon.id)).slice(2)).toEqual([{ type: 'service.updated', data: { object: body, previous_attributes } }])
})

test('one that is not there, is archived or has too many members keeps none of the others from it', async () => {
  const [salon, other] = [await business(), await business()]
  const [good, archived, full, foreign] = [await add(salon), await add(salon), await add(salon), await add(other)]
  await salon.owner.post(`/v1/services/${archived}/archive`)
  await rows(
    `with people as (insert into people (email, full_name) select gen_random_uuid() || '@example.com', 'M' from generate_series(1, 100) returning id),
       team as (insert into team_members (business_id, person_id, role) select $1, id, 'staff' from people returning id)
     select id from team`,
    [salon.id],
  )
  await rows(
    `insert into service_members (business_id, service_id, member_id)
     select business_id, $2, id from team_members where business_id = $1 and id <> $3`,
    [salon.id, full, salon.owner.memberId],
  )

  const { body } = await salon.owner.post(path, { service_ids: [foreign, archived, full, good], add_member_ids: [salon.owner.memberId] })

  expect(body.data).toEqual([
    { service_id: foreign, result: 'not_found', problem: { code: 'not_found', detail: 'No such service.' } },
    { service_id: archived, result: 'conflict', problem: { code: 'service_archived', detail: expect.any(String) } },
    { service_id: full, result: 'conflict', problem: { code: 'too_many_members', detail: expect.any(String) } },
    { service_id: good, result: 'updated', version: 2 },
  ])
  expect((await salon.owner.get(`/v1/services/${full}`)).body.member_ids).toHaveLength(100)
  expect((await other.owner.get(`/v1/services/${foreign}`)).body).toMatchObject({ member_ids: [], version: 1 })
})

test('a member who is not in the team is refused for all, and nothing changes', async () => {
  const salon = await business()
  const id = await add(salon)

  const reply = await salon.owner.post(path, { service_ids: [id], add_member_ids: [randomUUID()], category: 'Cuts' })

  expect([reply.status, reply.body.code]).toEqual([404, 'reference_not_found'])
  expect((await salon.owner.get(`/v1/services/${id}`)).body.category).toBeNull()
})

test('two at once that name the same services in opposite orders both succeed', async () => {
  const salon = await business()
  const ids = await Promise.all(Array.from({ length: 8 }, () => add(salon)))

  const replies = await Promise.all([
    salon.owner.post(path, { service_ids: ids, tax_rate_bp: 100 }),
    salon.owner.post(path, { service_ids: [...ids].reverse(), buffer_after_minutes: 5 }),
  ])

  expect(replies.map(({ status }) => status)).toEqual([200, 200])
  const { body } = await salon.owner.get('/v1/services')
  expect(body.data).toHaveLength(8)
  for (const service of body.data) expect(service).toMatchObject({ tax_rate_bp: 100, buffer_after_minutes: 5, version: 3 })
})
