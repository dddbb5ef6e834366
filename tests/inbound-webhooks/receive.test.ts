import { expect, test } from '@jest/globals'
import { business, server } from '../support/api.ts'
import { eventTypesOf } from '../support/events.ts'
import { receiptsOf } from '../support/inbound.ts'
import {
  connectPostmark,
  connectSmsProvider,
  connectTwilio,
  formOf,
  newNumber,
  send,
  sid,
  signSms,
  signTwilio,
} from '../support/providers.ts'

const message = (fields: object = {}): object => ({ MessageSid: sid('SM'), From: newNumber(), To: newNumber(), Body: 'Hello', ...fields })

test('a message is answered with empty TwiML, kept byte by byte, and waits to be processed', async () => {
  const salon = await business()
  const twilio = await connectTwilio(salon)
  const body = `MessageSid=SM1&AccountSid=${twilio.accountSid}&From=%2b14155550134&To=%2B14155550199&Body=caf%C3%A9+%F0%9F%98%80&Body=again`
  const path = `/webhooks/twilio/${twilio.integrationId}/messages`
  const headers = { ...twilio.prove(path, body), 'I-Twilio-Idempotency-Token': 'token-1', Cookie: 'a=b' }

  const reply = await send(server.url, path, 'application/x-www-form-urlencoded; charset=UTF-8', body, headers)

  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/xml; charset=utf-8'])
  expect(reply.text).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>')
  const [receipt, ...others] = await receiptsOf(salon)
  expect(others).toEqual([])
  expect(receipt).toMatchObject({ kind: 'twilio_message', provider_event_id: 'SM1', status: 'received', attempts: 0 })
  expect(receipt?.body.toString()).toBe(body)
  // Neither the signature nor anything else that could be a secret.
  expect(receipt?.headers.map(({ name }) => name).filter((name) => name !== 'user-agent')).toEqual(['i-twilio-idempotency-token'])
  const process = { task: 'webhook.process', payload: { inbound_webhook_id: receipt?.id } }
  expect((await salon.jobs()).filter(({ task }) => task === process.task)).toEqual([process])
  const { body: integration } = await salon.owner.get(`/v1/integrations/${twilio.integrationId}`)
  expect(integration.last_event_at).not.toBeNull()
})

test('the same thing is kept once, however often and at once it comes', async () => {
  const salon = await business()
  const twilio = await connectTwilio(salon)
  const fields = message()

  const replies = await Promise.all(Array.from({ length: 8 }, () => twilio.post('/messages', fields)))

  expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
  expect(await receiptsOf(salon)).toHaveLength(1)
  expect((await salon.jobs()).filter(({ task }) => task === 'webhook.process')).toHaveLength(1)
})

test('each status of a message is a thing of its own', async () => {
  const salon = await business()
  const twilio = await connectTwilio(salon)
  const MessageSid = sid('SM')

  for (const MessageStatus of ['sent', 'delivered', 'sent']) await twilio.post('/message-status', { MessageSid, MessageStatus })

  expect((await receiptsOf(salon)).map((each) => each.provider_event_id)).toEqual([`${MessageSid}:sent`, `${MessageSid}:delivered`])
})

test.each([
  ['a form without what makes it one thing', {}],
  ['a name that is too long to be one', { MessageSid: 'S'.repeat(300) }],
  ['a name of odd signs', { MessageSid: 'SM\u00001 2' }],
])('%s is kept under the digest of its bytes', async (_what, fields) => {
  const salon = await business()
  const twilio = await connectTwilio(salon)

  const replies = [await twilio.post('/messages', fields), await twilio.post('/messages', fields)]

  expect(replies.map(({ status }) => status)).toEqual([200, 200])
  expect((await receiptsOf(salon)).map((each) => each.provider_event_id)).toEqual([expect.stringMatching(/^sha256:[0-9a-f]{64}$/)])
})

test('what has a shape that nobody knows is taken all the same', async () => {
  const salon = await business()
  const [postmark, sms] = [await connectPostmark(salon), await connectSmsProvider(salon)]
  const bodies = ['', '[]', '"text"', '{', '\u0000', '{"RecordType":{"a":[1]}}']

  const replies = await Promise.all(
    bodies.flatMap((body) => [
      send(server.url, `/webhooks/postmark/${postmark.integrationId}/events`, 'application/json', body, postmark.prove('', body)),
      send(server.url, `/webhooks/sms/${sms.integrationId}`, 'application/json', body, sms.prove('', body)),
    ]),
  )

  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 204))
  expect(await receiptsOf(salon)).toHaveLength(2 * bodies.length)
})

test('during a rotation both secrets are good, and after it the new one', async () => {
  const salon = await business()
  const twilio = await connectTwilio(salon)
  const url = `/v1/integrations/${twilio.integrationId}/rotate-secret`
  const signed = (token: string, path: string, body: string) => ({ 'X-Twilio-Signature': signTwilio(token, server.url + path, body) })
  const post = async (token: string): Promise<number> => {
    const [path, body] = [`/webhooks/twilio/${twilio.integrationId}/messages`, formOf({ ...message(), AccountSid: twilio.accountSid })]
    return (await send(server.url, path, 'application/x-www-form-urlencoded', body, signed(token, path, body))).status
  }
  const next = 'f'.repeat(32)

  const rotated = await salon.owner.post(url, { auth_token: next, overlap_seconds: 3600 })
  const during = [await post(twilio.authToken), await post(next), await post('0'.repeat(32))]
  const last = '9'.repeat(32)
  await salon.owner.post(url, { auth_token: last, overlap_seconds: 0 })
  const after = [await post(twilio.authToken), await post(next), await post(last)]

  expect(rotated.status).toBe(200)
  expect(during).toEqual([200, 200, 403])
  expect(after).toEqual([403, 403, 200])
})

test.each([
  [-400, 403],
  [-290, 204],
  [290, 204],
  [400, 403],
])('a signature that is %i seconds off is answered %i', async (seconds, status) => {
  const salon = await business()
  const body = JSON.stringify({ messageId: 'm1', status: 'sent' })
  const { body: made } = await salon.owner.post('/v1/integrations', {
    provider: 'sms_provider',
    name: 'Test',
    base_url: 'https://sms.example.com',
    api_key: 'key-of-the-test',
  })
  const headers = signSms(made.secret, body, Math.floor(Date.now() / 1000) + seconds)

  expect((await send(server.url, `/webhooks/sms/${made.id}`, 'application/json', body, headers)).status).toBe(status)
})

test('the token that signs for one account does not speak for another', async () => {
  const salon = await business()
  const twilio = await connectTwilio(salon)

  const replies = [
    await twilio.post('/messages', message({ AccountSid: sid('AC') })),
    await twilio.post('/messages', message({ AccountSid: '' })),
  ]

  expect(replies.map(({ status }) => status)).toEqual([403, 403])
  expect(await receiptsOf(salon)).toEqual([])
})

test('whoever names another host in a header does not change what is signed', async () => {
  const twilio = await connectTwilio(await business())
  const [path, body] = [`/webhooks/twilio/${twilio.integrationId}/messages`, formOf({ ...message(), AccountSid: twilio.accountSid })]
  const elsewhere = { 'X-Twilio-Signature': signTwilio(twilio.authToken, `https://evil.example.com${path}`, body) }
  const forwarded = { 'X-Forwarded-Host': 'evil.example.com', 'X-Forwarded-Proto': 'https', Forwarded: 'host=evil.example.com;proto=https' }

  const reply = await send(server.url, path, 'application/x-www-form-urlencoded', body, { ...elsewhere, ...forwarded })

  expect(reply.status).toBe(403)
})

test('what is taken leaves no event and nothing in the audit log before it is processed', async () => {
  const salon = await business()
  const twilio = await connectTwilio(salon)
  const before = await eventTypesOf(salon.id)

  await twilio.post('/messages', message())

  expect(await eventTypesOf(salon.id)).toEqual(before)
})
