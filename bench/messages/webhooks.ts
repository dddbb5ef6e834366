import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../../tests/support/eventually.ts'
import type { Figure } from '../figures.ts'
import { single } from '../figures.ts'
import { prepareLoad } from '../load/load.ts'
import type { LoadResult } from '../load/load.ts'
import { ratioOf } from '../ratios.ts'
import type { Street } from './salons.ts'

const title = 'inbound webhooks'
const perSecond = { webhooks: 200, others: 100 }
const salonsAtAll = 100

/**
 * How soon what Twilio tells is acknowledged, when 200 texts arrive in a second beside a hundred other requests, in an open loop, while a worker makes
 * messages of them; and how soon those are there.
 */
export async function measureWebhooks(street: Street, rounds: number, seconds: number): Promise<Figure[]> {
  const salons = await street.salons(salonsAtAll)
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const load = prepareLoad(street.database.callers)
  try {
    const file = join(folder, 'accounts.txt')
    const lines = salons.map(({ channel, account, token }) => `${channel.integration_id} ${account} ${token} ${channel.address}\n`)
    writeFileSync(file, lines.join(''))
    const server = await street.startApi()
    const worker = street.startWorker()
    const both = (lasting: number): Promise<[LoadResult, LoadResult]> =>
      Promise.all([
        load.runAt(server.url, 'webhook', 64, lasting, perSecond.webhooks, file),
        load.runAt(server.url, 'mixed', 64, lasting, perSecond.others),
      ])
    // What is compiled at first use is not what is asked here.
    await both(5)
    const [webhooks, others]: [LoadResult[], LoadResult[]] = [[], []]
    const use = street.meter(server, worker)
    for (let round = 1; round <= rounds; round += 1) {
      const [ours, theirs] = await both(seconds)
      webhooks.push(ours)
      others.push(theirs)
      console.log(`${title}, round ${round}: p50 ${ours.p50Ms.toFixed(1)} p95 ${ours.p95Ms.toFixed(1)} p99 ${ours.p99Ms.toFixed(1)} ms`)
    }
    const { postgres, product, noise: busy } = use()
    const lag = await processed(street)
    const isRefused = [...webhooks, ...others].some(({ refused, broken }) => refused + broken > 0)
    const noise = [...busy, ...(isRefused ? ['refusals or broken requests'] : [])]
    const at = (results: readonly LoadResult[], time: 'p50Ms' | 'p99Ms') => ratioOf(results.map((each) => each[time]))
    return [
      { name: `${title}: acknowledged, p50 ms`, value: at(webhooks, 'p50Ms'), noise },
      { name: `${title}: acknowledged, p99 ms`, value: at(webhooks, 'p99Ms'), noise },
      { name: `${title}: the other requests, p99 ms`, value: at(others, 'p99Ms'), noise },
      single(`${title}: the message is there after, p50 ms`, lag.p50, noise),
      single(`${title}: the message is there after, p95 ms`, lag.p95, noise),
      single(`${title}: PostgreSQL's share of the processor time`, postgres / (postgres + product), noise),
    ]
  } finally {
    load.end()
    rmSync(folder, { recursive: true })
  }
}

/** From what was received until it was processed, once all of it is. */
async function processed({ rows }: Street): Promise<{ readonly p50: number; readonly p95: number }> {
  const waiting = async (): Promise<boolean> =>
    (await rows("select from inbound_webhooks where status <> 'processed' limit 1")).length === 0
  await until('all that was received is processed', waiting, 600_000)
  const [row] = await rows<{ p50: number; p95: number }>(
    `select percentile_cont(0.5) within group (order by ms) as p50, percentile_cont(0.95) within group (order by ms) as p95
     from (select extract(epoch from processed_at - created_at)::float8 * 1000 as ms from inbound_webhooks) w`,
  )
  return row ?? { p50: NaN, p95: NaN }
}
