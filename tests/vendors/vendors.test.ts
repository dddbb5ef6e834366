import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeEach, expect, test } from '@jest/globals'
import { hasBasicAuth } from '../../src/crypto/basic-auth.ts'
import { isSignedRequest } from '../../src/crypto/hmac-signature.ts'
import { isTwilioRequest } from '../../src/crypto/twilio-signature.ts'
import { createPostmarkMessages } from '../../src/integrations/postmark-messages.ts'
import { createSmsProvider } from '../../src/integrations/sms-provider.ts'
import { createTwilio } from '../../src/integrations/twilio.ts'
import { outgoing, patient } from '../integrations/messages.ts'
import { ownVendors } from '../support/vendors.ts'
import { postmarkCallback } from './postmark.ts'
import { smsCallback } from './sms.ts'
import { twilioCallback } from './twilio.ts'

interface Heard {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

const vendors = await ownVendors()
const heard: Heard[] = []
const server = createServer((request, response) => {
  void buffer(request).then((body) => {
    heard.push({ path: request.url ?? '', headers: request.headers, body })
    response.writeHead(204).end()
  })
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  heard.length = 0
  vendors.reset()
})

const accountSid = `AC${'5'.repeat(32)}`
const twilio = createTwilio({ accountSid, authToken: 'the-token', url: vendors.twilioUrl, limits: patient })
const text = outgoing('m1', { statusUrl: `${publicUrl}/status?message=m1` })
const formOf = ({ body }: Heard): Record<string, string> => Object.fromEntries(new URLSearchParams(body.toString()))
const statusesOf = (all: readonly Heard[]): (string | undefined)[] => all.map((each) => formOf(each).MessageStatus)

test('what becomes of a text is told in order, signed as Twilio signs', async () => {
  const { providerMessageId } = await twilio.send(text)
  await vendors.callbacks.settled()

  expect(statusesOf(heard)).toEqual(['queued', 'sent', 'delivered'])
  for (const { path, headers, body } of heard) {
    const params = formOf({ path, headers, body })
    expect(params).toMatchObject({ MessageSid: providerMessageId, AccountSid: accountSid, From: text.from, To: text.to })
    const signature = headers['x-twilio-signature'] as string
    expect(isTwilioRequest({ authTokens: ['the-token'], publicUrl, path, params, body, signature })).toBe(true)
    expect(isTwilioRequest({ authTokens: ['another'], publicUrl, path, params, body, signature })).toBe(false)
  }
  expect(vendors.callbacks.statuses).toEqual([204, 204, 204])
})

test.each([
  ['doubled', ['queued', 'queued', 'sent', 'sent', 'delivered', 'delivered']],
  ['reversed', ['delivered', 'sent', 'queued']],
  ['none', []],
] as const)('callbacks can be %s', async (mode, expected) => {
  vendors.callbacks.mode(mode)
  await twilio.send(text)
  await vendors.callbacks.settled()

  expect(statusesOf(heard)).toEqual(expected)
})

test('Postmark tells of a delivery with the name and the password that were entered for it', async () => {
  const webhook = { url: `${publicUrl}/events`, username: 'clientflow', password: 'the-secret' }
  vendors.webhooks.set('the-server-token', webhook)
  const mail = outgoing('m1', { to: 'ada@example.com', subject: 'Tomorrow' })
  const client = createPostmarkMessages({
    serverToken: 'the-server-token',
    broadcastStream: 'b',
    url: vendors.postmarkUrl,
    limits: patient,
  })
  const { providerMessageId } = await client.send(mail)
  await vendors.callbacks.settled()

  const [delivery] = heard as [Heard]
  const record = JSON.parse(delivery.body.toString()) as object
  expect(record).toMatchObject({ RecordType: 'Delivery', MessageID: providerMessageId, Metadata: { message_id: 'm1' } })
  const { authorization } = delivery.headers
  expect(hasBasicAuth({ username: 'clientflow', passwords: ['the-secret'], authorization })).toBe(true)
  expect(postmarkCallback(webhook, record)).toMatchObject({ url: webhook.url, headers: { Authorization: authorization } })
})

test('the generic provider signs with the secret that it was given', async () => {
  vendors.secrets.set('the-api-key', 'the-secret')
  const policy = { allowPrivate: true, ownHosts: [] }
  const client = createSmsProvider({ baseUrl: vendors.smsUrl, apiKey: 'the-api-key', policy, limits: patient })
  const { providerMessageId } = await client.send(text)
  await vendors.callbacks.settled()

  expect(heard.map(({ body }) => JSON.parse(body.toString()) as object)).toMatchObject(
    ['sent', 'delivered'].map((status) => ({ messageId: providerMessageId, status, phoneNumber: text.to, supplierReference: 'm1' })),
  )
  for (const { headers, body } of heard) {
    const signed = {
      body,
      timestamp: headers['x-sms-timestamp'] as string,
      signature: headers['x-sms-signature'] as string,
      now: Date.now(),
    }
    expect(isSignedRequest({ secrets: ['the-secret'], ...signed })).toBe(true)
    expect(isSignedRequest({ secrets: ['another'], ...signed })).toBe(false)
  }
  expect(smsCallback('the-secret', publicUrl, {}).body).toBe('{}')
})

test('a text that comes in is signed alike', () => {
  const { url, headers, body } = twilioCallback('the-token', `${publicUrl}/messages`, { From: '+14155550134', Body: 'Grüße & STOP' })

  const params = Object.fromEntries(new URLSearchParams(body))
  const signature = headers['X-Twilio-Signature']
  expect(isTwilioRequest({ authTokens: ['the-token'], publicUrl, path: new URL(url).pathname, params, signature })).toBe(true)
})

test('whoever is another process orders and asks over HTTP', async () => {
  const control = `${vendors.url}/control`
  const orders = { next: { twilio: [{ status: 429, code: 20429 }] }, always: { 'the-token': { status: 500, code: 1 } }, callbacks: 'none' }
  await fetch(control, { method: 'POST', body: JSON.stringify(orders) })

  await expect(twilio.send(text)).rejects.toMatchObject({ code: 'provider_error' })
  await fetch(control, { method: 'POST', body: JSON.stringify({ always: { 'the-token': null } }) })
  await expect(twilio.send(text)).rejects.toMatchObject({ code: 'rate_limited' })
  await twilio.send(text)

  expect(await (await fetch(control)).json()).toMatchObject({ taken: [{ to: text.to, body: text.body }], callbacks: [] })
  expect(await (await fetch(control, { method: 'DELETE' })).json()).toEqual({ taken: [], callbacks: [] })
})

test('over HTTP people also do what they do in Google', async () => {
  const account = 'ada@gmail.example.com'
  const order = (...google: object[]): Promise<unknown> =>
    fetch(`${vendors.url}/control`, { method: 'POST', body: JSON.stringify({ google: google.map((each) => ({ account, ...each })) }) })
  const { primary } = vendors.google.account(account)

  await order({ fields: { summary: 'Dentist' } }, { fields: { summary: 'Lunch' } })
  const [dentist, lunch] = primary.live()
  await order({ id: dentist?.id, fields: { summary: 'Another dentist' } }, { id: lunch?.id })

  expect(primary.live().map(({ id, summary }) => [id, summary])).toEqual([[dentist?.id, 'Another dentist']])
})
