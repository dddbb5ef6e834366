import { expect, test } from '@jest/globals'
import { business, rows } from '../support/api.ts'
import { eventTypesOf } from '../support/events.ts'
import { withinOneSecond } from '../support/until.ts'

test('a revoked key opens nothing within one second, and stays readable', async () => {
  const salon = await business()
  const key = await salon.key()
  await key.get('/v1/customers')

  const revoked = await salon.owner.post(`/v1/api-keys/${key.id}/revoke`)

  expect(revoked).toMatchObject({ status: 200, body: { status: 'revoked', version: 2 } })
  const refused = await withinOneSecond(
    () => key.get('/v1/customers'),
    ({ status }) => status === 401,
  )
  expect(refused.body.code).toBe('invalid_token')
  expect((await salon.owner.get(`/v1/api-keys/${key.id}`)).body).toEqual(revoked.body)
  expect(await eventTypesOf(salon.id)).toEqual(['api_key.revoked'])
})

test('a key can end itself', async () => {
  const salon = await business()
  const key = await salon.key(['keys:manage'])

  expect((await key.post(`/v1/api-keys/${key.id}/revoke`)).status).toBe(200)

  await withinOneSecond(
    () => key.get('/v1/api-keys'),
    ({ status }) => status === 401,
  )
})

test('a rotating key can be revoked before its overlap is over', async () => {
  const salon = await business()
  const { id } = await salon.key()
  await salon.owner.post(`/v1/api-keys/${id}/rotate`, { overlap_seconds: 3600 })

  expect(await salon.owner.post(`/v1/api-keys/${id}/revoke`)).toMatchObject({ status: 200, body: { status: 'revoked' } })
})

test('what has ended is not revoked again', async () => {
  const salon = await business()
  const [revoked, expired] = [await salon.key(), await salon.key()]
  await salon.owner.post(`/v1/api-keys/${revoked.id}/revoke`)
  await rows("update api_keys set expires_at = now() - interval '1 second' where id = $1", [expired.id])

  for (const { id } of [revoked, expired])
    expect(await salon.owner.post(`/v1/api-keys/${id}/revoke`)).toMatchObject({ status: 409, body: { code: 'api_key_not_active' } })
  expect(await eventTypesOf(salon.id)).toEqual(['api_key.revoked'])
})
