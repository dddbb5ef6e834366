import { expect, test } from '@jest/globals'
import { createCipher } from '../../src/crypto/cipher.ts'
import { createPool } from '../../src/db/pool.ts'
import { reading } from '../../src/db/database.ts'
import { findInboundIntegration, openIntegration } from '../../src/domain/integrations/integrations.ts'
import { afterAll } from '@jest/globals'
import { business, rows, secrets, server } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'
import { connected, newToken, postmarkForm, smsForm, twilioForm } from './accounts.ts'

const pool = createPool({ url: server.urls.application, size: 1, acquireTimeoutMs: 20_000 })
afterAll(() => pool.end())
const db = { pool, namedStatements: false }
const cipher = createCipher(secrets.ENCRYPTION_KEYS)

/** With what a request from outside can prove where it comes from. */
async function inboundSecrets(id: string): Promise<readonly string[] | undefined> {
  return (await findInboundIntegration(reading(db, { nobody: true }), cipher, id))?.secrets
}
const credentialsOf = async (businessId: string, id: string): Promise<object> =>
  (await openIntegration(reading(db, { business: businessId }), cipher, id)).credentials

test("Twilio's new token goes out at once, and both hold for what comes in until the overlap is over", async () => {
  const salon = await business()
  const [before, after] = [newToken(), newToken()]
  const { id } = await connected(salon, twilioForm({ auth_token: before }))

  const reply = await salon.owner.post(`/v1/integrations/${id}/rotate-secret`, { overlap_seconds: 3600, auth_token: after })

  expect(reply.status).toBe(200)
  expect(reply.body).toMatchObject({ secret: null, secret_hint: after.slice(-4), version: 2 })
  expect(Date.parse(reply.body.previous_secret_until) - Date.parse(reply.body.updated_at)).toBe(3_600_000)
  expect(await credentialsOf(salon.id, id)).toEqual({ auth_token: after })
  expect(await inboundSecrets(id)).toEqual([after, before])

  await rows("update integrations set previous_valid_until = now() - interval '1 second' where id = $1", [id])

  expect(await inboundSecrets(id)).toEqual([after])
  expect((await salon.owner.get(`/v1/integrations/${id}`)).body.previous_secret_until).toBeNull()
})

test('without an overlap the old secret is worth nothing at once', async () => {
  const salon = await business()
  const { id, secret } = await connected(salon, smsForm)

  const reply = await salon.owner.post(`/v1/integrations/${id}/rotate-secret`, { overlap_seconds: 0 })

  expect(reply.body).toMatchObject({ secret: expect.stringMatching(/^[\w-]{43}$/), previous_secret_until: null })
  expect(reply.body.secret).not.toBe(secret)
  expect(await inboundSecrets(id)).toEqual([reply.body.secret])
  expect(await credentialsOf(salon.id, id)).toEqual({ api_key: smsForm.api_key, signing_secret: reply.body.secret })
})

test('the key for what goes out is replaced when it is sent, and else stays', async () => {
  const salon = await business()
  const { id } = await connected(salon, postmarkForm)

  await salon.owner.post(`/v1/integrations/${id}/rotate-secret`, { overlap_seconds: 60, server_token: 'another-token-of-the-tests' })
  const { body } = await salon.owner.post(`/v1/integrations/${id}/rotate-secret`, { overlap_seconds: 60 })

  expect(await credentialsOf(salon.id, id)).toEqual({ server_token: 'another-token-of-the-tests', webhook_password: body.secret })
})

test.each([
  ['Twilio without a token', twilioForm(), {}],
  ['Twilio with a key of another', twilioForm(), { auth_token: newToken(), api_key: 'the-key-of-the-tests' }],
  ['Postmark with a token of Twilio', postmarkForm, { auth_token: newToken() }],
])('%s is refused', async (_what, form, given) => {
  const salon = await business()
  const { id } = await connected(salon, form)

  const reply = await salon.owner.post(`/v1/integrations/${id}/rotate-secret`, { overlap_seconds: 60, ...given })

  expect([reply.status, reply.body.code]).toEqual([409, 'integration_credentials_invalid'])
  expect((await salon.owner.get(`/v1/integrations/${id}`)).body.version).toBe(1)
})

test('it is told by names and dates, and never with a secret', async () => {
  const salon = await business()
  const { id, secret } = await connected(salon, smsForm)

  const { body } = await salon.owner.post(`/v1/integrations/${id}/rotate-secret`, { overlap_seconds: 60 })

  const [, event] = await eventsOf(salon.id)
  expect(event?.type).toBe('integration.secret_rotated')
  expect(event?.data.previous_attributes).toEqual({ secret_hint: secret.slice(-4), previous_secret_until: null })
  const { data } = (await salon.owner.get('/v1/audit-logs')).body
  expect(data[0]).toMatchObject({ action: 'integration.secret_rotated', changed_fields: ['previous_secret_until', 'secret_hint'] })
  const told = JSON.stringify([await eventsOf(salon.id), data])
  for (const each of [secret, body.secret, smsForm.api_key]) expect(told).not.toContain(each)
})

test("an integration that is nobody's is found by nobody", async () => {
  expect(await inboundSecrets('01a1b2c3-0000-7000-8000-000000000000')).toBeUndefined()
})
