import { expect, test } from '@jest/globals'
import { business, rows, withToken } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'
import { withinOneSecond } from '../support/until.ts'

test('narrower scopes count within one second', async () => {
  const salon = await business()
  const key = await salon.key(['customers:read', 'customers:write'])
  expect((await key.get('/v1/customers')).status).toBe(200)

  const changed = await salon.owner.patch(`/v1/api-keys/${key.id}`, { scopes: ['customers:write'], name: 'Writer' })

  expect(changed).toMatchObject({ status: 200, body: { name: 'Writer', scopes: ['customers:write'], version: 2 } })
  await withinOneSecond(
    () => key.get('/v1/customers'),
    ({ status }) => status === 403,
  )
  const [event] = await eventsOf(salon.id)
  expect(event).toMatchObject({
    type: 'api_key.updated',
    data: { previous_attributes: { scopes: ['customers:read', 'customers:write'], name: 'test' } },
  })
})

test('a key is not given more than its giver has, not even by itself', async () => {
  const salon = await business()
  const key = await salon.key(['keys:manage', 'customers:read'])

  const refused = await key.patch(`/v1/api-keys/${key.id}`, { name: 'Bigger', scopes: ['keys:manage', 'customers:read', 'audit:read'] })

  expect(refused).toMatchObject({ status: 403, body: { code: 'scope_too_wide' } })
  expect((await key.get(`/v1/api-keys/${key.id}`)).body).toMatchObject({
    name: 'test',
    scopes: ['keys:manage', 'customers:read'],
    version: 1,
  })
})

test('null takes the end away, and an end in the past is refused', async () => {
  const salon = await business()
  const { id } = (await salon.owner.post('/v1/api-keys', { name: 'Short', scopes: ['customers:read'], expires_at: in1Hour() })).body as {
    id: string
  }

  const past = await salon.owner.patch(`/v1/api-keys/${id}`, { expires_at: '2020-01-01T00:00:00Z' })
  const endless = await salon.owner.patch(`/v1/api-keys/${id}`, { expires_at: null })

  expect(past).toMatchObject({ status: 409, body: { code: 'api_key_expiry_invalid' } })
  expect(endless).toMatchObject({ status: 200, body: { expires_at: null, version: 2 } })
})

test('a change that changes nothing keeps the version', async () => {
  const salon = await business()
  const expires_at = in1Hour()
  const { id } = (await salon.owner.post('/v1/api-keys', { name: 'Same', scopes: ['customers:read'], expires_at })).body as { id: string }

  const same = await salon.owner.patch(`/v1/api-keys/${id}`, { name: 'Same', expires_at: expires_at.replace('Z', '+00:00') })

  expect(same.body.version).toBe(1)
})

test.each(['revoked_at = now()', 'expires_at = now()', "rotated_at = now(), valid_until = now() + interval '1 hour'"])(
  'a key that is not active stays as it is (%s)',
  async (end) => {
    const salon = await business()
    const { id } = await salon.key()
    await rows(`update api_keys set ${end} where id = $1`, [id])

    expect(await salon.owner.patch(`/v1/api-keys/${id}`, { name: 'New' })).toMatchObject({
      status: 409,
      body: { code: 'api_key_not_active' },
    })
    expect(await salon.owner.post(`/v1/api-keys/${id}/rotate`, { overlap_seconds: 60 })).toMatchObject({
      status: 409,
      body: { code: 'api_key_not_active' },
    })
    expect(await rows('select from api_keys where business_id = $1', [salon.id])).toHaveLength(1)
  },
)

test('only the version that was seen is changed', async () => {
  const salon = await business()
  const { id } = await salon.key()
  const stale = { 'if-match': '"2"' }

  expect((await salon.owner.patch(`/v1/api-keys/${id}`, { name: 'New' }, stale)).status).toBe(412)
  expect((await salon.owner.post(`/v1/api-keys/${id}/rotate`, { overlap_seconds: 0 }, stale)).status).toBe(412)
  expect((await salon.owner.post(`/v1/api-keys/${id}/revoke`, undefined, stale)).status).toBe(412)
  expect((await salon.owner.get(`/v1/api-keys/${id}`)).body).toMatchObject({ name: 'test', status: 'active' })
})

test('a key that expires stops working, whatever was remembered of it', async () => {
  const salon = await business()
  const { id, secret } = (await salon.owner.post('/v1/api-keys', { name: 'Short', scopes: ['customers:read'] })).body as {
    id: string
    secret: string
  }
  expect((await withToken(secret).get('/v1/customers')).status).toBe(200)

  await salon.owner.patch(`/v1/api-keys/${id}`, { expires_at: new Date(Date.now() + 300).toISOString() })

  await withinOneSecond(
    () => withToken(secret).get('/v1/customers'),
    ({ status }) => status === 401,
  )
})

function in1Hour(): string {
  return new Date(Date.now() + 3_600_000).toISOString()
}
