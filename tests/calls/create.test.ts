import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, newCustomer } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'

const call = { direction: 'inbound', from: '+14155550134', to: '+14155550100', started_at: '2026-01-05T09:30:00+01:00' }

test('a call that is logged was answered unless it says otherwise, and can be read', async () => {
  const salon = await business()

  const reply = await salon.owner.post('/v1/calls', { ...call, duration_seconds: 90, tags: ['vip', 'price'], notes: 'Calls again.' })

  expect(reply.status).toBe(201)
  expect(reply.headers.get('location')).toBe(`/v1/calls/${reply.body.id}`)
  expect(reply.body).toMatchObject({
    status: 'completed',
    result: 'answered',
    started_at: '2026-01-05T08:30:00.000Z',
    answered_at: '2026-01-05T08:30:00.000Z',
    ended_at: '2026-01-05T08:31:30.000Z',
    duration_seconds: 90,
    tags: ['price', 'vip'],
    notes: 'Calls again.',
    customer_id: null,
    conversation_id: null,
    text_back: null,
    version: 1,
  })
  expect((await salon.owner.get(`/v1/calls/${reply.body.id}`)).body).toEqual(reply.body)
})

test.each([
  ['inbound', 'completed', 'answered', 'call.completed'],
  ['inbound', 'no_answer', 'missed', 'call.missed'],
  ['inbound', 'busy', 'missed', 'call.missed'],
  ['inbound', 'canceled', 'abandoned', 'call.missed'],
  ['outbound', 'completed', 'answered', 'call.completed'],
  ['outbound', 'no_answer', null, 'call.completed'],
])('%s and %s: %s, and told as %s', async (direction, status, result, type) => {
  const salon = await business()

  const { body } = await salon.owner.post('/v1/calls', { ...call, direction, status })

  expect(body.result).toBe(result)
  expect(await eventsOf(salon.id)).toEqual([{ type, data: { object: body } }])
  expect(await salon.jobs()).toEqual([])
})

test('it belongs to the customer who has the number of the other end, and nobody is created', async () => {
  const salon = await business()
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer({ phones: [{ e164: call.from }] }))

  const known = await salon.owner.post('/v1/calls', call)
  const back = await salon.owner.post('/v1/calls', { ...call, direction: 'outbound', from: call.to, to: call.from })
  const unknown = await salon.owner.post('/v1/calls', { ...call, from: '+14155550135' })

  expect([known, back, unknown].map(({ body }) => body.customer_id)).toEqual([customer.id, customer.id, null])
  expect((await salon.owner.get('/v1/customers')).body.data).toHaveLength(1)
})

test.each([
  ['one that would end in the future', { started_at: '2199-01-05T09:30:00Z' }],
  ['one that began and has not ended yet', { started_at: new Date(Date.now() - 3_600_000).toISOString(), duration_seconds: 86_400 }],
  ['one of before the year 2000', { started_at: '1999-12-31T23:59:59Z' }],
])('%s is refused', async (_what, fields) => {
  const salon = await business()

  const { status, body } = await salon.owner.post('/v1/calls', { ...call, ...fields })

  expect([status, body.code]).toEqual([409, 'call_time_invalid'])
})

test('a customer or a member who is not there is refused, another business included', async () => {
  const [salon, other] = [await business(), await business()]
  const { body: foreign } = await other.owner.post('/v1/customers', newCustomer())
  const wrong = [
    { customer_id: foreign.id },
    { customer_id: randomUUID() },
    { member_id: other.owner.memberId },
    { member_id: randomUUID() },
  ]

  for (const fields of wrong) {
    const { status, body } = await salon.owner.post('/v1/calls', { ...call, ...fields })
    expect([status, body.code]).toEqual([404, 'reference_not_found'])
  }
  expect((await salon.owner.get('/v1/calls')).body.data).toEqual([])
})

test('is for staff', async () => {
  const salon = await business()

  expect((await (await salon.member('viewer')).post('/v1/calls', call)).status).toBe(403)
  expect((await (await salon.member('staff')).post('/v1/calls', call)).status).toBe(201)
})
