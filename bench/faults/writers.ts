import { randomUUID } from 'node:crypto'
import type { Figure } from '../figures.ts'
import { single } from '../figures.ts'
import { endAll, follow } from './follower.ts'
import type { Ground } from './ground.ts'
import { ask, crowd, percentile, times } from './traffic.ts'
import type { Answer } from './traffic.ts'

const title = 'faults, writers in one business'
export const sizes = [100]
const many = 32
const seconds = 10

/** Many who write in one business take its counter one after the other. What that costs, and that nobody gets in anybody's way. */
export async function writeTogether(ground: Ground): Promise<Figure[]> {
  const { url } = await ground.start()
  const { key } = ground.caller(0)
  const follower = follow(() => url, key)
  const write = (): Promise<Answer> =>
    ask('create', `${url}/v1/customers`, key, {
      method: 'POST',
      body: { emails: [{ email: `${randomUUID()}@example.com` }] },
      headers: { 'idempotency-key': randomUUID() },
    })
  const run = async (writers: number): Promise<Answer[]> => {
    const answers: Answer[] = []
    await crowd(writers, seconds, async () => answers.push(await write()))
    return answers
  }
  // What is compiled at first use is not what is asked here.
  await crowd(8, 3, write)
  const one = await run(1)
  const all = await run(many)
  const [database] = await ground.rows<{ deadlocks: string }>('select deadlocks from pg_stat_database where datname = current_database()')
  return [
    single(`${title}: one, writes/s`, one.length / seconds),
    single(`${title}: one, p95 ms`, percentile(times(one), 0.95)),
    single(`${title}: ${many}, writes/s`, all.length / seconds),
    single(`${title}: ${many}, p95 ms`, percentile(times(all), 0.95)),
    single(`${title}: writes that failed`, [...one, ...all].filter(({ status }) => status !== 201).length),
    single(`${title}: deadlocks`, Number(database?.deadlocks)),
    ...(await endAll(title, [follower])),
  ]
}
