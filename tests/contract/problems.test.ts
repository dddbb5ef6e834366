import { expect, test } from '@jest/globals'
import { anonymous, business, server } from '../support/api.ts'
import type { Reply } from '../support/http.ts'
import { requestText, sendRaw } from '../support/raw-socket.ts'
import { faultsOf } from './corpus/replies.ts'

// Whoever answers, the router, the reader of bodies or Node's parser: an error is a problem, and every reply has its id and helmet's headers.

const json = ['Content-Type: application/json']
const login = (headers: readonly string[], body = ''): string => requestText('POST', '/v1/auth/log-in', headers, body)
const raw = (text: string) => (): Promise<Reply> => sendRaw(server.url, text)
const large = JSON.stringify({ email: 'a'.repeat(300 * 1024) })

test.each<{ what: string; status: number; code: string; ask: () => Promise<Reply> }>([
  { what: 'an unknown path', status: 404, code: 'not_found', ask: () => anonymous('GET', '/v1/nothing') },
  { what: 'an unknown page of the documentation', status: 404, code: 'not_found', ask: () => anonymous('GET', '/docs/nothing') },
  { what: 'a wrong method', status: 405, code: 'method_not_allowed', ask: () => anonymous('DELETE', '/v1/customers') },
  { what: 'a wrong method on a page', status: 405, code: 'method_not_allowed', ask: () => anonymous('POST', '/docs', {}) },
  { what: 'no credential', status: 401, code: 'unauthenticated', ask: () => anonymous('GET', '/v1/customers') },
  {
    what: 'a wrong credential',
    status: 401,
    code: 'invalid_token',
    ask: () => anonymous('GET', '/v1/customers', undefined, { authorization: 'Bearer x' }),
  },
  { what: 'a long URL', status: 414, code: 'uri_too_long', ask: () => anonymous('GET', `/v1/customers?q=${'a'.repeat(9_000)}`) },
  { what: 'a large body', status: 413, code: 'payload_too_large', ask: raw(login([...json, `Content-Length: ${large.length}`], large)) },
  {
    what: 'another type of body',
    status: 415,
    code: 'unsupported_media_type',
    ask: raw(login(['Content-Type: text/plain', 'Content-Length: 2'], '{}')),
  },
  { what: 'a body that is not JSON', status: 400, code: 'invalid_request', ask: raw(login([...json, 'Content-Length: 1'], '{')) },
  { what: 'large headers', status: 431, code: 'headers_too_large', ask: raw(login([`X-Long: ${'a'.repeat(17_000)}`])) },
  { what: 'what is no HTTP', status: 400, code: 'invalid_request', ask: raw('this is no HTTP\r\n\r\n') },
  {
    what: 'a path that is not percent-encoded',
    status: 400,
    code: 'invalid_request',
    ask: raw(requestText('PUT', '/v1/customer-external-ids/%E0%A4%A')),
  },
])('$what is a problem like every other: $status $code', async ({ status, code, ask }) => {
  const reply = await ask()

  expect(reply.status).toBe(status)
  expect((reply.body as { code: string }).code).toBe(code)
  expect(faultsOf(reply)).toEqual([])
})

test.each([
  { what: 'a success', status: 200, method: 'GET', path: '/v1/meta/error-codes' },
  { what: 'a success without its body', status: 200, method: 'HEAD', path: '/v1/meta/error-codes' },
  { what: 'a refusal without its body', status: 404, method: 'HEAD', path: '/v1/nothing' },
  { what: 'what a path can do', status: 204, method: 'OPTIONS', path: '/v1/customers' },
  { what: 'the page of error codes', status: 200, method: 'GET', path: '/docs/errors' },
  { what: 'the contract', status: 200, method: 'GET', path: '/openapi.json' },
])('$what has the headers of every reply', async ({ status, method, path }) => {
  const reply = await anonymous(method, path)

  expect(reply.status).toBe(status)
  expect(faultsOf(reply)).toEqual([])
  expect(method === 'HEAD' ? reply.text : '').toBe('')
})

test('the contract that somebody has already is not sent again', async () => {
  const etag = (await anonymous('GET', '/openapi.json')).headers.get('etag') ?? ''

  const reply = await anonymous('GET', '/openapi.json', undefined, { 'if-none-match': etag })

  expect([reply.status, reply.text]).toEqual([304, ''])
  expect(faultsOf(reply)).toEqual([])
})

test('a request keeps the id that it came with, and one that is no id gets another', async () => {
  const { owner } = await business()

  const kept = await owner.get('/v1/customers', { 'x-request-id': 'from-the-client.42' })
  const replaced = await sendRaw(server.url, requestText('GET', '/v1/nothing', ['X-Request-Id: two words']))

  expect(kept.headers.get('x-request-id')).toBe('from-the-client.42')
  expect(replaced.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
})
