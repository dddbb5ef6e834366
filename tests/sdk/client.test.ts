import { ClientFlowError, createClientFlow, unwrap } from '@clientflow/sdk'
import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { operations } from '../../generated/operations.ts'
import { takesIdempotencyKey } from '../../sdk/typescript/src/idempotency.ts'
import { business, newCustomer, server } from '../support/api.ts'
import { salonWith } from '../support/appointments.ts'
import { faultyServer } from './faulty-server.ts'

const customer = { first_name: 'Ada', tags: ['vip'] }

test('a customer is created, read and changed with the version that was seen', async () => {
  const client = createClientFlow({ baseUrl: server.url, apiKey: (await (await business()).key()).token })

  const created = await unwrap(client.POST('/v1/customers', { body: { ...newCustomer(), ...customer } }))
  const read = await client.GET('/v1/customers/{customer_id}', { params: { path: { customer_id: created.id } } })
  const changed = await client.PATCH('/v1/customers/{customer_id}', {
    params: { path: { customer_id: created.id }, header: { 'If-Match': read.response.headers.get('ETag') ?? '' } },
    body: { lifecycle_stage: 'customer' },
  })

  expect(read.data).toMatchObject({ id: created.id, ...customer })
  expect(changed.data).toMatchObject({ lifecycle_stage: 'customer', version: created.version + 1 })
})

test('a refusal is the problem that the API answers, as a value or as an error', async () => {
  const client = createClientFlow({ baseUrl: server.url, apiKey: (await (await business()).key(['customers:read'])).token })

  const { data, error, response } = await client.POST('/v1/customers', { body: newCustomer() })
  const thrown: unknown = await unwrap(client.POST('/v1/customers', { body: newCustomer() })).catch((reason: unknown) => reason)

  expect(data).toBeUndefined()
  expect(error).toMatchObject({ status: 403, code: 'scope_required' })
  expect(response.status).toBe(403)
  expect(thrown).toBeInstanceOf(ClientFlowError)
  expect(thrown).toMatchObject({ name: 'ClientFlowError', status: 403, code: 'scope_required', message: error?.detail })
  expect((thrown as ClientFlowError).requestId).toMatch(/^[0-9a-f-]{36}$/)
})

test('a reply of something in between is an error without a code', async () => {
  const proxy = await faultyServer({ status: 404, headers: { 'Content-Type': 'text/html' }, body: 'no such host' })
  const client = createClientFlow({ baseUrl: proxy.url })

  await expect(unwrap(client.GET('/v1/me'))).rejects.toMatchObject({ status: 404, code: undefined, message: 'The server answered 404.' })
})

test('a repeated creation by the same key makes one customer', async () => {
  const salon = await business()
  const client = createClientFlow({ baseUrl: server.url, apiKey: (await salon.key()).token })
  const init = { params: { header: { 'Idempotency-Key': 'crm-4711' } }, body: newCustomer() }

  const first = await client.POST('/v1/customers', init)
  const second = await client.POST('/v1/customers', init)

  expect(second.data).toEqual(first.data)
  expect(second.response.headers.get('Idempotent-Replayed')).toBe('true')
  expect((await unwrap(client.GET('/v1/customers'))).data).toHaveLength(1)
})

test('an access token may come from a function, and the business of the client is the one that is meant', async () => {
  const [salon, garage] = [await business(), await business()]
  const accessToken = () => Promise.resolve(salon.owner.token)
  const own = createClientFlow({ baseUrl: server.url, accessToken, businessId: salon.id })
  const foreign = createClientFlow({ baseUrl: server.url, accessToken, businessId: garage.id })

  expect((await own.GET('/v1/customers')).response.status).toBe(200)
  expect((await foreign.GET('/v1/customers')).response.status).toBe(404)
})

test('two credentials at once are a mistake', () => {
  expect(() => createClientFlow({ baseUrl: server.url, apiKey: 'one', accessToken: 'two' })).toThrow('not both')
})

test('the client knows which operations take an Idempotency-Key', () => {
  const all = Object.values(operations)

  const known = all.filter(({ method, path }) => takesIdempotencyKey(method.toUpperCase(), path))

  expect(known.map(({ path }) => path)).toEqual(all.filter(({ idempotent }) => idempotent).map(({ path }) => path))
})

test('a calendar is a text, whatever stands in it', async () => {
  const { owner, book } = await salonWith()
  const { id } = await book({ location: 'Chair "3"' })
  const client = createClientFlow({ baseUrl: server.url, accessToken: owner.token })
  const path = { params: { path: { appointment_id: String(id) } } }

  const { data, response } = await client.GET('/v1/appointments/{appointment_id}/calendar.ics', path)
  const gone = { params: { path: { appointment_id: randomUUID() } } }
  const { error } = await client.GET('/v1/appointments/{appointment_id}/calendar.ics', gone)

  expect(data).toBe((await owner.get(`/v1/appointments/${id}/calendar.ics`)).text)
  expect(response.headers.get('content-disposition')).toContain(id)
  expect(error).toMatchObject({ status: 404, code: 'not_found' })
})
