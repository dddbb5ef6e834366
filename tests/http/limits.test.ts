import { beforeAll, expect, test } from '@jest/globals'
import { business } from '../support/api.ts'
import { call } from '../support/http.ts'
import type { Reply } from '../support/http.ts'
import { faultsOf } from '../contract/corpus/replies.ts'
import { startOwnServer } from './own-server.ts'

// A hundredth of every limit: 3 calls a minute for an address, 6 for a credential, 30 for a business, 1 to sign in.
const settings = { RATE_LIMIT_FACTOR: '0.01', TRUST_PROXY_HOPS: '1' }
let url: string
let addresses = 0

beforeAll(async () => {
  url = (await startOwnServer(settings)).url
})

test('a reply says which limits apply, and how much is left of the tightest', async () => {
  const { owner } = await business()

  const first = await ask('/v1/customers', owner.token)
  const second = await ask('/v1/customers', owner.token)

  expect(first.headers.get('ratelimit-policy')).toBe('"credential";q=6;w=60, "business";q=30;w=60')
  expect(first.headers.get('ratelimit')).toMatch(/^"credential";r=5;t=\d\d$/)
  expect(second.headers.get('ratelimit')).toMatch(/^"credential";r=4;t=\d\d$/)
})

test('past the limit of a credential it is a 429 with the time to wait; another credential of the business goes on', async () => {
  const { owner, key } = await business()
  await times(6, () => ask('/v1/customers', owner.token))

  const refused = await ask('/v1/customers', owner.token)
  const other = await ask('/v1/customers', (await key()).token)

  expect([refused.status, code(refused), policies(refused)]).toEqual([429, 'rate_limited', ['credential']])
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60)
  expect(refused.headers.get('ratelimit')).toMatch(/^"credential";r=0;t=\d+$/)
  expect(faultsOf(refused)).toEqual([])
  expect(other.status).toBe(200)
})

test('the limit of a business counts all its credentials, and no other business is touched', async () => {
  const salon = await business()
  const keys = await Promise.all(Array.from({ length: 6 }, () => salon.key()))
  for (const { token } of keys) await times(5, () => ask('/v1/customers', token))

  const refused = await ask('/v1/customers', salon.owner.token)
  const elsewhere = await ask('/v1/customers', (await business()).owner.token)

  expect([refused.status, policies(refused)]).toEqual([429, ['business']])
  expect(elsewhere.status).toBe(200)
})

test('calls without a credential count for their address, and so do wrong credentials', async () => {
  const { owner } = await business()
  const from = newAddress()
  await times(2, () => ask('/v1/meta/error-codes', undefined, from))
  const wrong = await ask('/v1/customers', 'garbage', from)

  const refused = [
    await ask('/v1/meta/error-codes', undefined, from),
    await ask('/v1/customers', 'garbage', from),
    await ask('/v1/nothing', undefined, from),
  ]
  const elsewhere = await ask('/v1/meta/error-codes', undefined, newAddress())
  const known = await ask('/v1/customers', owner.token, from)

  expect(wrong.status).toBe(401)
  expect(refused.map((reply) => [reply.status, policies(reply)])).toEqual(refused.map(() => [429, ['address']]))
  expect([elsewhere.status, known.status]).toEqual([200, 200])
})

test('an IPv6 network of 64 bits is one address', async () => {
  await times(3, (round) => ask('/v1/meta/error-codes', undefined, `2001:db8:1:2::${round}`))

  const neighbour = await ask('/v1/meta/error-codes', undefined, '2001:db8:1:2:ffff::1')
  const elsewhere = await ask('/v1/meta/error-codes', undefined, '2001:db8:1:3::1')

  expect([neighbour.status, elsewhere.status]).toEqual([429, 200])
})

test('signing in has a tighter limit of its own', async () => {
  const from = newAddress()
  const first = await logIn(from)

  const second = await logIn(from)
  const elsewhere = await logIn(newAddress())

  expect([first.status, elsewhere.status]).toEqual([401, 401])
  expect(first.headers.get('ratelimit-policy')).toBe('"address";q=3;w=60, "sign_in";q=1;w=60')
  expect([second.status, policies(second)]).toEqual([429, ['sign_in']])
  expect(faultsOf(second)).toEqual([])
})

test('the questions of a load balancer are never limited', async () => {
  const from = newAddress()

  const replies = await times(10, () => ask('/livez', undefined, from))

  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200))
  expect(replies[0]?.headers.has('ratelimit')).toBe(false)
})

function ask(path: string, token?: string, from = newAddress()): Promise<Reply> {
  const credential: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
  return call(url, 'GET', path, undefined, { ...credential, 'x-forwarded-for': from })
}

function logIn(from: string): Promise<Reply> {
  const body = { email: `nobody-${from}@example.com`, password: 'four umbrellas in the rain' }
  return call(url, 'POST', '/v1/auth/log-in', body, { 'x-forwarded-for': from })
}

/** An address that nobody has called from yet. */
function newAddress(): string {
  addresses += 1
  return `198.51.100.${addresses}`
}

async function times<T>(count: number, work: (round: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (let round = 1; round <= count; round += 1) results.push(await work(round))
  return results
}

const code = (reply: Reply): string => (reply.body as { code: string }).code
const policies = (reply: Reply): readonly string[] => (reply.body as { violated_policies?: string[] }).violated_policies ?? []
