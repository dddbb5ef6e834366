import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { until } from '../support/eventually.ts'
import { addJob, workShop } from '../support/worker.ts'

const shop = await workShop()

/** A business with two members, the first of whom looks after so many customers. */
async function salonWith(customers: number): Promise<{ id: string; from: string; to: string }> {
  const id = await insert('insert into businesses (name, slug, time_zone) values ($1, $2, $3) returning id', ['Salon', randomUUID(), 'UTC'])
  await shop.rows('insert into business_counters (business_id) values ($1)', [id])
  const member = async (): Promise<string> =>
    insert("insert into team_members (business_id, person_id, role) values ($1, $2, 'staff') returning id", [
      id,
      await insert('insert into people (email, full_name) values ($1, $2) returning id', [`${randomUUID()}@example.com`, 'Test Person']),
    ])
  const [from, to] = [await member(), await member()]
  await shop.rows(
    `insert into customers (business_id, external_id, owner_member_id, search_text, sort_name)
     select $1, 'c' || n, $2, ' c' || n, 'c' || n from generate_series(1, $3::integer) n`,
    [id, from, customers],
  )
  return { id, from, to }
}

async function insert(text: string, values: unknown[]): Promise<string> {
  return (await shop.rows<{ id: string }>(text, values))[0]?.id ?? ''
}

async function handOver(businessId: string, from: string, to: string | null): Promise<void> {
  await shop.transact({ business: businessId }, (tx) => addJob(tx, 'customers.hand_over', { from_member_id: from, to_member_id: to }))
  await until('the job is done', async () => (await shop.jobs()).length === 0)
}

test('all customers of a member pass on, each once and told', async () => {
  const { id, from, to } = await salonWith(230)
  const other = await salonWith(1)
  await shop.start()

  await handOver(id, from, to)

  const owners = await shop.rows('select owner_member_id, version, count(*)::integer from customers where business_id = $1 group by 1, 2', [
    id,
  ])
  expect(owners).toEqual([{ owner_member_id: to, version: 2, count: 230 }])
  expect(await shop.rows("select from events where business_id = $1 and type = 'customer.updated'", [id])).toHaveLength(230)
  expect(await shop.rows('select distinct actor_type from audit_logs where business_id = $1', [id])).toEqual([{ actor_type: 'system' }])
  expect(await shop.rows('select owner_member_id from customers where business_id = $1', [other.id])).toEqual([
    { owner_member_id: other.from },
  ])
})

test('who left in the meantime takes nobody over', async () => {
  const { id, from, to } = await salonWith(2)
  await shop.rows("update team_members set status = 'removed' where id = $1", [to])
  await shop.start()

  await handOver(id, from, to)

  expect(await shop.rows('select owner_member_id from customers where business_id = $1', [id])).toEqual([
    { owner_member_id: null },
    { owner_member_id: null },
  ])
})

test('a job of no business changes nothing', async () => {
  const { id, from } = await salonWith(1)
  await shop.start()
  await shop.transact({ nobody: true }, (tx) => addJob(tx, 'customers.hand_over', { from_member_id: from, to_member_id: null }))

  const failed = await until('the job has failed', async () => (await shop.jobs()).find((job) => job.last_error !== null))

  expect(failed.last_error).toBe('Customers are handed over within a business.')
  expect(await shop.rows('select owner_member_id from customers where business_id = $1', [id])).toEqual([{ owner_member_id: from }])
})
