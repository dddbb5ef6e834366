import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { business, server } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'
import { postmarkForm, smsForm, twilioForm } from './accounts.ts'

test('an account at Twilio is kept, shown without its token, and told', async () => {
  const salon = await business()
  const form = { ...twilioForm(), account_sid: `AC${'2'.repeat(32)}`, auth_token: 'aaaabbbbccccddddeeeeffff00001234' }

  const reply = await salon.owner.post('/v1/integrations', form)

  expect(reply.status).toBe(201)
  expect(reply.headers.get('cache-control')).toBe('no-store')
  expect(reply.headers.get('location')).toBe(`/v1/integrations/${reply.body.id}`)
  const { secret, ...shown } = reply.body
  expect(secret).toBeNull()
  const at = (path: string): string => `${server.url}/webhooks/twilio/${shown.id}${path}`
  expect(shown).toEqual({
    id: expect.any(String),
    provider: 'twilio',
    name: 'Twilio',
    status: 'active',
    account_sid: form.account_sid,
    base_url: null,
    broadcast_stream: null,
    secret_hint: '1234',
    previous_secret_until: null,
    inbound_urls: [
      { purpose: 'messages', url: at('/messages') },
      { purpose: 'message_status', url: at('/message-status') },
      { purpose: 'voice', url: at('/voice') },
      { purpose: 'call_status', url: at('/call-status') },
      { purpose: 'recording', url: at('/recording') },
    ],
    inbound_username: null,
    last_event_at: null,
    created_at: expect.any(String),
    updated_at: expect.any(String),
    version: 1,
  })
  expect((await salon.owner.get(`/v1/integrations/${shown.id}`)).body).toEqual(shown)
  expect(await eventsOf(salon.id)).toMatchObject([{ type: 'integration.created', data: { object: shown } }])
  const [entry] = (await salon.owner.get('/v1/audit-logs')).body.data
  expect(entry).toMatchObject({ action: 'integration.created', changed_fields: ['account_sid', 'name', 'provider'] })
})

test.each([
  ['a generic SMS provider', smsForm, { base_url: smsForm.base_url, inbound_username: null }, ['']],
  ['Postmark', postmarkForm, { broadcast_stream: 'broadcast', inbound_username: 'clientflow' }, ['/events', '/inbound']],
])('%s gets a secret of ours, which is shown once', async (_what, form, shown, paths) => {
  const salon = await business()
  const headers = { 'idempotency-key': randomUUID() }

  const reply = await salon.owner.post('/v1/integrations', form, headers)
  const again = await salon.owner.post('/v1/integrations', form, headers)

  const { id, secret, secret_hint: hint, inbound_urls: urls } = reply.body
  expect(reply.body).toMatchObject(shown)
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect(hint).toBe(secret.slice(-4))
  const folder = form.provider === 'postmark' ? 'postmark' : 'sms'
  expect(urls.map(({ url }: { url: string }) => url)).toEqual(paths.map((path) => `${server.url}/webhooks/${folder}/${id}${path}`))
  expect(again.body).toEqual(reply.body)
  expect((await salon.owner.get(`/v1/integrations/${id}`)).text).not.toContain(secret)
})

test.each([
  ['Twilio without a token', { provider: 'twilio', name: 'T', account_sid: `AC${'2'.repeat(32)}` }],
  ['Twilio with a stream', twilioForm({ broadcast_stream: 'news' })],
  ['an SMS provider without a URL', { provider: 'sms_provider', name: 'S', api_key: 'the-key-of-the-tests' }],
  ['an SMS provider with a token of Postmark', { ...smsForm, server_token: 'the-token-of-the-tests' }],
  ['Postmark without a token', { provider: 'postmark', name: 'P' }],
])('%s is refused', async (_what, form) => {
  const salon = await business()

  const reply = await salon.owner.post('/v1/integrations', form)

  expect([reply.status, reply.body.code]).toEqual([409, 'integration_credentials_invalid'])
  expect((await salon.owner.get('/v1/integrations')).body.data).toEqual([])
})

test.each([
  'http://sms.example.net/v1',
  'https://sms.example.net:8443/v1',
  'https://127.0.0.1/v1',
  'https://169.254.169.254/latest',
  'https://localhost/v1',
  'https://db.internal/v1',
  'https://2130706433/v1',
])('no provider may be at %s', async (url) => {
  const salon = await business()

  const reply = await salon.owner.post('/v1/integrations', { ...smsForm, base_url: url })

  expect([reply.status, reply.body.code]).toEqual([409, 'url_not_allowed'])
})

test('an admin connects providers, a manager does not even see them', async () => {
  const salon = await business()
  const [admin, manager] = [await salon.member('admin'), await salon.member('manager')]

  expect((await admin.post('/v1/integrations', twilioForm())).status).toBe(201)
  expect((await manager.post('/v1/integrations', twilioForm())).status).toBe(403)
  expect((await manager.get('/v1/integrations')).status).toBe(403)
})
