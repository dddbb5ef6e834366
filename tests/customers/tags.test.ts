import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, newCustomer } from '../support/api.ts'
import { feed } from '../support/walk.ts'

test('puts a tag on a customer once, and takes it off once', async () => {
  const salon = await business()
  const { body: before } = await salon.owner.post('/v1/customers', newCustomer({ tags: ['new'] }))
  const path = `/v1/customers/${before.id}/tags/a%20b-c`

  const added = [await salon.owner.put(path), await salon.owner.put(path)]
  const removed = [await salon.owner.delete(path), await salon.owner.delete(path)]

  expect(added.map((reply) => [reply.status, reply.headers.get('etag'), reply.body.tags])).toEqual([
    [200, '"2"', ['a b-c', 'new']],
    [200, '"2"', ['a b-c', 'new']],
  ])
  expect(removed.map((reply) => reply.status)).toEqual([204, 204])
  expect((await salon.owner.get(`/v1/customers/${before.id}`)).body).toMatchObject({ tags: ['new'], version: 3 })
  expect((await feed(salon.owner)).map((event) => event.data.previous_attributes)).toEqual([
    undefined,
    { tags: ['new'] },
    { tags: ['a b-c', 'new'] },
  ])
})

test('tags put on at once all stay', async () => {
  const salon = await business()
  const { body: before } = await salon.owner.post('/v1/customers', newCustomer())
  const names = Array.from({ length: 12 }, (_, index) => `tag-${String(index).padStart(2, '0')}`)

  await Promise.all(names.map((name) => salon.owner.put(`/v1/customers/${before.id}/tags/${name}`)))

  expect((await salon.owner.get(`/v1/customers/${before.id}`)).body.tags).toEqual(names)
})

test('there is room for fifty; one that is there already needs none', async () => {
  const salon = await business()
  const tags = Array.from({ length: 50 }, (_, index) => `tag ${index}`)
  const { body: before } = await salon.owner.post('/v1/customers', newCustomer({ tags }))

  const more = await salon.owner.put(`/v1/customers/${before.id}/tags/one%20more`)
  const known = await salon.owner.put(`/v1/customers/${before.id}/tags/tag%207`)

  expect(more.status).toBe(409)
  expect(more.body.code).toBe('too_many_tags')
  expect(known.status).toBe(200)
  expect(await feed(salon.owner)).toHaveLength(1)
})

test('refuses what is no tag, a customer that is not there, and those who may not', async () => {
  const [salon, other] = [await business(), await business()]
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer())
  const path = `/v1/customers/${customer.id}/tags/vip`

  const replies = [
    await salon.owner.put(`/v1/customers/${customer.id}/tags/VIP`),
    await salon.owner.put(`/v1/customers/${randomUUID()}/tags/vip`),
    await salon.owner.delete(`/v1/customers/${randomUUID()}/tags/vip`),
    await other.owner.put(path),
    await (await salon.member('viewer')).put(path),
    await (await salon.key(['customers:read'])).delete(path),
  ]

  expect(replies.map((reply) => reply.status)).toEqual([400, 404, 404, 404, 403, 403])
  expect((await salon.owner.get(`/v1/customers/${customer.id}`)).body.tags).toEqual([])
})
