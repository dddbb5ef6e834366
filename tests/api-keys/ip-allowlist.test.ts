import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { business, secrets, server } from '../support/api.ts'
import { call } from '../support/http.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

// Behind one proxy, so that a test can say where a call comes from.
let proxied: TestServer
beforeAll(async () => {
  proxied = await startTestServer({ ...secrets, DATABASE_URL: server.urls.application, TRUST_PROXY_HOPS: '1', LOG_LEVEL: 'silent' })
  // Before it is ready it may be too busy with itself to answer.
  while ((await call(proxied.url, 'GET', '/readyz')).status !== 200);
})
afterAll(() => proxied.stop())

test.each([
  ['IPv4 inside', ['203.0.113.0/24'], '203.0.113.9', 200],
  ['IPv4 outside', ['203.0.113.0/24'], '203.0.114.9', 401],
  ['one address', ['203.0.113.9/32'], '203.0.113.9', 200],
  ['the address beside it', ['203.0.113.9/32'], '203.0.113.8', 401],
  ['bits beyond the prefix', ['203.0.113.77/24'], '203.0.113.9', 200],
  ['IPv6 inside', ['2001:db8::/32'], '2001:db8:1::9', 200],
  ['IPv6 outside', ['2001:db8::/32'], '2001:db9::9', 401],
  ['IPv6 in capitals', ['2001:DB8::/32'], '2001:db8::9', 200],
  ['IPv4 mapped to IPv6', ['203.0.113.0/24'], '::ffff:203.0.113.9', 200],
  ['a range of mapped addresses', ['::ffff:cb00:7100/120'], '203.0.113.9', 200],
  ['IPv4 and a range for every IPv6', ['::/0'], '203.0.113.9', 401],
  ['the second of two ranges', ['198.51.100.0/24', '203.0.113.0/24'], '203.0.113.9', 200],
  ['something that is no address', ['0.0.0.0/0', '::/0'], 'unknown', 401],
  ['no range', [], '198.51.100.1', 200],
])('an allow-list: %s', async (_case, ip_allowlist, from, status) => {
  const salon = await business()
  const { secret } = (await salon.owner.post('/v1/api-keys', { name: 'Form', scopes: ['customers:read'], ip_allowlist })).body as {
    secret: string
  }

  const reply = await call(proxied.url, 'GET', '/v1/customers', undefined, { authorization: `Bearer ${secret}`, 'x-forwarded-for': from })

  expect(reply.status).toBe(status)
})

test('a key that is refused for where it comes from says no more than that it does not hold', async () => {
  const salon = await business()
  const { secret } = (
    await salon.owner.post('/v1/api-keys', { name: 'Form', scopes: ['customers:read'], ip_allowlist: ['203.0.113.0/24'] })
  ).body as { secret: string }

  const reply = await call(server.url, 'GET', '/v1/customers', undefined, { authorization: `Bearer ${secret}` })

  expect(reply).toMatchObject({ status: 401, body: { code: 'invalid_token' } })
})
