import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { until } from '../support/eventually.ts'
import { addJob, workShop } from '../support/worker.ts'

const shop = await workShop()

interface Salon {
  readonly id: string
  readonly from: string
  readonly to: string
}

/** A business in which one member looks after a customer, and another could. */
async function salon(status: 'active' | 'closed'): Promise<Salon> {
  const id = await insert('insert into businesses (name, slug, time_zone, status) values ($1, $2, $3, $4) returning id', [
    'Harbour Hair',
    randomUUID(),
    'UTC',
    status,
  ])
  await shop.rows('insert into business_counters (business_id) values ($1)', [id])
  const member = async (name: string): Promise<string> =>
    insert("insert into team_members (business_id, person_id, role) values ($1, $2, 'staff') returning id", [
      id,
      await insert('insert into people (email, full_name) values ($1, $2) returning id', [`${randomUUID()}@example.com`, name]),
    ])
  const [from, to] = [await member('Grace Hopper'), await member('Alan Turing')]
  await shop.rows(
    "insert into customers (business_id, external_id, owner_member_id, search_text, sort_name) values ($1, 'c', $2, ' c', 'c')",
    [id, from],
  )
  return { id, from, to }
}

async function insert(text: string, values: unknown[]): Promise<string> {
  return (await shop.rows<{ id: string }>(text, values))[0]?.id ?? ''
}

test('nothing is done any more for a business that is closed, and the job is gone', async () => {
  const [closed, open] = [await salon('closed'), await salon('active')]
  for (const { id, from, to } of [closed, open])
    await shop.transact({ business: id }, (tx) => addJob(tx, 'customers.hand_over', { from_member_id: from, to_member_id: to }))

  await shop.start()
  await until('the jobs are done', async () => (await shop.jobs()).length === 0)

  const owners = async ({ id }: Salon) => shop.rows('select owner_member_id from customers where business_id = $1', [id])
  expect(await owners(closed)).toEqual([{ owner_member_id: closed.from }])
  expect(await owners(open)).toEqual([{ owner_member_id: open.to }])
})

test('the mail of the closing is sent all the same, and says who closed what', async () => {
  const { id, from } = await salon('closed')
  const mail = await shop.post({ kind: 'business_closed', business_id: id, by_member_id: from })

  await shop.start()

  await shop.settled(mail, 'sent')
  const [file = ''] = shop.outboxFiles(mail)
  expect(file).toContain('\r\nSubject: Harbour Hair is closed\r\n')
  expect(file).toContain('Grace Hopper has closed Harbour Hair')
})

test.each([
  { kind: 'ownership_given', subject: 'You have passed Harbour Hair on', text: 'on to Alan Turing' },
  { kind: 'ownership_received', subject: 'You own Harbour Hair now', text: 'Grace Hopper has passed Harbour Hair on to you' },
] as const)('the mail of a transfer ($kind) names the business and the other one', async ({ kind, subject, text }) => {
  const { id, from, to } = await salon('active')
  const mail = await shop.post({ kind, business_id: id, from_member_id: from, to_member_id: to })

  await shop.start()

  await shop.settled(mail, 'sent')
  const [file = ''] = shop.outboxFiles(mail)
  expect(file).toContain(`\r\nSubject: ${subject}\r\n`)
  expect(file).toContain(text)
})
