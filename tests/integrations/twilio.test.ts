import { text } from 'node:stream/consumers'
import { beforeEach, expect, test } from '@jest/globals'
import { createTwilio } from '../../src/integrations/twilio.ts'
import type { CallLimits } from '../../src/integrations/http-call.ts'
import { ownVendors } from '../support/vendors.ts'
import type { Behaviour } from '../vendors/behaviour.ts'
import { failureOf, impatient, outgoing, patient } from './messages.ts'

const vendors = await ownVendors()
const accountSid = `AC${'1'.repeat(32)}`
const client = (limits: CallLimits = patient, url = vendors.twilioUrl) => createTwilio({ accountSid, authToken: 'the-token', url, limits })

beforeEach(() => vendors.reset())

test('a text goes to Twilio as its documentation wants it', async () => {
  const message = outgoing('m1', { mediaUrls: ['https://files.example.com/a.png'], body: 'Grüße & 100 % = schön' })

  const handover = await client().send({ ...message, statusUrl: `${vendors.url}/nowhere?message=m1` })

  expect(handover).toEqual({ providerMessageId: expect.stringMatching(/^SM[0-9a-f]{32}$/), status: 'queued', segments: 1 })
  expect(vendors.taken).toMatchObject([{ account: accountSid, from: message.from, to: message.to, body: message.body }])
  expect(vendors.requests[0]).toMatchObject({ method: 'POST', path: `/2010-04-01/Accounts/${accountSid}/Messages.json` })
  expect(Object.fromEntries(new URLSearchParams(vendors.requests[0]?.body))).toEqual({
    From: message.from,
    To: message.to,
    Body: message.body,
    MediaUrl: 'https://files.example.com/a.png',
    StatusCallback: `${vendors.url}/nowhere?message=m1`,
  })
  await vendors.callbacks.settled()
})

test('a text that was taken is found again; others between the same two are not it', async () => {
  const since = new Date()
  await client().send(outgoing('m1'))
  await client().send(outgoing('m2'))

  const found = await client().find({ ...outgoing('m2'), since })
  const earlier = await client().find({ ...outgoing('m2'), since: new Date(since.getTime() + 60_000) })
  const never = await client().find({ ...outgoing('m3'), since })

  expect(found).toEqual([{ providerMessageId: vendors.taken[1]?.id, status: 'queued', segments: 1 }])
  expect([earlier, never]).toEqual([[], []])
})

test.each([
  ['+15005550001', 21211, 'recipient_invalid'],
  ['+15005550003', 21408, 'region_not_enabled'],
  ['+15005550004', 21610, 'recipient_opted_out'],
  ['+15005550009', 21614, 'recipient_not_mobile'],
])('a text to %s is refused for good, as %i', async (to, number, code) => {
  const failure = await failureOf(client().send(outgoing('m1', { to })))

  expect(failure).toMatchObject({ name: 'ProviderFailure', permanent: true, code, providerCode: String(number), uncertain: false })
  expect(failure?.message).not.toContain(to)
  expect(vendors.requests).toHaveLength(1)
})

// What each failure means for the message: whether the same would be refused again, and whether it may have been taken all the same.
const matrix: readonly [string, Behaviour, object][] = [
  ['an error of Twilio', { status: 500, code: 20500 }, { code: 'provider_error', permanent: false, uncertain: true }],
  ['an error after it was taken', { status: 503, code: 20503, takes: true }, { code: 'provider_error', permanent: false, uncertain: true }],
  [
    'too many requests',
    { status: 429, code: 20429, retryAfter: 7 },
    { code: 'rate_limited', permanent: false, retryAfter: 7, uncertain: false },
  ],
  ['a queue that is full', { status: 400, code: 21611 }, { code: 'rate_limited', permanent: false, uncertain: false }],
  ['credentials that are not known', { status: 401, code: 20003 }, { code: 'authentication_failed', permanent: false, uncertain: false }],
  ['a suspended account', { status: 403, code: 20005 }, { code: 'account_suspended', permanent: false, uncertain: false }],
  [
    'a sender who is not registered',
    { status: 400, code: 30034 },
    { code: 'sender_not_registered', permanent: true, providerCode: '30034' },
  ],
  ['a refusal that we do not know', { status: 400, code: 29999 }, { code: 'refused', permanent: true, providerCode: '29999' }],
  ['a redirect', { status: 302 }, { code: 'provider_error', permanent: false, uncertain: false }],
  ['a connection that is cut in the middle', { broken: 'reset', takes: true }, { code: 'unreachable', permanent: false, uncertain: true }],
  ['garbage', { broken: 'garbage', takes: true }, { code: 'provider_error', permanent: false, uncertain: true }],
]

test.each(matrix)('%s', async (_what, behaviour, expected) => {
  vendors.behaviours.next('twilio', behaviour)

  const failure = await failureOf(client().send(outgoing('m1')))

  expect(failure).toMatchObject({ name: 'ProviderFailure', ...expected })
  expect(vendors.requests).toHaveLength(1)
  expect(vendors.taken).toHaveLength(behaviour.takes === true ? 1 : 0)
})

test('an answer that does not come in time is given up, and the text may have been taken', async () => {
  vendors.behaviours.next('twilio', { broken: 'hang', takes: true })

  const failure = await failureOf(client(impatient).send(outgoing('m1')))

  expect(failure).toMatchObject({ code: 'unreachable', permanent: false, uncertain: true })
})

test.each([
  ['a port on which nobody listens', 'http://127.0.0.1:1'],
  ['a name that does not exist', 'http://twilio.invalid'],
  ['a server with which no secure connection can be made', vendors.twilioUrl.replace('http:', 'https:')],
])('%s: it was not taken', async (_what, url) => {
  const failure = await failureOf(client(patient, url).send(outgoing('m1')))

  expect(failure).toMatchObject({ code: 'unreachable', permanent: false, uncertain: false })
})

test('the account is asked for by its credentials', async () => {
  await client().check()
  vendors.refused.add('the-token')

  const failure = await failureOf(client().check())

  expect(failure).toMatchObject({ code: 'authentication_failed', providerCode: '20003' })
  expect(JSON.stringify(failure)).not.toContain('the-token')
})

test('a recording comes as a stream, whole or in part', async () => {
  const whole = await client().fetchRecording('RE1')
  const part = await client().fetchRecording('RE1', 'bytes=4-10')

  expect([whole.statusCode, (await text(whole)).length]).toEqual([200, 65_536])
  expect([part.statusCode, await text(part), part.headers['content-range']]).toEqual([206, 'a recor', 'bytes 4-10/65536'])
  vendors.refused.add('the-token')
  expect(await failureOf(client().fetchRecording('RE1'))).toMatchObject({ code: 'authentication_failed' })
})
