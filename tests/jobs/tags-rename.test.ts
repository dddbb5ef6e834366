import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { until } from '../support/eventually.ts'
import { addJob, workShop } from '../support/worker.ts'

const shop = await workShop()

/** A business, in which so many customers have a label that is being renamed. */
async function salonWith(customers: number): Promise<{ id: string; rename: string }> {
  const id = await insert('insert into businesses (name, slug, time_zone) values ($1, $2, $3) returning id', ['Salon', randomUUID(), 'UTC'])
  await shop.rows('insert into business_counters (business_id) values ($1)', [id])
  await shop.rows(
    `insert into customers (business_id, external_id, tags, search_text, sort_name)
     select $1, 'c' || n, array['old', 'vip'], '', '' from generate_series(1, $2::integer) n`,
    [id, customers],
  )
  return {
    id,
    rename: await insert("insert into tag_renames (business_id, from_tag, to_tag) values ($1, 'old', 'new') returning id", [id]),
  }
}

async function insert(text: string, values: unknown[]): Promise<string> {
  return (await shop.rows<{ id: string }>(text, values))[0]?.id ?? ''
}

async function rename({ id, rename: renameId }: { id: string; rename: string }, times = 1): Promise<void> {
  await shop.transact({ business: id }, async (tx) => {
    for (let time = 1; time <= times; time += 1) await addJob(tx, 'tags.rename', { tag_rename_id: renameId })
  })
  await until('the jobs are done', async () => (await shop.jobs()).length === 0)
}

test('a label is renamed on all customers, each once and told, though the job runs twice', async () => {
  const salon = await salonWith(230)
  const other = await salonWith(1)
  await shop.start()

  await rename(salon, 2)

  const states = 'select tags, version, count(*)::integer from customers where business_id = $1 group by 1, 2'
  expect(await shop.rows(states, [salon.id])).toEqual([{ tags: ['new', 'vip'], version: 2, count: 230 }])
  expect(await shop.rows(states, [other.id])).toEqual([{ tags: ['old', 'vip'], version: 1, count: 1 }])
  expect(await shop.rows('select status, customers_changed from tag_renames where id = $1', [salon.rename])).toEqual([
    { status: 'completed', customers_changed: 230 },
  ])
  const told = 'select type, count(*)::integer from events where business_id = $1 group by 1 order by 1'
  expect(await shop.rows(told, [salon.id])).toEqual([
    { type: 'customer.updated', count: 230 },
    { type: 'tag.renamed', count: 1 },
  ])
})

test('a job of no business changes nothing', async () => {
  const salon = await salonWith(1)
  await shop.start()
  await shop.transact({ nobody: true }, (tx) => addJob(tx, 'tags.rename', { tag_rename_id: salon.rename }))

  const failed = await until('the job has failed', async () => (await shop.jobs()).find((job) => job.last_error !== null))

  expect(failed.last_error).toBe('Labels are renamed within a business.')
  expect(await shop.rows('select tags from customers where business_id = $1', [salon.id])).toEqual([{ tags: ['old', 'vip'] }])
})
