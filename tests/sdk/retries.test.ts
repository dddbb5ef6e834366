import { createClientFlow } from '@clientflow/sdk'
import type { RetryOptions } from '@clientflow/sdk'
import { expect, test } from '@jest/globals'
import { faultyServer } from './faulty-server.ts'
import type { FaultyServer } from './faulty-server.ts'

const customer_id = '01a1b2c3-7d4e-7f60-8a9b-0c1d2e3f4a5b'
const customer = { emails: [{ email: 'ada.lovelace@example.com' }] }
const ok = { status: 200, body: { data: [], page: { next_cursor: null, has_more: false } } }
const refused = (status: number, headers: Record<string, string> = {}) => ({ status, headers, body: { status, code: 'some_code' } })

const clientOf = (server: FaultyServer, retries?: RetryOptions) =>
  createClientFlow({ baseUrl: server.url, apiKey: 'cf_test_key', ...(retries && { retries }) })
const keysOf = (server: FaultyServer) => server.seen.map(({ headers }) => headers['idempotency-key'])

test.each([
  ['a broken connection', 'break'],
  ['a reply that breaks off', 'break in the reply'],
  ['429', refused(429)],
  ['502 of a gateway', refused(502)],
  ['503', refused(503)],
] as const)('a read is repeated after %s', async (_, fault) => {
  const server = await faultyServer(fault, ok)

  const { data } = await clientOf(server).GET('/v1/customers')

  expect(data?.data).toEqual([])
  expect(server.seen).toHaveLength(2)
})

test('a try that takes too long is given up and repeated', async () => {
  const server = await faultyServer('silence', ok)

  const { data } = await clientOf(server, { timeoutMs: 200 }).GET('/v1/customers')

  expect(data).toBeDefined()
  expect(server.seen).toHaveLength(2)
})

test('every repetition of a POST carries the same key and the same body', async () => {
  const server = await faultyServer('break', refused(503), { status: 201, body: { id: customer_id } })

  const { response } = await clientOf(server).POST('/v1/customers', { body: customer })

  expect(response.status).toBe(201)
  expect(keysOf(server)).toEqual(Array(3).fill(expect.stringMatching(/^[0-9a-f]{32}$/)))
  expect(new Set(keysOf(server)).size).toBe(1)
  expect(server.seen.map(({ body }) => JSON.parse(body) as unknown)).toEqual(Array(3).fill(customer))
})

test('a POST whose first try is still at work waits for it', async () => {
  const server = await faultyServer(refused(409, { 'Retry-After': '0' }), { status: 201, body: { id: customer_id } })

  const { response } = await clientOf(server).POST('/v1/customers', { body: customer })

  expect(response.status).toBe(201)
  expect(server.seen).toHaveLength(2)
})

test('a wait is as long as Retry-After says', async () => {
  const server = await faultyServer(refused(429, { 'Retry-After': '1' }), ok)

  await clientOf(server).GET('/v1/customers')

  const [first, second] = server.seen
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_000)
})

test('a Retry-After that is a date is obeyed too', async () => {
  const server = await faultyServer(refused(503, { 'Retry-After': new Date(Date.now() + 120_000).toUTCString() }), ok)

  const { response } = await clientOf(server).GET('/v1/customers')

  expect(response.status).toBe(503)
  expect(server.seen).toHaveLength(1)
})

test('a wait that is longer than the budget is not begun: the refusal comes back', async () => {
  const server = await faultyServer(refused(429, { 'Retry-After': '60' }), ok)

  const { error, response } = await clientOf(server, { budgetMs: 5_000 }).GET('/v1/customers')

  expect(response.status).toBe(429)
  expect(error?.code).toBe('some_code')
  expect(server.seen).toHaveLength(1)
})

test('four tries are the most', async () => {
  const server = await faultyServer(refused(503))

  const { response } = await clientOf(server).GET('/v1/customers')

  expect(response.status).toBe(503)
  expect(server.seen).toHaveLength(4)
})

test('a connection that breaks each time is thrown in the end', async () => {
  const server = await faultyServer('break')

  await expect(clientOf(server, { maxTries: 2 }).GET('/v1/customers')).rejects.toThrow('fetch failed')

  expect(server.seen).toHaveLength(2)
})

test.each([400, 401, 403, 404, 409, 412, 422, 500])('status %i is an answer and not repeated', async (status) => {
  const server = await faultyServer(refused(status))

  const { response } = await clientOf(server).POST('/v1/customers', { body: customer })

  expect(response.status).toBe(status)
  expect(server.seen).toHaveLength(1)
})

test('what has no key and changes something is sent once', async () => {
  const server = await faultyServer(refused(503))
  const client = createClientFlow({ baseUrl: server.url })

  await client.POST('/v1/auth/log-in', { body: { email: 'ada.lovelace@example.com', password: 'seven kettles on a roof' } })

  expect(server.seen).toHaveLength(1)
  expect(keysOf(server)).toEqual([undefined])
})

test('a change of a certain version is repeated after a refusal, but not after a lost reply, which it would answer with 412', async () => {
  const init = { params: { path: { customer_id }, header: { 'If-Match': '"3"' } }, body: { first_name: 'Ada' } }
  const refusing = await faultyServer(refused(429), { status: 200, body: {} })
  const breaking = await faultyServer('break')

  await clientOf(refusing).PATCH('/v1/customers/{customer_id}', init)
  await expect(clientOf(breaking).PATCH('/v1/customers/{customer_id}', init)).rejects.toThrow('fetch failed')

  expect(refusing.seen).toHaveLength(2)
  expect(breaking.seen).toHaveLength(1)
})

test('who aborts a call ends its repetitions', async () => {
  const server = await faultyServer(refused(503, { 'Retry-After': '30' }))
  const controller = new AbortController()

  const call = clientOf(server).GET('/v1/customers', { signal: controller.signal })
  controller.abort(new Error('No longer wanted.'))

  await expect(call).rejects.toThrow('No longer wanted.')
})
