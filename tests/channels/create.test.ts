import { expect, test } from '@jest/globals'
import { connected, opened, postmarkForm, smsForm } from '../integrations/accounts.ts'
import { business } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'

const voice = { forward_to: '+14155550101', greeting: 'Welcome.', record: true, announce: 'This call is recorded.' }

test('a number for texts is kept, shown and told', async () => {
  const salon = await business()
  const { id: integration } = await connected(salon)
  const form = {
    type: 'sms',
    integration_id: integration,
    address: '+14155550199',
    name: 'Front desk',
    a2p_status: 'approved',
    a2p_code: 'C1',
  }

  const reply = await salon.owner.post('/v1/channels', form)

  expect(reply.status).toBe(201)
  expect(reply.headers.get('location')).toBe(`/v1/channels/${reply.body.id}`)
  const shown = { id: expect.any(String), ...form, is_default: true, voice: null, status: 'active', version: 1 }
  expect(reply.body).toEqual({ ...shown, created_at: expect.any(String), updated_at: expect.any(String) })
  const [, event] = await eventsOf(salon.id)
  expect(event).toMatchObject({ type: 'channel.created', data: { object: reply.body } })
  const staff = await salon.member('viewer')
  expect((await staff.get(`/v1/channels/${reply.body.id}`)).body).toEqual(reply.body)
  expect((await staff.post('/v1/channels', form)).status).toBe(403)
})

test('a number for calls says what happens to them, an address for mail is kept in lower case', async () => {
  const salon = await business()
  const postmark = await connected(salon, postmarkForm)

  const calls = await opened(salon, { type: 'voice', voice })
  const silent = await opened(salon, { type: 'voice', address: '+14155550198' })
  const mail = await opened(salon, { type: 'email', integration_id: postmark.id, address: 'Hello@Example.com' })

  expect(calls).toMatchObject({ voice, a2p_status: 'not_required' })
  expect(silent.voice).toEqual({ forward_to: null, greeting: null, record: false, announce: null })
  expect(mail).toMatchObject({ address: 'hello@example.com', voice: null, is_default: true })
})

test.each([
  ['an unregistered number in North America', '+14155550199', 'unregistered'],
  ['a number elsewhere', '+447700900123', 'not_required'],
])('without a word about it, %s', async (_what, address, expected) => {
  expect((await opened(await business(), { address })).a2p_status).toBe(expected)
})

test.each([
  ['a mail channel with a number', 'postmark', { type: 'email' }, 'channel_address_invalid'],
  ['texts with a mail address', 'twilio', { address: 'hello@example.com' }, 'channel_address_invalid'],
  ['mail over Twilio', 'twilio', { type: 'email', address: 'hello@example.com' }, 'channel_type_unsupported'],
  ['calls over a provider of texts', 'sms', { type: 'voice' }, 'channel_type_unsupported'],
  ['texts over Postmark', 'postmark', {}, 'channel_type_unsupported'],
  ['settings of calls for texts', 'twilio', { voice }, 'channel_settings_invalid'],
  ['recording without an announcement', 'twilio', { type: 'voice', voice: { ...voice, announce: null } }, 'channel_settings_invalid'],
])('refuses %s', async (_what, provider, form, code) => {
  const salon = await business()
  const account = provider === 'twilio' ? undefined : provider === 'sms' ? smsForm : postmarkForm
  const { id } = await connected(salon, account)

  const reply = await salon.owner.post('/v1/channels', { type: 'sms', integration_id: id, address: '+14155550199', name: 'Odd', ...form })

  expect([reply.status, reply.body.code]).toEqual([409, code])
})

test('an address is taken by one active channel of a type, and free in another business', async () => {
  const [salon, other] = [await business(), await business()]
  const first = await opened(salon)
  const form = { type: 'sms', integration_id: first.integration_id, address: first.address, name: 'Again' }

  const replies = await Promise.all(Array.from({ length: 4 }, () => salon.owner.post('/v1/channels', form)))
  await salon.owner.post(`/v1/channels/${first.id}/archive`)
  const afterwards = await Promise.all(Array.from({ length: 4 }, () => salon.owner.post('/v1/channels', form)))

  expect(replies.map(({ status, body }) => [status, body.existing_id])).toEqual(replies.map(() => [409, first.id]))
  expect(afterwards.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
  expect((await opened(salon, { type: 'voice', address: first.address })).status).toBe('active')
  expect((await opened(other)).address).toBe(first.address)
})

test("another business's integration is not there", async () => {
  const [salon, other] = [await business(), await business()]
  const { id } = await connected(other)

  const reply = await salon.owner.post('/v1/channels', { type: 'sms', integration_id: id, address: '+14155550199', name: 'Theirs' })

  expect([reply.status, reply.body.code]).toEqual([404, 'reference_not_found'])
})
