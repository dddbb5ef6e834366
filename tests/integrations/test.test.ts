import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { business } from '../support/api.ts'
import { eventTypesOf } from '../support/events.ts'
import { order } from '../support/vendors.ts'
import { connected, newToken, postmarkForm, smsForm, twilioForm } from './accounts.ts'

const fine = { ok: true, code: null, provider_code: null, detail: null }

test.each([
  ['Twilio', twilioForm()],
  ['Postmark', postmarkForm],
])('%s knows the account', async (_what, form) => {
  const salon = await business()
  const { id } = await connected(salon, form)

  const reply = await salon.owner.post(`/v1/integrations/${id}/test`)

  expect([reply.status, reply.body]).toEqual([200, fine])
  expect(await eventTypesOf(salon.id)).toEqual(['integration.created'])
})

test('what the provider objects to is said, without the token', async () => {
  const salon = await business()
  const token = newToken()
  const { id } = await connected(salon, twilioForm({ auth_token: token }))
  await order({ refuse: [token] })

  const reply = await salon.owner.post(`/v1/integrations/${id}/test`)

  expect([reply.status, reply.body]).toEqual([
    200,
    { ok: false, code: 'authentication_failed', provider_code: '20003', detail: 'Twilio answered 401, code 20003.' },
  ])
})

test('a provider whose name leads nowhere is away', async () => {
  const salon = await business()
  const { id } = await connected(salon, { ...smsForm, base_url: 'https://sms.invalid/v1' })

  const reply = await salon.owner.post(`/v1/integrations/${id}/test`)

  expect(reply.body).toMatchObject({ ok: false, code: 'unreachable', provider_code: null })
})

test('in a sandbox nobody is asked, and all is well', async () => {
  const salon = await business()
  const { body: sandbox } = await salon.owner.post(`/v1/businesses/${salon.id}/sandbox`)
  const inSandbox = { 'X-Business-Id': String(sandbox.id) }
  const { body } = await salon.owner.post('/v1/integrations', { ...smsForm, base_url: 'https://sms.invalid/v1' }, inSandbox)

  const reply = await salon.owner.post(`/v1/integrations/${body.id}/test`, undefined, inSandbox)

  expect([reply.status, reply.body]).toEqual([200, fine])
})

test('a repeat with the same Idempotency-Key answers the same, though the provider would not', async () => {
  const salon = await business()
  const token = newToken()
  const { id } = await connected(salon, twilioForm({ auth_token: token }))
  const headers = { 'idempotency-key': randomUUID() }

  const first = await salon.owner.post(`/v1/integrations/${id}/test`, undefined, headers)
  await order({ refuse: [token] })
  const again = await salon.owner.post(`/v1/integrations/${id}/test`, undefined, headers)
  const anew = await salon.owner.post(`/v1/integrations/${id}/test`)

  expect([first.body, again.body]).toEqual([fine, fine])
  expect([first.headers.get('idempotent-replayed'), again.headers.get('idempotent-replayed')]).toEqual([null, 'true'])
  expect(anew.body.ok).toBe(false)
})
