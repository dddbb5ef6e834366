import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, newCustomer, rows } from '../support/api.ts'
import { walk } from '../support/walk.ts'

interface Entry {
  readonly id: string
  readonly sequence: number
  readonly action: string
}

async function salonWithEntries() {
  const salon = await business()
  const manager = await salon.member('manager')
  const key = await salon.key(['customers:write'])
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer())
  await key.patch(`/v1/customers/${customer.id}`, { last_name: 'Secret', first_name: 'Ada' })
  const { body: note } = await manager.post(`/v1/customers/${customer.id}/notes`, { body: 'Hello' })
  await manager.delete(`/v1/customers/${customer.id}`)
  const found = async (query = '', limit = 100) =>
    (await walk<Entry>(salon.owner, `/v1/audit-logs?${query}`, limit)).map((entry) => entry.sequence)
  return { salon, manager, key, customer, note, found }
}

test('says who did what to which fields, newest first, without a single value', async () => {
  const { salon, manager, key, customer } = await salonWithEntries()

  const reply = await salon.owner.get('/v1/audit-logs')

  expect(reply.status).toBe(200)
  const entries = reply.body.data
  expect(entries.map((entry: Entry) => [entry.sequence, entry.action])).toEqual([
    [4, 'customer.deleted'],
    [3, 'customer_note.created'],
    [2, 'customer.updated'],
    [1, 'customer.created'],
  ])
  expect(entries[2]).toEqual({
    id: expect.any(String),
    sequence: 2,
    occurred_at: expect.any(String),
    actor: { type: 'api_key', id: key.id },
    action: 'customer.updated',
    resource: { type: 'customer', id: customer.id },
    changed_fields: ['first_name', 'last_name'],
    request_id: expect.any(String),
    ip_address: '127.0.0.1',
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(entries[0].actor).toEqual({ type: 'person', id: manager.person.id })
  expect(reply.text).not.toContain('Secret')
})

test('is paged, and narrowed by action, resource, actor and time', async () => {
  const { salon, manager, key, customer, note, found } = await salonWithEntries()
  await rows(
    "update audit_logs set occurred_at = '2026-01-01T10:00:00Z'::timestamptz + sequence * interval '1 day' where business_id = $1",
    [salon.id],
  )

  expect(await found('', 1)).toEqual([4, 3, 2, 1])
  expect(await found('', 3)).toEqual([4, 3, 2, 1])
  expect(await found('action=customer.created')).toEqual([1])
  expect(await found('resource_type=customer', 1)).toEqual([4, 2, 1])
  expect(await found(`resource_type=customer_note&resource_id=${note.id}`)).toEqual([3])
  expect(await found(`resource_id=${customer.id}`)).toEqual([4, 2, 1])
  expect(await found(`actor_id=${manager.person.id}`)).toEqual([4, 3])
  expect(await found(`actor_id=${key.id}&action=customer.created`)).toEqual([])
  expect(await found('created_from=2026-01-03T10:00:00Z&created_before=2026-01-05T10:00:00Z')).toEqual([3, 2])
  expect(await found(`resource_id=${randomUUID()}`)).toEqual([])
})

test('a cursor belongs to its filters', async () => {
  const { salon } = await salonWithEntries()
  const cursor = (await salon.owner.get('/v1/audit-logs?limit=1')).body.page.next_cursor

  const reply = await salon.owner.get(`/v1/audit-logs?limit=1&resource_type=customer&cursor=${cursor}`)

  expect([reply.status, reply.body.code]).toEqual([404, 'cursor_invalid'])
})

test.each(['action=delete', 'resource_type=Customer', 'resource_id=4711', 'actor_id=me', 'sort=sequence', 'limit=0'])(
  'refuses %s',
  async (query) => {
    const salon = await business()

    expect((await salon.owner.get(`/v1/audit-logs?${query}`)).status).toBe(400)
  },
)

test('shows nothing of another business, and needs the scope', async () => {
  const { salon, manager } = await salonWithEntries()
  const other = await business()

  expect((await other.owner.get('/v1/audit-logs')).body.data).toEqual([])
  expect((await manager.get('/v1/audit-logs')).status).toBe(403)
  expect((await (await salon.key(['events:read'])).get('/v1/audit-logs')).status).toBe(403)
  expect((await (await salon.member('admin')).get('/v1/audit-logs')).status).toBe(200)
})
