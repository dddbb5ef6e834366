import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { business } from '../support/api.ts'
import { until } from '../support/eventually.ts'
import { call } from '../support/http.ts'
import type { Reply } from '../support/http.ts'
import { hasRedis, startRedis } from '../support/redis.ts'
import type { RedisServer } from '../support/redis.ts'
import { faultsOf } from '../contract/corpus/replies.ts'
import { startOwnServer } from './own-server.ts'

// Six requests a minute, at this factor.
const allowance = [200, 200, 200, 200, 200, 200, 429]
const ifRedis = hasRedis() ? describe : describe.skip

ifRedis('limits that a Redis counts', () => {
  let redis: RedisServer
  let url: string

  beforeAll(async () => {
    redis = await startRedis()
    url = (await startOwnServer({ REDIS_URL: redis.url, RATE_LIMIT_FACTOR: '0.01' })).url
  })
  afterAll(() => redis.kill())

  test('stand in Redis, where every process finds them', async () => {
    const { owner } = await business()
    await ask(owner.token, 3)

    expect(await redis.counted(`limit:credential:${owner.sessionId}`)).toBe('3')
  })

  test('hold, with the answers of every limit', async () => {
    const { owner } = await business()

    const replies = await ask(owner.token, 7)

    expect(replies.map(({ status }) => status)).toEqual(allowance)
    expect(replies.flatMap(faultsOf)).toEqual([])
  })

  test('begin anew when Redis has forgotten them', async () => {
    const { owner } = await business()
    const before = await ask(owner.token, 7)

    await redis.flush()
    const after = await ask(owner.token, 7)

    expect([before, after].map((replies) => replies.map(({ status }) => status))).toEqual([allowance, allowance])
  })

  // Nobody notices but who looks into Redis: the same answers, and no reply that a limit does not have.
  test.each([
    { what: 'says nothing', begin: async () => redis.pause(), end: async () => redis.resume() },
    { what: 'wants a password that nobody has', begin: () => redis.lockOut(), end: () => redis.relent() },
    { what: 'has no memory left', begin: () => redis.fill(), end: () => redis.relent() },
    { what: 'is gone', begin: () => redis.kill(), end: () => redis.restart() },
  ])('are counted by the process while Redis $what, and by Redis when that is over', async ({ begin, end }) => {
    const { owner } = await business()
    await begin()

    const replies = await ask(owner.token, 7)
    const logIn = await call(url, 'POST', '/v1/auth/log-in', { email: 'nobody@example.com', password: 'four umbrellas in the rain' })
    await end()

    expect(replies.map(({ status }) => status)).toEqual(allowance)
    expect([401, 429]).toContain(logIn.status)
    expect([...replies, logIn].flatMap(faultsOf)).toEqual([])
    await until('Redis counts again', async () => {
      const other = await business()
      await ask(other.owner.token, 1)
      return (await redis.counted(`limit:credential:${other.owner.sessionId}`)) === '1'
    })
  })

  async function ask(token: string, times: number): Promise<Reply[]> {
    const replies: Reply[] = []
    for (let round = 0; round < times; round += 1) {
      replies.push(await call(url, 'GET', '/v1/customers', undefined, { authorization: `Bearer ${token}` }))
    }
    return replies
  }
})
