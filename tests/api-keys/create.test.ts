import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { roles } from '../../generated/operations.ts'
import { business, rows, withToken } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'

const newKey = (fields: object = {}): object => ({ name: 'Booking form', scopes: ['customers:write', 'customers:read'], ...fields })

test('a new key opens what its scopes say, and its secret is shown once', async () => {
  const salon = await business()

  const created = await salon.owner.post('/v1/api-keys', newKey())

  expect(created.status).toBe(201)
  expect(created.headers.get('cache-control')).toBe('no-store')
  const { secret, ...shown } = created.body as { secret: string; id: string; prefix: string }
  expect(shown).toMatchObject({
    scopes: ['customers:read', 'customers:write'],
    status: 'active',
    created_by_member_id: salon.owner.memberId,
  })
  expect(secret).toMatch(/^cf_live_[0-9A-Za-z]{36}$/)
  expect(secret.startsWith(shown.prefix)).toBe(true)
  expect((await salon.owner.get(`/v1/api-keys/${shown.id}`)).body).toEqual(shown)
  expect((await withToken(secret).get('/v1/customers')).status).toBe(200)
  expect(await withToken(secret).get('/v1/team-members')).toMatchObject({ status: 403, body: { code: 'scope_required' } })
})

test('no secret is kept: neither in the row, nor in what is told', async () => {
  const salon = await business()

  const { secret, id } = (await salon.owner.post('/v1/api-keys', newKey(), { 'idempotency-key': randomUUID() })).body as Record<
    string,
    string
  >

  const kept = await rows(
    `select to_jsonb(k)::text as text from api_keys k where id = $1
     union all select to_jsonb(e)::text from events e where business_id = $2
     union all select to_jsonb(a)::text from audit_logs a where business_id = $2
     union all select encode(reply, 'escape') from idempotency_keys where business_id = $2`,
    [id, salon.id],
  )
  expect(kept).toHaveLength(4)
  expect(JSON.stringify(kept)).not.toContain(secret?.slice(12))
})

test('a repeat with the same Idempotency-Key shows the same secret again, and makes no second key', async () => {
  const salon = await business()
  const headers = { 'idempotency-key': randomUUID() }

  const first = await salon.owner.post('/v1/api-keys', newKey(), headers)
  const again = await salon.owner.post('/v1/api-keys', newKey(), headers)

  expect(again.headers.get('idempotent-replayed')).toBe('true')
  expect(again.body).toEqual(first.body)
  expect((await salon.owner.get('/v1/api-keys')).body.data).toHaveLength(1)
})

test('nobody makes a key that may do more than they may', async () => {
  const salon = await business()
  const narrow = await salon.key(['keys:manage', 'customers:read'])

  const wider = await narrow.post('/v1/api-keys', newKey())
  const equal = await narrow.post('/v1/api-keys', newKey({ scopes: ['customers:read'] }))

  expect(wider).toMatchObject({ status: 403, body: { code: 'scope_too_wide' } })
  expect(equal).toMatchObject({ status: 201, body: { created_by_member_id: null } })
  expect(await rows('select from api_keys where business_id = $1', [salon.id])).toHaveLength(2)
})

test.each([
  ['has passed', -1000],
  ['is now', 0],
  ['is more than five years ahead', 5 * 366 * 86_400_000],
])('an end that %s is refused', async (_case, aheadMs) => {
  const salon = await business()

  const refused = await salon.owner.post('/v1/api-keys', newKey({ expires_at: new Date(Date.now() + aheadMs).toISOString() }))

  expect(refused).toMatchObject({ status: 409, body: { code: 'api_key_expiry_invalid' } })
})

test('an end with any offset is kept as the same instant', async () => {
  const salon = await business()
  const year = new Date().getUTCFullYear() + 1

  const created = await salon.owner.post('/v1/api-keys', newKey({ expires_at: `${year}-06-01T12:00:00+02:00` }))

  expect(created.body.expires_at).toBe(`${year}-06-01T10:00:00.000Z`)
})

test('the plan says how many keys there are, and of two at once only one takes the last place', async () => {
  const salon = await business('free')
  await salon.owner.post('/v1/api-keys', newKey())
  await salon.owner.post('/v1/api-keys', newKey())

  const both = await Promise.all([salon.owner.post('/v1/api-keys', newKey()), salon.owner.post('/v1/api-keys', newKey())])

  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  expect(both.find(({ status }) => status === 409)?.body.code).toBe('plan_limit_reached')
})

test('a key that has ended leaves its place to another', async () => {
  const salon = await business('free')
  const made = await Promise.all([1, 2, 3].map(() => salon.owner.post('/v1/api-keys', newKey())))
  await salon.owner.post(`/v1/api-keys/${made[0]?.body.id}/revoke`)

  expect((await salon.owner.post('/v1/api-keys', newKey())).status).toBe(201)
})

test('a key is told with its name and rights', async () => {
  const salon = await business()

  const { secret: _secret, ...key } = (await salon.owner.post('/v1/api-keys', newKey())).body as Record<string, unknown>

  expect(await eventsOf(salon.id)).toEqual([{ type: 'api_key.created', data: { object: key } }])
})

test('a manager makes no keys, and an admin makes them with every scope of theirs', async () => {
  const salon = await business()
  const [manager, admin] = [await salon.member('manager'), await salon.member('admin')]

  expect(await manager.post('/v1/api-keys', newKey())).toMatchObject({ status: 403, body: { code: 'scope_required' } })
  expect((await admin.post('/v1/api-keys', newKey({ scopes: roles.admin }))).status).toBe(201)
})
