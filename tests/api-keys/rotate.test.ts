import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, rows, withToken } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'
import { withinOneSecond } from '../support/until.ts'

test('during the overlap both keys work, and after it the new one alone', async () => {
  const salon = await business()
  const end = new Date(Date.now() + 86_400_000).toISOString()
  const first = (
    await salon.owner.post('/v1/api-keys', { name: 'Form', scopes: ['customers:read'], ip_allowlist: ['127.0.0.0/8'], expires_at: end })
  ).body as { id: string; secret: string }

  const rotated = await salon.owner.post(`/v1/api-keys/${first.id}/rotate`, { overlap_seconds: 3600 })

  expect(rotated.status).toBe(201)
  expect(rotated.headers.get('location')).toBe(`/v1/api-keys/${rotated.body.id}`)
  expect(rotated.body).toMatchObject({
    name: 'Form',
    scopes: ['customers:read'],
    ip_allowlist: ['127.0.0.0/8'],
    expires_at: end,
    status: 'active',
  })
  const old = await salon.owner.get(`/v1/api-keys/${first.id}`)
  expect(old.body).toMatchObject({ status: 'rotating', replaced_by_id: rotated.body.id, version: 2 })
  for (const secret of [first.secret, rotated.body.secret as string])
    expect((await withToken(secret).get('/v1/customers')).status).toBe(200)

  await rows("update api_keys set valid_until = now() - interval '1 second' where id = $1", [first.id])

  await withinOneSecond(
    () => withToken(first.secret).get('/v1/customers'),
    ({ status }) => status === 401,
  )
  expect((await withToken(rotated.body.secret as string).get('/v1/customers')).status).toBe(200)
  expect((await salon.owner.get(`/v1/api-keys/${first.id}`)).body.status).toBe('revoked')
})

test('without an overlap the old key is revoked at once', async () => {
  const salon = await business()
  const key = await salon.key(['customers:read'])
  await key.get('/v1/customers')

  const rotated = await salon.owner.post(`/v1/api-keys/${key.id}/rotate`, { overlap_seconds: 0 })

  expect(rotated.status).toBe(201)
  expect((await salon.owner.get(`/v1/api-keys/${key.id}`)).body.status).toBe('revoked')
  await withinOneSecond(
    () => key.get('/v1/customers'),
    ({ status }) => status === 401,
  )
})

test('nobody rotates a key that may do more than they may', async () => {
  const salon = await business()
  const [wide, narrow] = [await salon.key(), await salon.key(['keys:manage'])]

  const refused = await narrow.post(`/v1/api-keys/${wide.id}/rotate`, { overlap_seconds: 3600 })

  expect(refused).toMatchObject({ status: 403, body: { code: 'scope_too_wide' } })
  expect((await salon.owner.get(`/v1/api-keys/${wide.id}`)).body).toMatchObject({ status: 'active', replaced_by_id: null })
})

test('of two rotations at once one makes the successor', async () => {
  const salon = await business()
  const { id } = await salon.key()

  const both = await Promise.all([1, 2].map(() => salon.owner.post(`/v1/api-keys/${id}/rotate`, { overlap_seconds: 60 })))

  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  expect(await rows('select from api_keys where business_id = $1', [salon.id])).toHaveLength(2)
})

test('a repeat with the same Idempotency-Key shows the successor again, to the same caller only', async () => {
  const salon = await business()
  const admin = await salon.member('admin')
  const { id } = await salon.key()
  const headers = { 'idempotency-key': randomUUID() }

  const first = await salon.owner.post(`/v1/api-keys/${id}/rotate`, { overlap_seconds: 60 }, headers)
  const again = await salon.owner.post(`/v1/api-keys/${id}/rotate`, { overlap_seconds: 60 }, headers)
  const other = await admin.post(`/v1/api-keys/${id}/rotate`, { overlap_seconds: 60 }, headers)

  expect(again.body).toEqual(first.body)
  expect(other).toMatchObject({ status: 409, body: { code: 'api_key_not_active' } })
})

test('both keys are told, neither with a secret', async () => {
  const salon = await business()
  const { id } = await salon.key()

  const { body } = await salon.owner.post(`/v1/api-keys/${id}/rotate`, { overlap_seconds: 60 })

  const events = await eventsOf(salon.id)
  expect(events).toMatchObject([
    { type: 'api_key.created', data: { object: { id: body.id } } },
    { type: 'api_key.rotated', data: { object: { id, status: 'rotating', replaced_by_id: body.id } } },
  ])
  expect(JSON.stringify(events)).not.toContain('secret')
})
