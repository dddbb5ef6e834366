import { beforeAll, expect, test } from '@jest/globals'
import { business, server } from '../support/api.ts'
import { startOwnServer } from './own-server.ts'

// What a browser makes of it is tested in one: tests/sdk/browser.test.ts.

const page = 'https://app.example.com'
const methods = 'POST'
let url: string
beforeAll(async () => {
  url = (await startOwnServer({ CORS_ORIGINS: `${page}, https://other.example.com` })).url
})

const ask = (origin: string, at = url) =>
  fetch(`${at}/v1/customers`, { method: 'OPTIONS', headers: { Origin: origin, 'Access-Control-Request-Method': methods } })

test('an origin that is named may call, with the headers that the API has', async () => {
  const reply = await ask(page)

  expect(reply.status).toBe(204)
  expect(Object.fromEntries(reply.headers)).toMatchObject({
    'access-control-allow-origin': page,
    'access-control-allow-methods': expect.stringContaining(methods),
    'access-control-allow-headers': expect.stringContaining('Idempotency-Key, If-Match'),
    vary: 'Origin',
  })
  expect(reply.headers.has('access-control-allow-credentials')).toBe(false)
})

test('refusals can be read by a page too, with their request id', async () => {
  const reply = await fetch(`${url}/v1/customers`, { headers: { Origin: page } })

  expect(reply.status).toBe(401)
  expect(reply.headers.get('access-control-allow-origin')).toBe(page)
  expect(reply.headers.get('access-control-expose-headers')).toContain('X-Request-Id')
})

test.each([
  'https://evil.example.com',
  'https://app.example.com.evil.example',
  'http://app.example.com',
  'https://app.example.com:8443',
  'null',
])('the origin %s may not', async (origin) => {
  const key = await (await business()).key()

  const [asked, answered] = await Promise.all([
    ask(origin),
    fetch(`${url}/v1/customers`, { headers: { Origin: origin, Authorization: `Bearer ${key.token}` } }),
  ])

  for (const reply of [asked, answered]) {
    expect(reply.headers.has('access-control-allow-origin')).toBe(false)
    expect(reply.headers.get('vary')).toBe('Origin')
  }
})

test('without the setting no origin may', async () => {
  const reply = await ask(page, server.url)

  expect(reply.headers.has('access-control-allow-origin')).toBe(false)
})
