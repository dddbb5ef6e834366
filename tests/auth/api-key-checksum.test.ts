import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { mintApiKey } from '../../src/crypto/api-key-format.ts'
import { secrets } from '../support/api.ts'
import { until } from '../support/eventually.ts'
import { actor, call } from '../support/http.ts'
import type { Reply } from '../support/http.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

// A server that cannot reach any database: whatever it knows, it knows without a query.
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ ...secrets, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing', LOG_LEVEL: 'silent' })
  await until('everything is compiled', async () => !/busy|starting/.test((await call(server.url, 'GET', '/readyz')).text))
})
afterAll(() => server.stop())

const ask = (key: string): Promise<Reply> => actor(server.url, key).get('/v1/customers')

test('a key that could be one of ours has to be looked up', async () => {
  const reply = await ask(mintApiKey('live').secret)

  expect([reply.status, reply.body.code]).toEqual([503, 'service_unavailable'])
})

test.each<[string, (key: string) => string]>([
  ['one character is another', (key) => key.slice(0, 20) + (key[20] === 'a' ? 'b' : 'a') + key.slice(21)],
  ['two characters are swapped', (key) => key.slice(0, 8) + (key[8] === key[9] ? 'xy' : `${key[9] ?? ''}${key[8] ?? ''}`) + key.slice(10)],
  ['the last character is missing', (key) => key.slice(0, -1)],
  ['a character is too many', (key) => `${key}0`],
  ['it is of another environment', (key) => key.replace('cf_live_', 'cf_prod_')],
  ['the checksum is of zeros', (key) => `${key.slice(0, -6)}000000`],
  ['capitals are small', (key) => key.toLowerCase()],
])('a key is refused without a query when %s', async (_what, change) => {
  const reply = await ask(change(mintApiKey('live').secret))

  expect([reply.status, reply.body.code]).toEqual([401, 'invalid_token'])
})
