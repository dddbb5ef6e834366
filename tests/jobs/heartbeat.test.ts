import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { Pool } from 'pg'
import { pino } from 'pino'
import { startHeartbeat } from '../../src/jobs/heartbeat.ts'
import type { Heartbeat } from '../../src/jobs/heartbeat.ts'
import { openPool } from '../support/database.ts'
import { until } from '../support/eventually.ts'
import { workShop } from '../support/worker.ts'

const shop = await workShop()
const pool = openPool(shop.urls.worker)

const started: Heartbeat[] = []
beforeEach(async () => {
  await shop.rows('delete from graphile_worker._private_jobs')
  await shop.rows('delete from worker_heartbeats')
})
afterEach(async () => {
  for (const heartbeat of started.splice(0)) await heartbeat.stop()
})

test('it says that the worker lives, and takes it off the list at the end', async () => {
  const heartbeat = start('pool-me', { deadAfterMs: 60_000 })
  await beats(2)

  await heartbeat.stop()

  expect(await shop.rows('select from worker_heartbeats')).toEqual([])
})

test('the jobs of a silent worker are freed; those of one that speaks, and those that were just taken, stay', async () => {
  await lock('pool-silent', '2 minutes')
  await shop.rows("insert into worker_heartbeats values ('pool-silent', now() - interval '2 minutes')")
  await lock('pool-gone', '2 minutes')
  await lock('pool-speaking', '2 minutes')
  await shop.rows("insert into worker_heartbeats values ('pool-speaking', now())")
  await lock('pool-starting', '1 second')

  start('pool-me', { deadAfterMs: 60_000 })
  await beats(3)

  expect((await shop.jobs()).map(({ locked_by }) => locked_by)).toEqual([null, null, 'pool-speaking', 'pool-starting'])
})

test('when the database was away the others get time to speak up before they count as dead', async () => {
  await lock('pool-other', '2 minutes')
  let failures = 0
  let away = true
  const query = async (text: string, values?: unknown[]): Promise<unknown> => {
    if (!away) return pool.query(text, values)
    failures += 1
    throw new Error('The database is away.')
  }
  start('pool-me', { deadAfterMs: 500, pool: { query } as unknown as Pool })
  await until('it was away for long', () => failures >= 8)
  const back = Date.now()
  away = false

  await until('the job is free', async () => (await shop.jobs())[0]?.locked_by === null)

  expect(Date.now() - back).toBeGreaterThanOrEqual(500)
})

test('forgotten workers leave the list after a day', async () => {
  await shop.rows(
    "insert into worker_heartbeats values ('pool-old', now() - interval '25 hours'), ('pool-new', now() - interval '23 hours')",
  )

  start('pool-me', { deadAfterMs: 60_000 })
  await beats(2)

  const names = await shop.rows<{ worker_id: string }>('select worker_id from worker_heartbeats order by worker_id')
  expect(names.map(({ worker_id }) => worker_id)).toEqual(['pool-me', 'pool-new'])
})

function start(id: string, settings: { deadAfterMs: number; pool?: Pool }): Heartbeat {
  const heartbeat = startHeartbeat({ pool, log: pino({ level: 'silent' }), workerId: () => id, intervalMs: 40, ...settings })
  started.push(heartbeat)
  return heartbeat
}

/** Waits for so many beats: each comes after the sweep of the one before. */
async function beats(count: number): Promise<void> {
  const seen = new Set<string>()
  await until('it has beaten', async () => {
    const [row] = await shop.rows<{ at: string }>("select seen_at::text as at from worker_heartbeats where worker_id = 'pool-me'")
    if (row !== undefined) seen.add(row.at)
    return seen.size > count
  })
}

async function lock(worker: string, age: string): Promise<void> {
  await shop.rows("select graphile_worker.add_job('mail.send', '{}')")
  await shop.rows(`update graphile_worker._private_jobs set locked_by = $1, locked_at = now() - $2::interval where locked_by is null`, [
    worker,
    age,
  ])
}
