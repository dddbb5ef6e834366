import { beforeEach, expect, test } from '@jest/globals'
import { createBreakers } from '../../src/integrations/circuit-breaker.ts'
import { retryAfterOf } from '../../src/integrations/provider-reply.ts'
import type { ProviderAccount } from '../../src/integrations/vendors.ts'
import { createVendors } from '../../src/integrations/vendors.ts'
import { ownVendors } from '../support/vendors.ts'
import { failureOf, outgoing, patient } from './messages.ts'

const standIns = await ownVendors()
let time = 1_000_000
const vendors = createVendors({
  twilioUrl: standIns.twilioUrl,
  postmarkUrl: standIns.postmarkUrl,
  policy: { allowPrivate: true, ownHosts: [] },
  limits: patient,
  breakers: createBreakers({ failures: 2, openMs: 30_000, now: () => time }),
})
const account = (id: string, token = `token of ${id}`): ProviderAccount => ({
  id,
  provider: 'twilio',
  settings: { account_sid: `AC${'6'.repeat(32)}` },
  credentials: { auth_token: token },
  simulated: false,
})

beforeEach(() => standIns.reset())

test('an account that is dead is left alone for a while, and costs the others nothing', async () => {
  standIns.behaviours.always('token of dead', { status: 500 })
  const send = (id: string): Promise<unknown> => failureOf(vendors.messages(account(id)).send(outgoing('m1')))

  const outcomes = [await send('dead'), await send('dead'), await send('dead'), await send('alive')]

  const [first, second, third, other] = outcomes
  expect([first, second]).toMatchObject([{ code: 'provider_error' }, { code: 'provider_error' }])
  expect(third).toMatchObject({ code: 'circuit_open', retryAfter: 30 })
  expect(other).toBeUndefined()
  expect(standIns.requests).toHaveLength(3)

  standIns.behaviours.always('token of dead', undefined)
  time += 30_000
  expect(await send('dead')).toBeUndefined()
})

test('each provider is spoken to in its own way', async () => {
  const sms: ProviderAccount = {
    ...account('sms'),
    provider: 'sms_provider',
    settings: { base_url: standIns.smsUrl },
    credentials: { api_key: 'the-key-of-the-tests' },
  }
  const postmark: ProviderAccount = { ...account('mail'), provider: 'postmark', settings: {}, credentials: { server_token: 'the-token' } }

  for (const each of [account('twilio'), sms, postmark]) {
    const provider = vendors.messages(each)
    const handover = await provider.send(outgoing('m1', { subject: 'Tomorrow', bulk: true }))
    const found = await provider.find({ ...outgoing('m1'), since: new Date(Date.now() - 60_000) })
    expect(found.map(({ providerMessageId }) => providerMessageId)).toEqual([handover.providerMessageId])
    expect(await vendors.check(each)).toMatchObject({ ok: true })
  }
  expect(standIns.taken.map(({ vendor }) => vendor)).toEqual(['twilio', 'sms', 'postmark'])
  expect(standIns.taken[2]?.fields).toMatchObject({ MessageStream: 'broadcast' })
})

test('in a sandbox everything arrives, under the same name at every attempt, and nobody is called', async () => {
  const provider = vendors.messages({ ...account('sandbox'), simulated: true })

  const [first, again] = [await provider.send(outgoing('m1')), await provider.send(outgoing('m1'))]

  expect(first).toEqual({ providerMessageId: 'simulated-m1', status: 'delivered', segments: null })
  expect(again).toEqual(first)
  expect(await provider.find({ ...outgoing('m1'), since: new Date(0) })).toEqual([])
  expect(standIns.requests).toEqual([])
})

test.each([
  [undefined, undefined],
  ['', undefined],
  ['soon', undefined],
  ['0', 0],
  ['120', 120],
  ['99999999', 86_400],
  ['Mon, 05 Jan 2026 09:30:10 GMT', 10],
  ['Mon, 05 Jan 2026 09:00:00 GMT', 0],
])('Retry-After: %s means %s seconds', (value, seconds) => {
  const headers = value === undefined ? {} : { 'retry-after': value }

  expect(retryAfterOf(headers, Date.parse('2026-01-05T09:30:00Z'))).toBe(seconds)
})
