import { setTimeout as wait } from 'node:timers/promises'
import { hasRedis, startRedis } from '../../tests/support/redis.ts'
import type { RedisServer } from '../../tests/support/redis.ts'
import { onInterrupt } from '../ending.ts'
import type { Figure } from '../figures.ts'
import { single } from '../figures.ts'
import type { Ground } from './ground.ts'
import { arrive, ask, longest, percentile, times } from './traffic.ts'
import type { Answer } from './traffic.ts'

const title = 'faults, Redis'
// Many businesses, so that nobody but the greedy one comes near a limit.
export const sizes = Array.from({ length: 100 }, () => 10)
const perSecond = 100
// Of the credential, at this factor.
const factor = '0.1'
const limit = 60
const greedyRequests = 240

interface Fault {
  readonly name: string
  readonly seconds: number
  readonly begin: (redis: RedisServer) => Promise<void>
  readonly end: (redis: RedisServer) => Promise<void>
}
const faults: readonly Fault[] = [
  { name: 'killed', seconds: 5, begin: (redis) => redis.kill(), end: (redis) => redis.restart() },
  { name: 'standing still', seconds: 20, begin: async (redis) => redis.pause(), end: async (redis) => redis.resume() },
  { name: 'emptied', seconds: 5, begin: (redis) => redis.flush(), end: async () => undefined },
  { name: 'wanting another password', seconds: 5, begin: (redis) => redis.lockOut(), end: (redis) => redis.relent() },
  { name: 'out of memory', seconds: 5, begin: (redis) => redis.fill(), end: (redis) => redis.relent() },
]

/** Redis goes in each of the ways in which it can, under requests that keep coming and one credential that asks for far too much. */
export async function harmRedis(ground: Ground): Promise<Figure[]> {
  if (!hasRedis()) return []
  const redis = await startRedis()
  onInterrupt(() => redis.kill())
  try {
    const { url } = await ground.start({ REDIS_URL: redis.url, RATE_LIMIT_FACTOR: factor })
    const answers: Answer[] = []
    const traffic = arrive(perSecond, async (number) => answers.push(await get(ground, url, number)))
    await wait(10_000)
    const calm = times(answers)
    const outcomes: Outcome[] = []
    for (const [index, fault] of faults.entries()) outcomes.push(await suffer(ground, url, redis, answers, fault, index))
    await traffic.stop()
    return [
      single(`${title}: requests`, answers.length),
      single(`${title}: answers other than 200`, answers.filter(({ status }) => status !== 200).length),
      single(`${title}: p50 before, ms`, percentile(calm, 0.5)),
      single(`${title}: p95 before, ms`, percentile(calm, 0.95)),
      single(`${title}: longest before, ms`, longest(calm)),
      ...outcomes.flatMap(({ name, slowest, backAfter }) => [
        single(`${title} ${name}: longest wait, ms`, slowest - percentile(calm, 0.5)),
        single(`${title} ${name}: counts again after, s`, backAfter),
      ]),
      single(`${title}: longest wait in any state, ms`, longest(outcomes.map(({ slowest }) => slowest)) - percentile(calm, 0.5)),
      single(`${title}: most that was let in, to the limit`, longest(outcomes.map(({ admitted }) => admitted)) / limit),
      single(
        `${title}: greedy requests answered with neither 200 nor 429`,
        outcomes.reduce((sum, { odd }) => sum + odd, 0),
      ),
    ]
  } finally {
    await redis.kill()
  }
}

interface Outcome {
  readonly name: string
  readonly slowest: number
  readonly backAfter: number
  readonly admitted: number
  readonly odd: number
}

async function suffer(
  ground: Ground,
  url: string,
  redis: RedisServer,
  answers: readonly Answer[],
  { name, seconds, begin, end }: Fault,
  index: number,
): Promise<Outcome> {
  const greedy: Answer[] = []
  const caller = ground.caller(990 + index)
  // Half of its minute's requests come before, so that both who counts before and who counts afterwards has a say.
  for (let count = 0; count < limit / 2; count += 1) greedy.push(await ask('greedy', `${url}/v1/tags`, caller.key))
  const from = performance.now()
  await begin(redis)
  const much = arrive(greedyRequests / seconds, async () => greedy.push(await ask('greedy', `${url}/v1/tags`, caller.key)))
  await wait(seconds * 1000)
  await much.stop()
  const to = performance.now()
  await end(redis)
  const backAfter = await countsAgain(ground, url, redis, index)
  return {
    name,
    slowest: longest(times(answers.filter(({ at, ms }) => at + ms > from && at < to))),
    backAfter,
    admitted: greedy.filter(({ status }) => status === 200).length,
    odd: greedy.filter(({ status }) => status !== 200 && status !== 429).length,
  }
}

/** Seconds until a request is counted by Redis. */
async function countsAgain(ground: Ground, url: string, redis: RedisServer, index: number): Promise<number> {
  const from = performance.now()
  const { key, businessId } = ground.caller(900 + index)
  const name = `limit:business:${businessId}`
  for (;;) {
    const before = Number(await redis.counted(name))
    await ask('back', `${url}/v1/tags`, key)
    if (Number(await redis.counted(name)) > before) return (performance.now() - from) / 1000
    await wait(50)
  }
}

function get(ground: Ground, url: string, number: number): Promise<Answer> {
  // Each credential has its turn every nine seconds.
  const { key, customerIds } = ground.caller((number * 7) % 900)
  return ask('get', `${url}/v1/customers/${customerIds[0] ?? ''}`, key)
}
