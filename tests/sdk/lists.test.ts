import { createClientFlow, paginate, unwrap } from '@clientflow/sdk'
import { expect, test } from '@jest/globals'
import { business, newCustomer, server } from '../support/api.ts'
import { collect } from './collect.ts'
import { faultyServer } from './faulty-server.ts'

test('a list is walked page by page, each item once', async () => {
  const salon = await business()
  const client = createClientFlow({ baseUrl: server.url, apiKey: (await salon.key()).token })
  const made: string[] = []
  for (let count = 0; count < 7; count++) made.push((await unwrap(client.POST('/v1/customers', { body: newCustomer() }))).id)

  const walked = await collect(paginate(client, '/v1/customers', { query: { limit: 3 } }))

  expect(walked.map(({ id }) => id)).toEqual(made.reverse())
})

test('who leaves the walk asks for no further page', async () => {
  const page = { data: [{ id: '1' }, { id: '2' }], page: { next_cursor: 'next', has_more: true } }
  const fake = await faultyServer({ status: 200, body: page })
  const client = createClientFlow({ baseUrl: fake.url })

  for await (const customer of paginate(client, '/v1/customers')) if (customer.id === '2') break

  expect(fake.seen).toHaveLength(1)
})

test('filters go with every page', async () => {
  const fake = await faultyServer(
    { status: 200, body: { data: [], page: { next_cursor: 'a b+c', has_more: true } } },
    { status: 200, body: { data: [], page: { next_cursor: null, has_more: false } } },
  )

  const walk = paginate(createClientFlow({ baseUrl: fake.url }), '/v1/customers', { query: { tag: ['vip', 'colour'], limit: 100 } })
  const walked = await collect(walk)

  expect(walked).toEqual([])
  expect(fake.seen.map(({ url }) => url)).toEqual([
    '/v1/customers?tag=vip&tag=colour&limit=100',
    '/v1/customers?tag=vip&tag=colour&limit=100&cursor=a%20b%2Bc',
  ])
})

test('a refusal in the middle of the walk is thrown', async () => {
  const client = createClientFlow({ baseUrl: server.url, apiKey: (await (await business()).key(['team:read'])).token })

  await expect(paginate(client, '/v1/customers').next()).rejects.toMatchObject({ code: 'scope_required' })
})
