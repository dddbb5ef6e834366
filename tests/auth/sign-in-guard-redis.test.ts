import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { createLimits } from '../../src/http/limits.ts'
import { createSignInGuard } from '../../src/http/sign-in-guard.ts'
import type { SignInGuard } from '../../src/http/sign-in-guard.ts'
import { hasRedis, startRedis } from '../support/redis.ts'
import type { RedisServer } from '../support/redis.ts'

const ifRedis = hasRedis() ? describe : describe.skip
const home = '198.51.100.7'

/** How many of so many attempts are judged; the others have to wait. */
async function judged(guards: readonly SignInGuard[], account: string, times: number, from: (round: number) => string): Promise<number> {
  const attempts = Array.from({ length: times }, async (_, round) => guards[round % guards.length]?.admit(account, from(round)))
  return (await Promise.allSettled(attempts)).filter(({ status }) => status === 'fulfilled').length
}

ifRedis('processes that share a Redis', () => {
  let redis: RedisServer
  let guards: SignInGuard[]
  const clients: Redis[] = []
  beforeAll(async () => {
    redis = await startRedis()
    for (let index = 0; index < 2; index += 1) {
      const client = new Redis(redis.url, { enableOfflineQueue: false, maxRetriesPerRequest: 0, retryStrategy: () => 50 })
      client.on('error', () => undefined)
      await new Promise((resolve) => client.once('ready', resolve))
      clients.push(client)
    }
    guards = clients.map((client) => createSignInGuard(createLimits(1, client), 1))
  })
  afterAll(async () => {
    for (const client of clients) client.disconnect()
    await redis.kill()
  })

  test('count the attempts from one address together', async () => {
    expect(await judged(guards, randomUUID(), 40, () => home)).toBe(6)
  })

  test('count the attempts from everywhere together', async () => {
    expect(await judged(guards, randomUUID(), 40, (round) => `198.51.101.${round}`)).toBe(21)
  })

  test('forget together when the right password came', async () => {
    const [one, other] = guards as [SignInGuard, SignInGuard]
    const account = randomUUID()
    expect(await judged([one], account, 10, () => home)).toBe(6)
    await expect(other.admit(account, home)).rejects.toMatchObject({ code: 'rate_limited' })

    await one.succeeded(account, home)

    expect(await judged([other], account, 5, () => home)).toBe(5)
  })

  test('keep no names in their keys', async () => {
    await guards[0]?.admit('grace.hopper@example.com', home)

    const keys = (await clients[0]?.keys('*')) ?? []
    expect(keys.length).toBeGreaterThan(0)
    expect(keys.filter((key) => key.includes('grace'))).toEqual([])
  })

  test('count mails together', async () => {
    const recipient = randomUUID()
    const asked = await Promise.allSettled(Array.from({ length: 9 }, async (_, round) => guards[round % 2]?.admitMail(recipient)))

    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
  })

  test('count each for itself while Redis is away', async () => {
    const account = randomUUID()
    await redis.kill()

    expect(await judged(guards, account, 40, () => home)).toBe(12)
  })
})
