import { expect, test } from '@jest/globals'
import { Client } from 'pg'
import { business, newCustomer, rows, server } from '../support/api.ts'
import { until } from '../support/eventually.ts'
import { insist } from '../support/insist.ts'
import { inLanes } from '../support/properties.ts'
import { feed } from '../support/walk.ts'

test('a request whose connection the database cuts is a 503, changes nothing, and the server goes on', async () => {
  const salon = await business()
  const created = await salon.owner.post('/v1/customers', newCustomer())
  const blocker = new Client({ connectionString: server.urls.owner })
  await blocker.connect()
  await blocker.query('begin')
  await blocker.query('select from customers where id = $1 for update', [created.body.id])
  const change = salon.owner.patch(`/v1/customers/${created.body.id}`, { first_name: 'Never' })
  await until('the change waits', async () => (await waiting()).length === 1)

  await cut(`and wait_event_type = 'Lock'`)
  const reply = await change
  await blocker.query('rollback')
  await blocker.end()

  expect(reply.status).toBe(503)
  expect(reply.headers.get('retry-after')).toBe('1')
  const after = await salon.owner.get(`/v1/customers/${created.body.id}`)
  expect(after.status).toBe(200)
  expect(after.body.first_name).toBeNull()
})

test('writes go on while connections are cut again and again: what was acknowledged is there, each once, and told in order', async () => {
  const salon = await business()
  const statuses = new Set<number>()
  let acknowledged = 0
  const writing = inLanes(8, Array.from({ length: 180 }), async (_, index) => {
    const reply = await insist(async () => {
      const sent = await salon.owner.post('/v1/customers', { external_id: `w${index}` }, { 'idempotency-key': `w${index}` })
      statuses.add(sent.status)
      return sent
    })
    if (reply.status === 201) acknowledged += 1
  })
  for (const count of [20, 50, 80, 110, 140]) {
    await until(`${count} are written`, () => acknowledged >= count)
    await cut()
  }
  await writing

  expect(acknowledged).toBe(180)
  // 409 is a repeat that met the first attempt still at work.
  expect([...statuses].filter((status) => ![201, 503, 409].includes(status))).toEqual([])
  expect(await rows('select id from customers where business_id = $1', [salon.id])).toHaveLength(180)
  expect((await feed(salon.owner)).map(({ sequence }) => sequence)).toEqual(Array.from({ length: 180 }, (_, index) => index + 1))
})

function cut(only = ''): Promise<unknown> {
  return rows(
    `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'clientflow_app' and datname = current_database() ${only}`,
  )
}

function waiting(): Promise<unknown[]> {
  return rows(
    `select pid from pg_stat_activity where usename = 'clientflow_app' and datname = current_database() and wait_event_type = 'Lock'`,
  )
}
