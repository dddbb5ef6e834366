import { expect, test } from '@jest/globals'
import { contact, say } from '../consents/consents.ts'
import type { Contact } from '../consents/consents.ts'
import { business, rows } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { channelIn } from '../support/channels.ts'

// A Friday; 11 in the morning in California, 20 in the evening in Berlin.
const open = '2026-06-05T18:00:00Z'
const night = '2026-06-05T10:00:00Z'

interface Way {
  readonly channel: string
  readonly address: string
  readonly channel_id: string | null
  readonly decision: string
  readonly until: string | null
  readonly time_zones: string[]
  readonly reasons: { code: string; detail: string }[]
}

async function ask(salon: Business, { id }: Contact, query: string, at = open): Promise<Way[]> {
  const reply = await salon.owner.get(`/v1/customers/${id}/contactability?at=${at}&${query}`)
  expect(reply.status).toBe(200)
  return reply.body.ways as Way[]
}

/** The answer for texts. */
async function text(salon: Business, customer: Contact, category = 'marketing', at = open): Promise<Way> {
  const [way] = await ask(salon, customer, `channel=sms&category=${category}`, at)
  return way as Way
}

const codes = ({ decision, reasons }: Way) => [decision, ...reasons.map(({ code }) => code)]

async function salonWithTexts(): Promise<{ salon: Business; customer: Contact; sender: string }> {
  const salon = await business()
  const sender = await channelIn(salon, 'sms', { is_default: true })
  return { salon, customer: await contact(salon), sender }
}

async function close(salon: Business, address: string, reason: string, channel = 'sms', scope: string | null = null): Promise<void> {
  await rows('insert into suppressions (business_id, channel, address, reason, scope_channel_id) values ($1, $2, $3, $4, $5)', [
    salon.id,
    channel,
    address,
    reason,
    scope,
  ])
}

test('marketing needs a yes, a reminder none, and both obey a no for what it was said to', async () => {
  const { salon, customer } = await salonWithTexts()
  const all = async () =>
    Promise.all(['marketing', 'transactional', 'conversational'].map(async (each) => codes(await text(salon, customer, each))))

  expect(await all()).toEqual([['refuse', 'consent_missing'], ['send'], ['send']])
  await say(salon, customer, 'granted')
  expect(await all()).toEqual([['send'], ['send'], ['send']])
  await say(salon, customer, 'revoked')
  expect(await all()).toEqual([['refuse', 'consent_revoked'], ['send'], ['send']])
  await say(salon, customer, 'revoked', { purpose: 'transactional' })
  expect(await all()).toEqual([['refuse', 'consent_revoked'], ['refuse', 'consent_revoked'], ['send']])
})

test('who revokes marketing texts gets no marketing calls, until they are granted', async () => {
  const salon = await business()
  const customer = await contact(salon)
  await channelIn(salon, 'voice', { is_default: true })
  const call = async () => codes((await ask(salon, customer, 'channel=voice&category=marketing'))[0] as Way)
  const on = (day: number) => ({ occurred_at: `2026-01-0${day}T09:00:00Z` })

  await say(salon, customer, 'granted', { channel: 'voice', ...on(1) })
  expect(await call()).toEqual(['send'])
  await say(salon, customer, 'revoked', on(2))
  expect(await call()).toEqual(['refuse', 'consent_revoked'])
  await say(salon, customer, 'granted', on(3))
  expect(await call()).toEqual(['refuse', 'consent_revoked'])
  await say(salon, customer, 'granted', { channel: 'voice', ...on(5) })
  expect(await call()).toEqual(['send'])
})

test.each(['keyword_stop', 'provider_block', 'manual', 'erased'])('%s closes a number to everything', async (reason) => {
  const { salon, customer } = await salonWithTexts()
  await say(salon, customer, 'granted')
  await close(salon, customer.phone, reason)

  const ways = await Promise.all(['marketing', 'transactional', 'conversational'].map((each) => text(salon, customer, each)))

  expect(ways.map(codes)).toEqual(ways.map(() => ['refuse', 'suppressed']))
  expect(ways[0]?.reasons[0]?.detail).toContain(reason)
})

test('the link in a mail closes marketing alone', async () => {
  const salon = await business()
  const customer = await contact(salon)
  await channelIn(salon, 'email', { is_default: true })
  await say(salon, customer, 'granted', { channel: 'email' })
  await close(salon, customer.email, 'unsubscribe_link', 'email')
  const mail = async (category: string) => codes((await ask(salon, customer, `channel=email&category=${category}`))[0] as Way)

  expect([await mail('marketing'), await mail('transactional')]).toEqual([['refuse', 'suppressed'], ['send']])
})

test('a STOP to one number of ours closes that one, and all of them to marketing, by text and by call', async () => {
  const { salon, customer, sender } = await salonWithTexts()
  const other = await channelIn(salon, 'sms')
  await channelIn(salon, 'voice', { is_default: true })
  for (const channel of ['sms', 'voice']) await say(salon, customer, 'granted', { channel })
  await close(salon, customer.phone, 'keyword_stop', 'sms', other)

  const [first] = await ask(salon, customer, 'channel=voice&category=marketing')

  expect(codes(await text(salon, customer, 'transactional'))).toEqual(['send'])
  expect(codes(await text(salon, customer))).toEqual(['refuse', 'suppressed'])
  expect(codes(first as Way)).toEqual(['refuse', 'suppressed'])
  await close(salon, customer.phone, 'keyword_stop', 'sms', sender)
  expect(codes(await text(salon, customer, 'transactional'))).toEqual(['refuse', 'suppressed'])
})

test('a STOP to one business says nothing to another', async () => {
  const [one, two] = [await salonWithTexts(), await salonWithTexts()]
  const { body } = await two.salon.owner.post('/v1/customers', { phones: [{ e164: one.customer.phone }] })
  const theirs = { ...one.customer, id: body.id as string }
  for (const [salon, customer] of [
    [one.salon, one.customer],
    [two.salon, theirs],
  ] as const)
    await say(salon, customer, 'granted')

  await close(one.salon, one.customer.phone, 'keyword_stop')
  await say(one.salon, one.customer, 'revoked')

  expect(codes(await text(one.salon, one.customer))).toEqual(['refuse', 'suppressed', 'consent_revoked'])
  expect(codes(await text(two.salon, theirs))).toEqual(['send'])
})

test.each([
  ['approved', ['send']],
  ['not_required', ['send']],
  ['unregistered', ['refuse', 'a2p_not_approved']],
  ['pending', ['refuse', 'a2p_not_approved']],
  ['rejected', ['refuse', 'a2p_not_approved']],
])('a sender that is %s to the carriers', async (a2p_status, expected) => {
  const salon = await business()
  await channelIn(salon, 'sms', { is_default: true, a2p_status })
  const customer = await contact(salon)
  const { body } = await salon.owner.post('/v1/customers', { phones: [{ e164: '+4915112345678' }] })

  expect(codes(await text(salon, customer, 'conversational'))).toEqual(expected)
  // Carriers elsewhere do not ask.
  expect(codes(await text(salon, { ...customer, id: body.id as string }, 'conversational'))).toEqual(['send'])
})

test('marketing waits for the morning of the recipient, and nothing else does', async () => {
  const { salon, customer } = await salonWithTexts()
  await say(salon, customer, 'granted')

  const offer = await text(salon, customer, 'marketing', night)

  expect(offer).toMatchObject({ decision: 'hold', until: '2026-06-05T15:00:00.000Z', time_zones: ['America/Los_Angeles'] })
  expect(offer.reasons.map(({ code }) => code)).toEqual(['quiet_hours'])
  expect(codes(await text(salon, customer, 'transactional', night))).toEqual(['send'])
  await salon.owner.patch(`/v1/customers/${customer.id}`, { time_zone: 'Europe/Berlin' })
  expect(codes(await text(salon, customer, 'marketing', night))).toEqual(['send'])
})

test('the hours are those of the policy, and those of a region there', async () => {
  const { salon } = await salonWithTexts()
  const { body } = await salon.owner.post('/v1/customers', { phones: [{ e164: '+12145550134' }] })
  const texan = { id: body.id as string, phone: '+12145550134', email: '' }
  await say(salon, texan, 'granted')
  // A Sunday, 09 o'clock in Texas.
  const sunday = '2026-06-07T14:00:00Z'

  expect(codes(await text(salon, texan, 'marketing', sunday))).toEqual(['send'])
  await salon.owner.put('/v1/messaging-policy', { region_overrides: [{ region: 'US-TX', days: [7], start: '12:00', end: '21:00' }] })
  expect(await text(salon, texan, 'marketing', sunday)).toMatchObject({ decision: 'hold', until: '2026-06-07T17:00:00.000Z' })
  expect(codes(await text(salon, texan, 'marketing', open))).toEqual(['send'])
  await salon.owner.put('/v1/messaging-policy', { marketing_window: { start: '08:00', end: '21:00', days: [1] } })
  expect(await text(salon, texan, 'marketing', sunday)).toMatchObject({ decision: 'hold', until: '2026-06-08T13:00:00.000Z' })
})

test('every reason is named, in the order in which it is looked at', async () => {
  const salon = await business()
  const customer = await contact(salon)
  await salon.owner.patch(`/v1/customers/${customer.id}`, { status: 'blocked' })
  await close(salon, customer.phone, 'manual')

  const [none] = await ask(salon, customer, 'channel=sms&category=marketing', night)
  await channelIn(salon, 'sms', { is_default: true, a2p_status: 'pending' })
  const [some] = await ask(salon, customer, 'channel=sms&category=marketing', night)

  expect(codes(none as Way)).toEqual(['refuse', 'customer_blocked', 'channel_missing', 'suppressed', 'consent_missing', 'quiet_hours'])
  expect(codes(some as Way)).toEqual(['refuse', 'customer_blocked', 'suppressed', 'consent_missing', 'a2p_not_approved', 'quiet_hours'])
  expect(some).toMatchObject({ until: null })
})

test('every address and number is answered for, on each channel', async () => {
  const { salon, sender } = await salonWithTexts()
  const phones = [{ e164: '+14155550101' }, { e164: '+14155550102', is_primary: true }]
  const { body } = await salon.owner.post('/v1/customers', { phones, emails: [{ email: 'ada@example.com' }] })

  const ways = await ask(salon, { id: body.id as string, phone: '', email: '' }, 'category=conversational')

  expect(ways.map(({ channel, address, channel_id }) => [channel, address, channel_id])).toEqual([
    ['sms', '+14155550102', sender],
    ['sms', '+14155550101', sender],
    ['email', 'ada@example.com', null],
    ['voice', '+14155550102', null],
    ['voice', '+14155550101', null],
  ])
})

test('a customer who is not there is a 404', async () => {
  const [salon, other] = [await business(), await business()]
  const theirs = await contact(other)

  expect((await salon.owner.get(`/v1/customers/${theirs.id}/contactability?category=marketing`)).status).toBe(404)
})
