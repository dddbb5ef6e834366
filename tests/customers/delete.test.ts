import { expect, test } from '@jest/globals'
import { business, newCustomer } from '../support/api.ts'
import { feed } from '../support/walk.ts'

const identities = { external_id: 'a', emails: [{ email: 'a@example.com' }], phones: [{ e164: '+14155550130' }], tags: ['vip'] }

test('a deleted customer is gone from everywhere, and a second deletion finds nothing', async () => {
  const salon = await business()
  const { body: before } = await salon.owner.post('/v1/customers', identities)
  const path = `/v1/customers/${before.id}`

  const reply = await salon.owner.delete(path)

  expect(reply.status).toBe(204)
  expect(reply.text).toBe('')
  const after = [
    await salon.owner.get(path),
    await salon.owner.delete(path),
    await salon.owner.patch(path, { first_name: 'Ghost' }),
    await salon.owner.put(`${path}/tags/vip`),
    await salon.owner.delete(`${path}/tags/vip`),
  ]
  expect(after.map((each) => [each.status, each.body.code])).toEqual(after.map(() => [404, 'not_found']))
  for (const query of ['', '?email=a@example.com', '?tag=vip', '?external_id=a']) {
    expect((await salon.owner.get(`/v1/customers${query}`)).body.data).toEqual([])
  }
})

test('leaves a tombstone in the feed and an entry in the audit log', async () => {
  const salon = await business()
  const { body: before } = await salon.owner.post('/v1/customers', identities)

  await salon.owner.delete(`/v1/customers/${before.id}`)

  const event = (await feed(salon.owner)).at(-1)
  expect(event).toMatchObject({ type: 'customer.deleted', sequence: 2 })
  expect(event?.data).toEqual({ object: { id: before.id, deleted_at: expect.any(String), merged_into: null } })
  const [entry] = (await salon.owner.get('/v1/audit-logs')).body.data
  expect(entry).toMatchObject({ action: 'customer.deleted', resource: { type: 'customer', id: before.id }, changed_fields: [] })
})

test('its identities are free again', async () => {
  const salon = await business()
  const { body: before } = await salon.owner.post('/v1/customers', identities)
  await salon.owner.delete(`/v1/customers/${before.id}`)

  const again = await salon.owner.post('/v1/customers', identities)
  const upserted = await salon.owner.put('/v1/customer-external-ids/a', {})

  expect(again.status).toBe(201)
  expect(again.body.id).not.toBe(before.id)
  expect(upserted.body.id).toBe(again.body.id)
})

test('deletes only the version that was seen', async () => {
  const salon = await business()
  const { body: before } = await salon.owner.post('/v1/customers', identities)
  await salon.owner.patch(`/v1/customers/${before.id}`, { first_name: 'Ada' })

  const stale = await salon.owner.delete(`/v1/customers/${before.id}`, { 'if-match': '"1"' })
  const fresh = await salon.owner.delete(`/v1/customers/${before.id}`, { 'if-match': '"2"' })

  expect([stale.status, fresh.status]).toEqual([412, 204])
})

test('staff, a key without the scope and another business delete nothing', async () => {
  const [salon, other] = [await business(), await business()]
  const { body: before } = await salon.owner.post('/v1/customers', newCustomer())
  const path = `/v1/customers/${before.id}`

  const replies = [
    await (await salon.member('staff')).delete(path),
    await (await salon.key(['customers:read', 'customers:write'])).delete(path),
    await other.owner.delete(path),
  ]

  expect(replies.map((reply) => reply.status)).toEqual([403, 403, 404])
  expect((await salon.owner.get(path)).status).toBe(200)
  expect((await (await salon.member('manager')).delete(path)).status).toBe(204)
})
