import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, newCustomer } from '../support/api.ts'
import { feed } from '../support/walk.ts'

test('a note says who wrote it, and the feed and the audit log say that it was written', async () => {
  const salon = await business()
  const staff = await salon.member('staff')
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer())

  const reply = await staff.post(`/v1/customers/${customer.id}/notes`, { body: 'Prefers mornings.\nAllergic to latex.', pinned: true })

  expect(reply.status).toBe(201)
  expect(reply.headers.get('location')).toBe(`/v1/customers/${customer.id}/notes/${reply.body.id}`)
  expect(reply.headers.get('etag')).toBe('"1"')
  expect(reply.body).toEqual({
    id: expect.any(String),
    customer_id: customer.id,
    body: 'Prefers mornings.\nAllergic to latex.',
    pinned: true,
    author_member_id: staff.memberId,
    created_at: expect.any(String),
    updated_at: reply.body.created_at,
    version: 1,
  })
  expect((await feed(salon.owner)).at(-1)).toMatchObject({ type: 'customer_note.created', sequence: 2, data: { object: reply.body } })
  const [entry] = (await salon.owner.get('/v1/audit-logs')).body.data
  expect(entry).toMatchObject({
    action: 'customer_note.created',
    actor: { type: 'person', id: staff.person.id },
    resource: { type: 'customer_note', id: reply.body.id },
    changed_fields: ['body', 'pinned'],
  })
  expect(JSON.stringify(entry)).not.toContain('latex')
})

test('a note of an API key has no author, and one that is not pinned is not', async () => {
  const salon = await business()
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer())

  const reply = await (await salon.key(['customers:write'])).post(`/v1/customers/${customer.id}/notes`, { body: 'Imported' })

  expect(reply.body).toMatchObject({ author_member_id: null, pinned: false })
})

test('a note does not change its customer', async () => {
  const salon = await business()
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer())

  await salon.owner.post(`/v1/customers/${customer.id}/notes`, { body: 'Hello' })

  expect((await salon.owner.get(`/v1/customers/${customer.id}`)).body).toEqual(customer)
})

test('there are no notes on a customer who is deleted, never was, or belongs to another business', async () => {
  const [salon, other] = [await business(), await business()]
  const deleted = await salon.owner.post('/v1/customers', newCustomer())
  await salon.owner.delete(`/v1/customers/${deleted.body.id}`)
  const foreign = await other.owner.post('/v1/customers', newCustomer())

  for (const id of [deleted.body.id, randomUUID(), foreign.body.id]) {
    const reply = await salon.owner.post(`/v1/customers/${id}/notes`, { body: 'Hello' })
    expect([reply.status, reply.body.code]).toEqual([404, 'not_found'])
  }
  expect((await feed(salon.owner)).map((event) => event.type)).toEqual(['customer.created', 'customer.deleted'])
})

test('a customer who is deleted at the same time gets no note afterwards', async () => {
  const salon = await business()
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer())

  await Promise.all([
    ...Array.from({ length: 10 }, (_, index) => salon.owner.post(`/v1/customers/${customer.id}/notes`, { body: `Note ${index}` })),
    salon.owner.delete(`/v1/customers/${customer.id}`),
  ])

  expect((await feed(salon.owner)).at(-1)?.type).toBe('customer.deleted')
})

test.each([
  {},
  { body: '' },
  { body: 'x'.repeat(4001) },
  { body: 'a\u0000b' },
  { body: 'Hello', author_member_id: null },
  { body: 'Hello', pinned: 'yes' },
])('refuses %j', async (note) => {
  const salon = await business()
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer())

  expect((await salon.owner.post(`/v1/customers/${customer.id}/notes`, note)).status).toBe(400)
})

test('who may only read writes nothing', async () => {
  const salon = await business()
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer())
  const path = `/v1/customers/${customer.id}/notes`

  const replies = [
    await (await salon.member('viewer')).post(path, { body: 'Hello' }),
    await (await salon.key(['customers:read'])).post(path, { body: 'Hello' }),
  ]

  expect(replies.map((reply) => reply.status)).toEqual([403, 403])
  expect((await salon.owner.get(path)).body.data).toEqual([])
})
