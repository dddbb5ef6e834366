import { expect, test } from '@jest/globals'
import type { PoolClient } from 'pg'
import { business, newCustomer, rows, server } from '../support/api.ts'
import { openPool } from '../support/database.ts'
import { until } from '../support/eventually.ts'
import { feed } from '../support/walk.ts'
import { choices, createWith, define } from './fields.ts'

const pool = openPool(server.urls.owner)

/** Resolves when a statement waits for somebody's transaction. */
async function waiting(client: PoolClient): Promise<void> {
  const {
    rows: [own],
  } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const blocked = 'select from pg_stat_activity where $1 = any(pg_blocking_pids(pid))'
  await until('somebody waits', async () => (await rows(blocked, [own?.pid])).length > 0)
}

test.each([
  ['archived', "status = 'archived'", 'custom_field_archived'],
  ['without this choice', `choices = '${JSON.stringify(choices('curly'))}'`, 'custom_field_invalid'],
])('a value is refused when its field is %s while the customer is written', async (_what, change, code) => {
  const salon = await business()
  const { id } = await define(salon, 'single_choice')
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer())
  const client = await pool.connect()
  await client.query('begin')
  await client.query(`update custom_fields set ${change} where id = $1`, [id])

  const replies = [
    createWith(salon, { single_choice: 'wavy' }),
    salon.owner.patch(`/v1/customers/${customer.id}`, { custom_fields: { single_choice: 'wavy' } }),
  ]
  await waiting(client).finally(async () => {
    await client.query('commit')
    client.release()
  })

  for (const reply of await Promise.all(replies)) expect([reply.status, reply.body.code]).toEqual([409, code])
  expect((await salon.owner.get('/v1/customers')).body.data).toEqual([customer])
})

test('a field that is archived while customers are written gets no value afterwards', async () => {
  const salon = await business()
  const { id } = await define(salon, 'text')

  const created = Array.from({ length: 20 }, () => createWith(salon, { text: 'latex' }))
  const archived = await salon.owner.post(`/v1/custom-fields/${id}/archive`)
  const replies = await Promise.all(created)

  expect(archived.status).toBe(200)
  expect(replies.every(({ status, body }) => status === 201 || body.code === 'custom_field_archived')).toBe(true)
  const types = (await feed(salon.owner)).map(({ type }) => type)
  expect(types.slice(types.indexOf('custom_field.archived') + 1)).toEqual([])
})
