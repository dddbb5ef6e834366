import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, newCustomer } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'

const path = '/v1/customers/bulk'

async function create(salon: Business, fields: object = {}): Promise<string> {
  return (await salon.owner.post('/v1/customers', newCustomer(fields))).body.id as string
}

test('each is changed as it would be alone, with an event of its own, and those that are so already are left alone', async () => {
  const salon = await business()
  const carer = await salon.member('staff')
  const changes = { lifecycle_stage: 'lapsed', status: 'inactive', owner_member_id: carer.memberId }
  const [one, same] = [await create(salon, { tags: ['winter', 'vip'] }), await create(salon, { tags: ['spring', 'vip'], ...changes })]

  const reply = await salon.owner.post(path, { customer_ids: [one, same], add_tags: ['spring'], remove_tags: ['winter'], ...changes })

  expect(reply.status).toBe(200)
  expect(reply.body.data).toEqual([
    { customer_id: one, result: 'updated', version: 2 },
    { customer_id: same, result: 'unchanged', version: 1 },
  ])
  const { body } = await salon.owner.get(`/v1/customers/${one}`)
  expect(body).toMatchObject({ tags: ['spring', 'vip'], version: 2, ...changes })
  const told = (await eventsOf(salon.id)).slice(2)
  expect(told).toEqual([
    {
      type: 'customer.updated',
      data: {
        object: body,
        previous_attributes: { tags: ['vip', 'winter'], lifecycle_stage: 'lead', status: 'active', owner_member_id: null },
      },
    },
  ])
  expect((await salon.owner.get('/v1/customers?tag=spring')).body.data).toHaveLength(2)
})

test('who is not there, was merged, belongs to another business or has too many tags keeps nobody else from it', async () => {
  const [salon, other] = [await business(), await business()]
  const tags = Array.from({ length: 50 }, (_, n) => `t${n}`)
  const [good, full, merged, kept] = [await create(salon), await create(salon, { tags }), await create(salon), await create(salon)]
  await salon.owner.post(`/v1/customers/${kept}/merge`, { source_id: merged })
  const [foreign, unknown] = [await create(other), randomUUID()]

  const { body } = await salon.owner.post(path, { customer_ids: [unknown, full, foreign, merged, good], add_tags: ['one more'] })

  const notFound = { result: 'not_found', problem: { code: 'not_found', detail: 'No such customer.' } }
  expect(body.data).toEqual([
    { customer_id: unknown, ...notFound },
    { customer_id: full, result: 'conflict', problem: { code: 'too_many_tags', detail: expect.any(String) } },
    { customer_id: foreign, ...notFound },
    { customer_id: merged, result: 'not_found', problem: { code: 'customer_merged', detail: expect.any(String), merged_into: kept } },
    { customer_id: good, result: 'updated', version: 2 },
  ])
  expect((await salon.owner.get(`/v1/customers/${full}`)).body.tags).toHaveLength(50)
  expect((await other.owner.get(`/v1/customers/${foreign}`)).body).toMatchObject({ tags: [], version: 1 })
  const told = (await eventsOf(salon.id)).filter(({ type, data }) => type === 'customer.updated' && data.object.id !== kept)
  expect(told.map(({ data }) => data.object.id)).toEqual([good])
})

test('a tag that is to go and to come is there afterwards', async () => {
  const salon = await business()
  const id = await create(salon, { tags: ['a'] })

  const { body } = await salon.owner.post(path, { customer_ids: [id], add_tags: ['a', 'b'], remove_tags: ['a'] })

  expect(body.data[0].result).toBe('updated')
  expect((await salon.owner.get(`/v1/customers/${id}`)).body.tags).toEqual(['a', 'b'])
})

test('an owner who is not in the team is refused for all, and nobody is changed; null takes the owner away', async () => {
  const salon = await business()
  const carer = await salon.member('staff')
  const id = await create(salon, { owner_member_id: carer.memberId })

  const refused = await salon.owner.post(path, { customer_ids: [id], owner_member_id: randomUUID(), add_tags: ['x'] })
  expect(refused).toMatchObject({ status: 404, body: { code: 'reference_not_found' } })
  expect((await salon.owner.get(`/v1/customers/${id}`)).body.version).toBe(1)

  await salon.owner.post(path, { customer_ids: [id], owner_member_id: null })
  expect((await salon.owner.get(`/v1/customers/${id}`)).body.owner_member_id).toBeNull()
})

test('one key covers all of them: a repeat changes nothing more', async () => {
  const salon = await business()
  const ids = [await create(salon), await create(salon)]
  const body = { customer_ids: ids, status: 'inactive' }

  const first = await salon.owner.post(path, body, { 'Idempotency-Key': 'bulk-1' })
  await salon.owner.patch(`/v1/customers/${ids[0] ?? ''}`, { status: 'active' })
  const again = await salon.owner.post(path, body, { 'Idempotency-Key': 'bulk-1' })

  expect(again.headers.get('idempotent-replayed')).toBe('true')
  expect(again.body).toEqual(first.body)
  expect((await salon.owner.get(`/v1/customers/${ids[0] ?? ''}`)).body.status).toBe('active')
})

test('the same customer twice is refused, and in capitals it is changed once', async () => {
  const salon = await business()
  const id = await create(salon)

  expect((await salon.owner.post(path, { customer_ids: [id, id], status: 'inactive' })).status).toBe(400)
  expect((await salon.owner.post(path, { customer_ids: [id] })).status).toBe(400)

  const { body } = await salon.owner.post(path, { customer_ids: [id, id.toUpperCase()], status: 'inactive' })
  expect(body.data).toEqual([
    { customer_id: id, result: 'updated', version: 2 },
    { customer_id: id.toUpperCase(), result: 'updated', version: 2 },
  ])
})

test('two bulks at once over the same customers, named in opposite order, both get through', async () => {
  const salon = await business()
  const ids = await Promise.all(Array.from({ length: 20 }, () => create(salon)))

  const replies = await Promise.all([
    salon.owner.post(path, { customer_ids: ids, add_tags: ['a'] }),
    salon.owner.post(path, { customer_ids: [...ids].reverse(), add_tags: ['b'] }),
  ])

  expect(replies.map(({ status }) => status)).toEqual([200, 200])
  expect((await salon.owner.get('/v1/customers?tag=a&tag=b&limit=100')).body.data).toHaveLength(20)
})

test('is for managers', async () => {
  const salon = await business()
  const body = { customer_ids: [await create(salon)], status: 'blocked' }

  expect((await (await salon.member('staff')).post(path, body)).status).toBe(403)
  expect((await (await salon.key(['customers:write'])).post(path, body)).status).toBe(403)
  expect((await (await salon.member('manager')).post(path, body)).status).toBe(200)
})
