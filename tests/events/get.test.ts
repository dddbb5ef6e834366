import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, newCustomer } from '../support/api.ts'
import { feed } from '../support/walk.ts'

test('an event is read by its id as it stands in the feed', async () => {
  const salon = await business()
  const created = await salon.owner.post('/v1/customers', newCustomer(), { 'x-request-id': 'my-own-request' })
  const [event] = await feed(salon.owner)

  const reply = await salon.owner.get(`/v1/events/${event?.id}`)

  expect(reply.status).toBe(200)
  expect(reply.body).toEqual(event)
  expect(event).toMatchObject({ request: { id: created.headers.get('x-request-id'), idempotency_key: null }, causation: null })
})

test('an event of another business answers as one that never was', async () => {
  const [salon, other] = [await business(), await business()]
  await other.owner.post('/v1/customers', newCustomer())
  const [event] = await feed(other.owner)

  const replies = [await salon.owner.get(`/v1/events/${event?.id}`), await salon.owner.get(`/v1/events/${randomUUID()}`)]

  expect(replies.map((reply) => [reply.status, reply.body.code])).toEqual([
    [404, 'not_found'],
    [404, 'not_found'],
  ])
})

test('needs the scope', async () => {
  const salon = await business()
  await salon.owner.post('/v1/customers', newCustomer())
  const [event] = await feed(salon.owner)

  expect((await (await salon.member('manager')).get(`/v1/events/${event?.id}`)).status).toBe(403)
})
