import type { ClientFlow, EventPage, Schemas } from '@clientflow/sdk'
import { ClientFlowError, createClientFlow, eventPages, paginate, unwrap } from '@clientflow/sdk'
import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, server } from '../support/api.ts'
import { collect } from './collect.ts'

// tests/sdk/python/test_journey.py is the same in Python.

test('a program keeps customers', async () => {
  const client = createClientFlow({ baseUrl: server.url, apiKey: (await (await business()).key()).token })
  expect((await unwrap(client.GET('/v1/me'))).principal).toBe('api_key')
  const position = (await collect(eventPages(client))).at(-1)?.page.next_after ?? 0

  // The same request twice makes one customer.
  const wanted = customerNamed('Ada')
  const keyed = { params: { header: { 'Idempotency-Key': randomUUID() } }, body: wanted }
  const ada = await unwrap(client.POST('/v1/customers', keyed))
  const again = await client.POST('/v1/customers', keyed)
  expect(again.data).toEqual(ada)
  expect(again.response.headers.get('Idempotent-Replayed')).toBe('true')

  // A version can be changed once.
  const params = { path: { customer_id: ada.id }, header: { 'If-Match': `"${ada.version}"` } }
  const changed = await unwrap(
    client.PATCH('/v1/customers/{customer_id}', { params, body: { lifecycle_stage: 'customer', first_name: null } }),
  )
  expect(changed).toMatchObject({ lifecycle_stage: 'customer', first_name: null, version: 2 })
  const outdated = await refusal(client.PATCH('/v1/customers/{customer_id}', { params, body: { lifecycle_stage: 'lead' } }))
  expect(outdated).toMatchObject({ status: 412, code: 'precondition_failed' })

  // Each customer is met once, however small the pages.
  const made = [ada.id, await create(client, 'Grace'), await create(client, 'Mary')]
  const walked = await collect(paginate(client, '/v1/customers', { query: { tag: ['journey'], limit: 2 } }))
  expect(walked.map(({ id }) => id)).toEqual(made.reverse())

  const notes = '/v1/customers/{customer_id}/notes'
  const path = { customer_id: ada.id }
  const note = await unwrap(client.POST(notes, { params: { path }, body: { body: 'Prefers mornings.', pinned: true } }))
  expect((await collect(paginate(client, notes, { path }))).map(({ id }) => id)).toEqual([note.id])

  // What a refusal says is at hand.
  const taken = await refusal(client.POST('/v1/customers', { body: wanted }))
  expect(taken).toMatchObject({ code: 'duplicate_customer', problem: { existing_id: ada.id } })
  expect(taken.requestId).toMatch(/^[0-9a-f-]{36}$/)

  await unwrap(client.DELETE('/v1/customers/{customer_id}', { params: { path } }))
  const gone = await refusal(client.GET('/v1/customers/{customer_id}', { params: { path } }))
  expect(gone).toMatchObject({ status: 404, code: 'not_found' })

  // The feed tells all of it, in order.
  const followed = await collect(eventPages(client, { after: position, limit: 2 }))
  const changes = ['customer.created', 'customer.updated', 'customer.created', 'customer.created', 'customer_note.created']
  expect(followed.flatMap(({ data }: EventPage) => data.map(({ type }) => type))).toEqual([...changes, 'customer.deleted'])
})

function customerNamed(first_name: string): Schemas['NewCustomer'] {
  return { first_name, emails: [{ email: `${randomUUID()}@example.com` }], tags: ['journey'] }
}

async function create(client: ClientFlow, name: string): Promise<string> {
  return (await unwrap(client.POST('/v1/customers', { body: customerNamed(name) }))).id
}

async function refusal(call: Parameters<typeof unwrap>[0]): Promise<ClientFlowError> {
  const thrown = await unwrap(call).catch((error: unknown) => error)
  if (!(thrown instanceof ClientFlowError)) throw new Error('The call was not refused.')
  return thrown
}
