import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { until } from '../support/eventually.ts'
import { addJob, workShop } from '../support/worker.ts'

const shop = await workShop()

async function insert(text: string, values: unknown[]): Promise<string> {
  return (await shop.rows<{ id: string }>(text, values))[0]?.id ?? ''
}

test('the job ends what the business does not want any more and tells it; a job of nobody fails', async () => {
  const id = await insert('insert into businesses (name, slug, time_zone) values ($1, $2, $3) returning id', ['Salon', randomUUID(), 'UTC'])
  await shop.rows('insert into business_counters (business_id) values ($1)', [id])
  const call = await insert(
    `insert into calls (business_id, direction, status, result, from_address, started_at, ended_at, text_back_status, text_back_due_at)
     values ($1, 'inbound', 'completed', 'missed', '+14155550134', now(), now(), 'scheduled', now()) returning id`,
    [id],
  )
  await shop.start()

  await shop.transact({ business: id }, (tx) => addJob(tx, 'calls.text_back', { call_id: call }))

  // Without a policy no business wants it.
  const done = await until('the job is done', async () => {
    const [row] = await shop.rows('select text_back_status, text_back_reason, version from calls where id = $1', [call])
    return row?.text_back_status !== 'scheduled' && row
  })
  expect(done).toEqual({ text_back_status: 'cancelled', text_back_reason: 'disabled', version: 2 })
  expect(await shop.rows('select type from events where business_id = $1', [id])).toEqual([{ type: 'call.updated' }])

  await shop.transact({ nobody: true }, (tx) => addJob(tx, 'calls.text_back', { call_id: call }))
  const failed = await until('the job has failed', async () => (await shop.jobs()).find((job) => job.last_error !== null))
  expect(failed.last_error).toBe('A caller is texted by a business.')
})
