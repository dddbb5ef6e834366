import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { wholeHouse } from '../support/house.ts'
import type { House, Salon } from '../support/house.ts'
import { until } from '../support/eventually.ts'
import { formOf, newNumber, send, sid, signTwilio } from '../support/providers.ts'

const house = await wholeHouse()

/** An account at a provider, connected by the API, with the address from which it sends; the stand-in knows where it is to call back. */
const connected: Readonly<Record<string, (salon: Salon) => Promise<string>>> = {
  async twilio(salon) {
    const account = { provider: 'twilio', name: 'Twilio', account_sid: `AC${hex()}`, auth_token: hex() }
    return channelAt(salon, account, 'sms', newNumber())
  },
  async sms_provider(salon) {
    const account = { provider: 'sms_provider', name: 'Texts', base_url: house.vendors.smsUrl, api_key: randomUUID() }
    const integration = await salon.make('/v1/integrations', account)
    house.vendors.secrets.set(account.api_key, integration.secret)
    return channelOf(salon, integration.id, 'sms', newNumber())
  },
  async postmark(salon) {
    const account = { provider: 'postmark', name: 'Mail', server_token: randomUUID() }
    const integration = await salon.make('/v1/integrations', account)
    const url = integration.inbound_urls.find((each: { purpose: string }) => each.purpose === 'events').url
    house.vendors.webhooks.set(account.server_token, { url, username: 'clientflow', password: integration.secret })
    return channelOf(salon, integration.id, 'email', `desk-${randomUUID()}@salon.example.com`)
  },
}

const hex = (): string => randomUUID().replaceAll('-', '')

async function channelAt(salon: Salon, account: object, type: string, address: string): Promise<string> {
  return channelOf(salon, (await salon.make('/v1/integrations', account)).id, type, address)
}

async function channelOf(salon: Salon, integration_id: string, type: string, address: string): Promise<string> {
  const registered = type === 'sms' ? { a2p_status: 'not_required' } : {}
  return (await salon.make('/v1/channels', { type, integration_id, address, name: 'Front desk', is_default: true, ...registered })).id
}

const takenFrom = ({ vendors }: House, id: string) => vendors.taken.filter((each) => each.reference === id || each.body.includes(id))

test.each(['twilio', 'sms_provider', 'postmark'])('what is sent by %s is taken, told and delivered', async (provider) => {
  const salon = await house.salon()
  const channel_id = await connected[provider]?.(salon)
  const isMail = provider === 'postmark'
  const to = isMail ? `ada-${randomUUID()}@example.com` : newNumber()
  const body = `See you at eleven. ${randomUUID()}`
  const content = { type: 'text', body, ...(isMail && { subject: 'Your appointment' }) }
  await house.work()

  const message = await salon.make('/v1/messages', { to, channel_id, content, category: 'transactional' })
  const done = await salon.settled(message.id, 'delivered')

  expect(done).toMatchObject({ provider, direction: 'outbound', error: null })
  const taken = house.vendors.taken.filter((each) => each.body === body)
  expect(taken.map(({ to: recipient, id }) => [recipient, id])).toEqual([[to, done.provider_message_id]])
  const { data } = (await salon.client.get('/v1/events?limit=100')).body as { data: { type: string }[] }
  expect(data.map(({ type }) => type).filter((type) => type.startsWith('message.'))).toEqual([
    'message.queued',
    'message.sent',
    'message.delivered',
  ])
})

test.each(['twilio', 'sms_provider'])('attachments leave by %s as the places where they can be fetched', async (provider) => {
  const salon = await house.salon()
  const channel_id = await connected[provider]?.(salon)
  const attachments = [{ url: 'https://files.example.com/before.jpg', content_type: 'image/jpeg', name: 'before.jpg' }]
  const body = `Before. ${randomUUID()}`
  await house.work()

  const form = { to: newNumber(), channel_id, content: { type: 'text', body }, category: 'conversational', attachments }
  const message = await salon.make('/v1/messages', form)
  await salon.settled(message.id, 'delivered')

  const [taken] = house.vendors.taken.filter((each) => each.body === body)
  expect(JSON.stringify(taken?.fields)).toContain('https://files.example.com/before.jpg')
})

test('a STOP and a HELP are answered by texts that stand in the thread, and nothing else leaves for that number', async () => {
  const salon = await house.salon()
  const [account_sid, auth_token, number, from] = [`AC${hex()}`, hex(), newNumber(), newNumber()]
  const integration = await salon.make('/v1/integrations', { provider: 'twilio', name: 'Twilio', account_sid, auth_token })
  await channelOf(salon, integration.id, 'sms', number)
  const path = `/webhooks/twilio/${integration.id}/messages`
  const say = async (Body: string) => {
    const body = formOf({ AccountSid: account_sid, MessageSid: sid('SM'), From: from, To: number, Body })
    const headers = { 'X-Twilio-Signature': signTwilio(auth_token, house.url + path, body) }
    return send(house.url, path, 'application/x-www-form-urlencoded', body, headers)
  }
  const thread = async (count: number) =>
    until(`the thread has ${count} messages that have settled`, async () => {
      const { data } = (await salon.client.get('/v1/messages?limit=100')).body as { data: { body: string; status: string }[] }
      return data.length === count && data.every(({ status }) => ['received', 'delivered'].includes(status)) && data.reverse()
    })
  await house.work()

  const replies = [await say('STOP'), await say('HELP')]
  const said = await thread(4)
  const refused = await salon.make('/v1/messages', { to: from, content: { type: 'text', body: 'Hello' }, category: 'transactional' })

  expect(replies.map(({ text }) => text)).toEqual(replies.map(() => '<?xml version="1.0" encoding="UTF-8"?><Response/>'))
  expect(said.map(({ body, status }) => `${status}: ${body}`).sort()).toEqual([
    'delivered: Harbour Hair: Reply STOP to end these messages. Message and data rates may apply.',
    'delivered: Harbour Hair: You will get no more messages from this number. Reply START to get them again.',
    'received: HELP',
    'received: STOP',
  ])
  expect(refused.status).toBe('suppressed')
  expect(house.vendors.taken.filter(({ to }) => to === from)).toHaveLength(2)
})

test('offers by mail carry a link that ends them: in the headers, for mail programs, and under the text, for people', async () => {
  const salon = await house.salon()
  const channel_id = await connected.postmark?.(salon)
  const email = `ada-${randomUUID()}@example.com`
  const customer = await salon.make('/v1/customers', { emails: [{ email }] })
  const consent = { channel: 'email', purpose: 'marketing', action: 'granted', source: 'web_form' }
  await salon.make(`/v1/customers/${customer.id}/consents`, consent)
  await salon.client.put('/v1/messaging-policy', { marketing_window: { start: '00:00', end: '24:00', days: [1, 2, 3, 4, 5, 6, 7] } })
  const offer = { customer_id: customer.id, channel_id, category: 'marketing' }
  await house.work()

  const message = await salon.make('/v1/messages', { ...offer, content: { type: 'text', subject: 'Spring', body: 'Ten percent off.' } })
  await salon.settled(message.id, 'delivered')

  const [mail] = takenFrom(house, message.id)
  const headers = new Map((mail?.fields.Headers as { Name: string; Value: string }[]).map(({ Name, Value }) => [Name, Value]))
  const link = /^<(.+)>$/.exec(headers.get('List-Unsubscribe') ?? '')?.[1] ?? ''
  expect(link).toMatch(new RegExp(`^${house.url}/v1/public/unsubscribe/[\\w-]+$`))
  expect(headers.get('List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click')
  expect(mail?.body).toBe(`Ten percent off.\n\nUnsubscribe: ${link}`)
  expect(message.body).toBe('Ten percent off.')

  const oneClick = await fetch(link, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) })
  const next = await salon.make('/v1/messages', { ...offer, content: { type: 'text', subject: 'Summer', body: 'Twenty percent off.' } })

  expect(oneClick.status).toBe(200)
  expect(next).toMatchObject({ status: 'suppressed' })
  expect(next.reasons.map(({ code }: { code: string }) => code)).toEqual(['suppressed', 'consent_revoked'])
})

test('the files of a mail stand under its text, by name and place', async () => {
  const salon = await house.salon()
  const channel_id = await connected.postmark?.(salon)
  const attachments = [
    { url: 'https://files.example.com/offer.pdf', content_type: 'application/pdf', name: 'Our offer.pdf' },
    { url: 'https://files.example.com/map.png', content_type: 'image/png', name: null },
  ]
  const content = { type: 'text', subject: 'Our offer', body: 'As promised.' }
  await house.work()

  const form = { to: `ada-${randomUUID()}@example.com`, channel_id, content, category: 'transactional', attachments }
  const message = await salon.make('/v1/messages', form)
  await salon.settled(message.id, 'delivered')

  const [mail] = takenFrom(house, message.id)
  expect(mail?.body).toBe('As promised.\n\nOur offer.pdf: https://files.example.com/offer.pdf\nhttps://files.example.com/map.png')
})

test('a mail that is no offer carries no such link', async () => {
  const salon = await house.salon()
  const channel_id = await connected.postmark?.(salon)
  const content = { type: 'text', subject: 'Your appointment', body: 'See you at eleven.' }
  await house.work()

  const message = await salon.make('/v1/messages', {
    to: `ada-${randomUUID()}@example.com`,
    channel_id,
    content,
    category: 'transactional',
  })
  await salon.settled(message.id, 'delivered')

  const [mail] = takenFrom(house, message.id)
  expect([mail?.body, mail?.fields.Headers]).toEqual(['See you at eleven.', []])
})
