import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, newCustomer } from '../support/api.ts'

test('a note is read by everybody who may read customers, with its version', async () => {
  const salon = await business()
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer())
  const { body: note } = await salon.owner.post(`/v1/customers/${customer.id}/notes`, { body: 'Hello' })

  for (const reader of [await salon.member('viewer'), await salon.key(['customers:read'])]) {
    const reply = await reader.get(`/v1/customers/${customer.id}/notes/${note.id}`)

    expect(reply.status).toBe(200)
    expect(reply.headers.get('etag')).toBe('"1"')
    expect(reply.body).toEqual(note)
  }
  expect((await (await salon.key(['events:read'])).get(`/v1/customers/${customer.id}/notes/${note.id}`)).status).toBe(403)
})

test('a note is found below its own customer only, while that one is there', async () => {
  const [salon, other] = [await business(), await business()]
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer())
  const { body: neighbour } = await salon.owner.post('/v1/customers', newCustomer())
  const { body: note } = await salon.owner.post(`/v1/customers/${customer.id}/notes`, { body: 'Hello' })
  const path = `/v1/customers/${customer.id}/notes/${note.id}`

  const replies = [
    await salon.owner.get(`/v1/customers/${neighbour.id}/notes/${note.id}`),
    await salon.owner.get(`/v1/customers/${customer.id}/notes/${randomUUID()}`),
    await other.owner.get(path),
  ]
  await salon.owner.delete(`/v1/customers/${customer.id}`)
  replies.push(await salon.owner.get(path), await salon.owner.patch(path, { pinned: true }), await salon.owner.delete(path))

  expect(replies.map((reply) => [reply.status, reply.body.code])).toEqual(replies.map(() => [404, 'not_found']))
})
