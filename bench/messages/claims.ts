import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { inLanes } from '../../tests/support/properties.ts'
import { numberAt } from '../../tests/support/texting.ts'
import { arrive } from '../faults/traffic.ts'
import type { Figure } from '../figures.ts'
import { single } from '../figures.ts'
import { addJobs, untilSent } from './queue.ts'
import type { Street } from './salons.ts'

const title = 'claims beside an open transaction'
const salonsAtAll = 100
// Together a hundred jobs: each text brings one of its own and two of its statuses.
const perSecond = { texts: 20, others: 40 }
const shownMs = 60_000

/**
 * How long claiming takes while somebody holds a transaction open for minutes, a backup or a forgotten session: nothing that is over can be cleared away, and
 * whoever looks for work has to pass by it. A hundred jobs a second come and go meanwhile.
 */
export async function measureClaims(street: Street, minutes: number): Promise<Figure[]> {
  const salons = await street.salons(salonsAtAll)
  const send = (number: number): Promise<unknown> =>
    salons[number % salons.length]?.queue(numberAt(number), `number ${number}`) ?? Promise.resolve()
  const server = await street.startApi()
  const worker = street.startWorker({}, 'timed-claims')
  await inLanes(
    4,
    Array.from({ length: 100 }, (_, number) => number),
    async (number) => {
      await send(number)
    },
  )
  await untilSent(street)
  const open = await holdOpen(street.database.urls.owner)
  const traffic = [arrive(perSecond.texts, (number) => send(number)), arrive(perSecond.others / 10, () => addJobs(street, 10))]
  const until = performance.now() + minutes * 60_000
  let last: Record<string, number> = {}
  await worker.ask()
  const use = street.meter(server, worker)
  while (performance.now() < until) {
    await wait(Math.min(shownMs, until - performance.now()))
    last = await worker.ask()
    console.log(`${title}: ${claimsIn(last)}, ${(await deadJobs(street)).toLocaleString('en')} dead jobs`)
  }
  await Promise.all(traffic.map((each) => each.stop()))
  const dead = await deadJobs(street)
  const { noise: busy } = use()
  await open.end()
  await worker.stop()
  const noise = [...busy, ...(minutes === 10 ? [] : [`${minutes} minutes`])]
  return [
    single(`${title}: of a job in the last minute, p50 ms`, last['job p50'] ?? NaN, noise),
    single(`${title}: of a job in the last minute, p95 ms`, last['job p95'] ?? NaN, noise),
    single(`${title}: looking for due messages in the last minute, p95 ms`, last['due p95'] ?? NaN, noise),
    single(`${title}: jobs that are over and cannot be cleared away`, dead, noise),
  ]
}

function claimsIn(figures: Record<string, number>): string {
  const of = (kind: string): string =>
    `${figures[`${kind} count`] ?? 0} times p50 ${figures[`${kind} p50`]?.toFixed(1) ?? ''} p95 ${figures[`${kind} p95`]?.toFixed(1) ?? ''} ms`
  return `a job ${of('job')}, due messages ${of('due')}`
}

/** A transaction that sees the database as it is now until it ends. */
async function holdOpen(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: 'somebody-elses-backup' })
  await client.connect()
  await client.query('begin isolation level repeatable read')
  await client.query('select count(*) from messages')
  return client
}

async function deadJobs({ rows }: Street): Promise<number> {
  const [row] = await rows<{ dead: number }>(
    "select n_dead_tup::integer as dead from pg_stat_user_tables where schemaname = 'graphile_worker' and relname = '_private_jobs'",
  )
  return row?.dead ?? 0
}
