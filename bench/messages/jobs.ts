import { setTimeout as wait } from 'node:timers/promises'
import { inLanes } from '../../tests/support/properties.ts'
import { numberAt } from '../../tests/support/texting.ts'
import type { Figure } from '../figures.ts'
import { single } from '../figures.ts'
import { ratioOf } from '../ratios.ts'
import { arrive } from '../faults/traffic.ts'
import { addJobs, jobsWaiting, untilSent } from './queue.ts'
import type { Street } from './salons.ts'

const title = 'jobs'
const jobs = 20_000
const texts = { perSecond: 20, seconds: 30, salons: 40 }

/**
 * How many jobs a worker does in a second when there is no end of them, and how soon it begins one when there are few. The jobs are such that find nothing to
 * do, so that what is measured is the queue and the way to it: claiming, a look whether the business is open, one transaction, and the end of the job.
 */
export async function measureJobs(street: Street, rounds: number): Promise<Figure[]> {
  const measured: Drained[] = []
  for (let round = 1; round <= rounds; round += 1) {
    measured.push(await drain(street))
    console.log(`${title}, round ${round}: ${measured.at(-1)?.perSecond.toFixed(0) ?? ''}/s`)
  }
  const noise = [...new Set(measured.flatMap((each) => each.noise))]
  const figure = (name: string, of: (each: Drained) => number): Figure => ({
    name: `${title}: ${name}`,
    value: ratioOf(measured.map(of)),
    noise,
  })
  return [
    figure('done a second', (each) => each.perSecond),
    figure('processor time of the worker for one, µs', (each) => each.worker),
    figure('processor time of PostgreSQL for one, µs', (each) => each.postgres),
    ...(await measureStarts(street)),
  ]
}

interface Drained {
  readonly perSecond: number
  readonly worker: number
  readonly postgres: number
  readonly noise: readonly string[]
}

/** Lets a worker do all of them, and looks at what lies between the first and the last. */
async function drain(street: Street): Promise<Drained> {
  for (let made = 0; made < jobs; made += 1000) await addJobs(street, 1000)
  const worker = street.startWorker()
  const first = await jobsFewerThan(street, jobs)
  const use = street.meter(worker)
  const began = performance.now()
  const last = await jobsFewerThan(street, jobs / 10)
  const seconds = (performance.now() - began) / 1000
  const { product, postgres, noise } = use()
  await jobsFewerThan(street, 1)
  await worker.stop()
  const done = first - last
  return { perSecond: done / seconds, worker: (product * 1e6) / done, postgres: (postgres * 1e6) / done, noise }
}

/** How many wait, as soon as they are fewer. Asked seldom, because PostgreSQL counts them each time. */
async function jobsFewerThan(street: Street, wanted: number): Promise<number> {
  for (;;) {
    const left = await jobsWaiting(street)
    if (left < wanted) return left
    await wait(200)
  }
}

/** From the transaction that wrote a text until the gate let it go: by the database's clock, and with the way through the queue in it. */
async function measureStarts(street: Street): Promise<Figure[]> {
  const salons = await street.salons(texts.salons)
  const worker = street.startWorker()
  const send = (number: number): Promise<unknown> =>
    salons[number % salons.length]?.queue(numberAt(number), `number ${number}`) ?? Promise.resolve()
  // What is compiled at first use is not what is asked here.
  await inLanes(
    4,
    Array.from({ length: 60 }, (_, number) => number),
    async (number) => {
      await send(number)
    },
  )
  await untilSent(street)
  await street.rows('update messages set claimed_at = null')
  const use = street.meter(worker)
  const traffic = arrive(texts.perSecond, (number) => send(1000 + number))
  await wait(texts.seconds * 1000)
  await traffic.stop()
  await untilSent(street)
  const [row] = await street.rows<{ p50: number; p95: number; count: number }>(
    `select count(*)::integer as count, percentile_cont(0.5) within group (order by ms) as p50, percentile_cont(0.95) within group (order by ms) as p95
     from (select extract(epoch from claimed_at - created_at)::float8 * 1000 as ms from messages where claimed_at is not null) m`,
  )
  const { noise } = use()
  await worker.stop()
  console.log(`${title}: ${row?.count ?? 0} texts, begun after p50 ${row?.p50.toFixed(1) ?? ''} p95 ${row?.p95.toFixed(1) ?? ''} ms`)
  return [
    single(`${title}: a text is begun after, p50 ms`, row?.p50 ?? NaN, noise),
    single(`${title}: a text is begun after, p95 ms`, row?.p95 ?? NaN, noise),
  ]
}
