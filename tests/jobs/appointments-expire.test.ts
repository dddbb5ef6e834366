import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { until } from '../support/eventually.ts'
import { addJob, workShop } from '../support/worker.ts'

const shop = await workShop()

async function insert(text: string, values: unknown[]): Promise<string> {
  return (await shop.rows<{ id: string }>(`${text} returning id`, values))[0]?.id ?? ''
}

/** An appointment of the next day that waits for a confirmation until so many seconds from now. */
async function pending(business: string, customer: string, hours: number, seconds: number): Promise<string> {
  const start = new Date(Date.now() + 24 * 3_600_000 + hours * 3_600_000)
  const times = [start, new Date(start.getTime() + 3_600_000)]
  const block = await insert(
    'insert into time_blocks (business_id, starts_at, ends_at, blocked_from, blocked_until) values ($1, $2, $3, $2, $3)',
    [business, ...times],
  )
  return insert(
    `insert into appointments (business_id, customer_id, block_id, starts_at, ends_at, time_zone, status, expires_at, currency, source)
     values ($1, $2, $3, $4, $5, 'UTC', 'pending', now() + make_interval(secs => $6), 'USD', 'web')`,
    [business, customer, block, ...times, seconds],
  )
}

test('what nobody confirmed in time gives its time back and tells it; what still waits stays; a job of nobody fails', async () => {
  const business = await insert('insert into businesses (name, slug, time_zone) values ($1, $2, $3)', ['Salon', randomUUID(), 'UTC'])
  await shop.rows('insert into business_counters (business_id) values ($1)', [business])
  const customer = await insert("insert into customers (business_id, external_id, sort_name, search_text) values ($1, 'a', '', '')", [
    business,
  ])
  const [over, waiting] = [await pending(business, customer, 0, -1), await pending(business, customer, 2, 3600)]
  const states = () =>
    shop.rows(
      'select status, cancellation_kind, cancelled_by, block_id is null as free, version from appointments where business_id = $1 order by starts_at',
      [business],
    )
  await shop.start()

  await shop.transact({ business }, async (tx) => {
    for (const id of [waiting, over, over]) await addJob(tx, 'appointments.expire', { appointment_id: id })
  })
  await until('the jobs are done', async () => (await shop.jobs()).length === 0)

  expect(await states()).toEqual([
    { status: 'cancelled', cancellation_kind: 'expired', cancelled_by: 'system', free: true, version: 2 },
    { status: 'pending', cancellation_kind: null, cancelled_by: null, free: false, version: 1 },
  ])
  expect(await shop.rows('select from time_blocks where business_id = $1', [business])).toHaveLength(1)
  expect(await shop.rows('select type from events where business_id = $1', [business])).toEqual([{ type: 'appointment.cancelled' }])
  expect(await shop.rows('select action, actor_type from appointment_history where business_id = $1', [business])).toEqual([
    { action: 'cancelled', actor_type: 'system' },
  ])

  await shop.transact({ nobody: true }, (tx) => addJob(tx, 'appointments.expire', { appointment_id: over }))
  const failed = await until('the job has failed', async () => (await shop.jobs()).find((job) => job.last_error !== null))
  expect(failed.last_error).toBe('Appointments are within a business.')
})
