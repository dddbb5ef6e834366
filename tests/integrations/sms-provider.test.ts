import { beforeEach, expect, test } from '@jest/globals'
import { createSmsProvider } from '../../src/integrations/sms-provider.ts'
import { ownVendors } from '../support/vendors.ts'
import type { Behaviour } from '../vendors/behaviour.ts'
import { failureOf, impatient, outgoing, patient } from './messages.ts'

const vendors = await ownVendors()
const inHouse = { allowPrivate: true, ownHosts: [] }
const strict = { allowPrivate: false, ownHosts: [] }
const client = (policy = inHouse, limits = patient, baseUrl = vendors.smsUrl) =>
  createSmsProvider({ baseUrl, apiKey: 'the-key-of-the-tests', policy, limits })

beforeEach(() => vendors.reset())

test('a text goes out under our reference, and is found by it', async () => {
  const handover = await client().send(outgoing('m1', { mediaUrls: ['https://files.example.com/a.png'] }))

  expect(handover).toEqual({ providerMessageId: 'text-1', status: 'queued', segments: null })
  expect(vendors.requests[0]).toMatchObject({
    method: 'POST',
    path: '/messages',
    headers: { authorization: 'Bearer the-key-of-the-tests' },
  })
  const { body } = outgoing('m1')
  expect(JSON.parse(vendors.requests[0]?.body ?? '')).toEqual({
    reference: 'm1',
    from: '+14155550100',
    to: '+14155550134',
    text: body,
    media_urls: ['https://files.example.com/a.png'],
    status_url: null,
  })
  expect(await client().find({ ...outgoing('m1'), since: new Date() })).toEqual([handover])
  expect(await client().find({ ...outgoing('m2'), since: new Date() })).toEqual([])
})

const matrix: readonly [string, Behaviour, object][] = [
  ['an error of the provider', { status: 500 }, { code: 'provider_error', permanent: false, uncertain: true }],
  ['too many requests', { status: 429, retryAfter: 60 }, { code: 'rate_limited', permanent: false, retryAfter: 60 }],
  ['a key that is not known', { status: 401 }, { code: 'authentication_failed', permanent: false }],
  [
    'a recipient who has opted out',
    { status: 422, code: 'opted_out' },
    { code: 'recipient_opted_out', permanent: true, providerCode: 'opted_out' },
  ],
  ['a refusal that we do not know', { status: 400, code: 'tuesday' }, { code: 'refused', permanent: true, providerCode: 'tuesday' }],
  ['a redirect', { status: 307 }, { code: 'provider_error', permanent: false, uncertain: false }],
  ['a connection that is cut in the middle', { broken: 'reset', takes: true }, { code: 'unreachable', permanent: false, uncertain: true }],
  ['garbage', { broken: 'garbage', takes: true }, { code: 'provider_error', permanent: false, uncertain: true }],
]

test.each(matrix)('%s', async (_what, behaviour, expected) => {
  vendors.behaviours.next('sms', behaviour)

  const failure = await failureOf(client().send(outgoing('m1')))

  expect(failure).toMatchObject({ name: 'ProviderFailure', ...expected })
  expect(vendors.requests).toHaveLength(1)
})

test('an answer that does not come in time is given up, and the text may have been taken', async () => {
  vendors.behaviours.next('sms', { broken: 'hang', takes: true })

  expect(await failureOf(client(inHouse, impatient).send(outgoing('m1')))).toMatchObject({ code: 'unreachable', uncertain: true })
})

test('nothing is sent into the house, whatever the URL looks like', async () => {
  for (const baseUrl of [vendors.smsUrl, 'https://127.0.0.1/v1', 'https://localhost/v1', 'https://[::1]/v1']) {
    const failure = await failureOf(client(strict, patient, baseUrl).send(outgoing('m1')))
    expect([baseUrl, failure?.code, failure?.uncertain]).toEqual([baseUrl, 'unreachable', false])
  }
  expect(vendors.requests).toEqual([])
})

test('the provider is asked whether it knows us', async () => {
  await client().check()
  vendors.refused.add('the-key-of-the-tests')

  expect(await failureOf(client().check())).toMatchObject({ code: 'authentication_failed' })
})
