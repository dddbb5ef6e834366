import { beforeEach, expect, test } from '@jest/globals'
import { createPostmarkMessages } from '../../src/integrations/postmark-messages.ts'
import { ownVendors } from '../support/vendors.ts'
import type { Behaviour } from '../vendors/behaviour.ts'
import { failureOf, impatient, outgoing, patient } from './messages.ts'

const vendors = await ownVendors()
const client = (limits = patient, url = vendors.postmarkUrl) =>
  createPostmarkMessages({ serverToken: 'the-token-of-the-tests', broadcastStream: 'newsletters', url, limits })
const mail = outgoing('m1', { from: 'Salon <hello@example.com>', to: 'ada@example.com', subject: 'Tomorrow' })

beforeEach(() => vendors.reset())

test('a mail goes to Postmark as its documentation wants it, marketing by a stream of its own', async () => {
  const handover = await client().send(mail)
  await client().send({ ...mail, id: 'm2', bulk: true, headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } })

  expect(handover).toEqual({ providerMessageId: vendors.taken[0]?.id, status: 'sent', segments: null })
  expect(vendors.requests[0]).toMatchObject({ path: '/email', headers: { 'x-postmark-server-token': 'the-token-of-the-tests' } })
  const shared = { From: mail.from, To: mail.to, Subject: 'Tomorrow', TextBody: mail.body }
  expect(vendors.taken.map(({ fields }) => fields)).toEqual([
    { ...shared, MessageStream: 'outbound', Metadata: { message_id: 'm1' }, Headers: [] },
    {
      ...shared,
      MessageStream: 'newsletters',
      Metadata: { message_id: 'm2' },
      Headers: [{ Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' }],
    },
  ])
})

test('a mail that was taken is found by our id', async () => {
  const handover = await client().send(mail)

  expect(await client().find({ ...mail, since: new Date() })).toEqual([handover])
  expect(await client().find({ ...mail, id: 'm2', since: new Date() })).toEqual([])
})

const matrix: readonly [string, Behaviour, object][] = [
  ['an invalid address', { status: 422, code: 300 }, { code: 'recipient_invalid', permanent: true, providerCode: '300' }],
  [
    'a recipient who has bounced or complained',
    { status: 422, code: 406 },
    { code: 'recipient_suppressed', permanent: true, providerCode: '406' },
  ],
  ['credits that are spent', { status: 422, code: 405 }, { code: 'refused', permanent: false, providerCode: '405' }],
  ['a token that is not known', { status: 401, code: 10 }, { code: 'authentication_failed', permanent: false }],
  ['too many requests', { status: 429, code: 429, retryAfter: 3 }, { code: 'rate_limited', permanent: false, retryAfter: 3 }],
  ['an error of Postmark', { status: 500 }, { code: 'provider_error', permanent: false, uncertain: true }],
  ['a connection that is cut in the middle', { broken: 'reset', takes: true }, { code: 'unreachable', permanent: false, uncertain: true }],
  ['garbage', { broken: 'garbage', takes: true }, { code: 'provider_error', permanent: false, uncertain: true }],
]

test.each(matrix)('%s', async (_what, behaviour, expected) => {
  vendors.behaviours.next('postmark', behaviour)

  const failure = await failureOf(client().send(mail))

  expect(failure).toMatchObject({ name: 'ProviderFailure', ...expected })
  expect(failure?.message).not.toContain('example.com')
  expect(vendors.requests).toHaveLength(1)
})

test('an answer that does not come in time is given up; a port on which nobody listens took nothing', async () => {
  vendors.behaviours.next('postmark', { broken: 'hang', takes: true })

  expect(await failureOf(client(impatient).send(mail))).toMatchObject({ code: 'unreachable', uncertain: true })
  expect(await failureOf(client(patient, 'http://127.0.0.1:1').send(mail))).toMatchObject({ code: 'unreachable', uncertain: false })
})

test('the server is asked for by its token', async () => {
  await client().check()
  vendors.refused.add('the-token-of-the-tests')

  expect(await failureOf(client().check())).toMatchObject({ code: 'authentication_failed', providerCode: '10' })
})
