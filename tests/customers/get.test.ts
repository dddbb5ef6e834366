import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, newCustomer } from '../support/api.ts'

test('a customer is read with its version, by a key as by a person', async () => {
  const salon = await business()
  const created = await salon.owner.post('/v1/customers', newCustomer({ first_name: 'Ada' }))

  for (const reader of [salon.owner, await salon.member('viewer'), await salon.key(['customers:read'])]) {
    const reply = await reader.get(`/v1/customers/${created.body.id}`)

    expect(reply.status).toBe(200)
    expect(reply.headers.get('etag')).toBe('"1"')
    expect(reply.body).toEqual(created.body)
  }
})

test('the id may be written in capitals', async () => {
  const salon = await business()
  const created = await salon.owner.post('/v1/customers', newCustomer())

  const reply = await salon.owner.get(`/v1/customers/${created.body.id.toUpperCase()}`)

  expect(reply.body.id).toBe(created.body.id)
})

test('a customer of another business answers exactly as one that never was', async () => {
  const [salon, other] = [await business(), await business()]
  const created = await other.owner.post('/v1/customers', newCustomer())

  const foreign = await salon.owner.get(`/v1/customers/${created.body.id}`)
  const unknown = await salon.owner.get(`/v1/customers/${randomUUID()}`)

  expect(foreign.status).toBe(404)
  const same = ({ body }: { body: Record<string, unknown> }) => ({ ...body, instance: '', request_id: '' })
  expect(same(foreign)).toEqual(same(unknown))
})

test('an id that is none is a bad request', async () => {
  const salon = await business()

  expect((await salon.owner.get('/v1/customers/4711')).status).toBe(400)
})

test('a key without the scope reads nothing', async () => {
  const salon = await business()
  const created = await salon.owner.post('/v1/customers', newCustomer())

  const reply = await (await salon.key(['events:read'])).get(`/v1/customers/${created.body.id}`)

  expect(reply.status).toBe(403)
  expect(reply.body.code).toBe('scope_required')
})
