import { expect, test } from '@jest/globals'
import { wakeReminders } from '../../src/domain/reminders/reminders.ts'
import { lockTable } from '../http/locked.ts'
import { until } from '../support/eventually.ts'
import { passTime } from '../support/killed.ts'
import { inLanes } from '../support/properties.ts'
import { numberAt, textingSalon } from '../support/texting.ts'
import type { TextingSalon } from '../support/texting.ts'
import { ownVendors } from '../support/vendors.ts'
import { workShop } from '../support/worker.ts'
import { appointmentOf, inMinutes } from './reminding.ts'

const vendors = await ownVendors()
const shop = await workShop()
const settings = { TWILIO_API_URL: vendors.twilioUrl, PROVIDER_TIMEOUT_MS: '5000' }
const reminders = 300
const people = 120
/** Two shelves are written side by side, and one after the other comes to the job that sends, and so to its COMMIT. */
const [shelves, shelf] = [2, 25]

/**
 * What becomes of the transaction that a worker dies over: PostgreSQL notices and undoes it, or has its COMMIT already and obeys, though nobody hears of it;
 * or it is killed wherever it happens to be.
 */
const deaths = ['undone', 'unheard', 'undone', 'unheard', 'anywhere'] as const

test('workers are killed while they hand over what is due: of each reminder comes one message, and it arrives once', async () => {
  const salon = await textingSalon(shop, vendors)
  const startsAt = inMinutes(90)
  const places = Array.from({ length: reminders }, (_, place) => place)
  await inLanes(2, places, async (place) => {
    await appointmentOf(shop, salon, numberAt(place % people), startsAt)
  })
  await shop.rows('delete from appointment_reminders where minutes_before <> 120')
  await shop.rows('update appointment_reminders set planned_at = now(), due_at = now()')

  for (const death of deaths) await dieOnce(salon, death)
  await salon.act(wakeReminders)
  await shop.start(settings)
  await until('all are handed over, and have left', async () => (await salon.statuses())['sent'] === reminders)

  const made = await shop.rows<{ count: number }>(
    `select count(*)::integer as count from appointment_reminders r left join messages m on m.id = r.message_id
     where r.business_id = $1 group by r.appointment_id, r.minutes_before, r.starts_at, r.state = 'sent', m.status`,
    [salon.id],
  )
  expect(made).toEqual(Array.from({ length: reminders }, () => ({ count: 1 })))
  expect(await salon.statuses()).toEqual({ sent: reminders })
  // Whoever has several appointments at that time is reminded of each; the words are the same, but for the link.
  expect(new Set(salon.taken().map(({ to, body }) => `${to} ${body}`)).size).toBe(reminders)
  expect(salon.taken()).toHaveLength(reminders)
}, 180_000)

async function dieOnce(salon: TextingSalon, death: (typeof deaths)[number]): Promise<void> {
  const before = await countOf(salon, 'sent')
  // Whoever wants to commit a change waits for it.
  const counters = death === 'anywhere' ? undefined : await lockTable('business_counters', shop.urls.owner)
  await salon.act(wakeReminders)
  const { child, ended } = shop.spawn(settings)
  if (counters === undefined) await until('some are handed over', async () => (await countOf(salon, 'sent')) > before)
  const pids = counters && (await until('some are written and not committed', committing))
  child.kill('SIGKILL')
  await ended
  if (death === 'undone') await shop.rows('select pg_terminate_backend(pid) from unnest($1::integer[]) pid', [pids])
  await counters?.unlock()
  await until('nothing of it goes on', async () => (await connections()) === 0)
  const after = await countOf(salon, 'sent')
  if (death !== 'anywhere') expect([death, after - before]).toEqual([death, death === 'undone' ? 0 : shelf])
  await passTime(shop, vendors)
  await shop.rows('update graphile_worker._private_jobs set locked_at = null, locked_by = null')
  await shop.rows('update graphile_worker._private_job_queues set locked_at = null, locked_by = null')
}

async function countOf({ id }: TextingSalon, state: string): Promise<number> {
  const text = 'select count(*)::integer as count from appointment_reminders where business_id = $1 and state = $2'
  return (await shop.rows<{ count: number }>(text, [id, state]))[0]?.count ?? 0
}

/** The connections that have written to reminders and wait for something else, once they are as many as write at all. */
async function committing(): Promise<number[] | undefined> {
  const found = await shop.rows<{ pid: number }>(
    `select a.pid from pg_stat_activity a join pg_locks l on l.pid = a.pid and l.relation = 'appointment_reminders'::regclass
     where a.datname = current_database() and a.wait_event_type = 'Lock' and l.mode = 'RowExclusiveLock'`,
  )
  return found.length === shelves ? found.map(({ pid }) => pid) : undefined
}

/** How many of the application's there are that do something. */
async function connections(): Promise<number> {
  const [found] = await shop.rows<{ count: number }>(
    `select count(*)::integer as count from pg_stat_activity
     where datname = current_database() and usename = 'clientflow_app' and state <> 'idle'`,
  )
  return found?.count ?? 0
}
