import { expect, test } from '@jest/globals'
import { receiveMessage } from '../../src/domain/messages/messages.ts'
import type { IncomingMessage, Received } from '../../src/domain/messages/messages.ts'
import { numberAt, textingSalon } from '../support/texting.ts'
import type { TextingSalon } from '../support/texting.ts'
import { ownVendors } from '../support/vendors.ts'
import { workShop } from '../support/worker.ts'

const vendors = await ownVendors()
const shop = await workShop()
const receivedAt = new Date('2026-01-05T09:30:00.000Z')

function receive({ channel, act }: TextingSalon, name: string, more: Partial<IncomingMessage> = {}): Promise<Received> {
  const incoming = {
    channel,
    provider: 'twilio',
    from: numberAt(1),
    to: channel.address,
    body: `text ${name}`,
    providerMessageId: name,
    receivedAt,
  } as const
  return act((tx) => receiveMessage(tx, { ...incoming, ...more }))
}

const conversationsOf = (salon: TextingSalon) =>
  shop.rows('select status, message_count, unread_count from conversations where business_id = $1 order by created_at', [salon.id])

test('fifty first messages of somebody unknown, all at once, are one customer, one conversation and fifty messages in a row', async () => {
  const salon = await textingSalon(shop, vendors)
  const names = Array.from({ length: 50 }, (_, place) => `SM-${place}`)

  await Promise.all(names.map((name) => receive(salon, name)))

  const customers = await shop.rows('select lifecycle_stage, primary_phone from customers where business_id = $1', [salon.id])
  const sequences = await shop.rows<{ sequence: number }>('select sequence from messages where business_id = $1 order by sequence', [
    salon.id,
  ])
  expect(customers).toEqual([{ lifecycle_stage: 'lead', primary_phone: numberAt(1) }])
  expect(await conversationsOf(salon)).toEqual([{ status: 'open', message_count: 50, unread_count: 50 }])
  expect(sequences.map(({ sequence }) => sequence)).toEqual(names.map((_, place) => place + 1))
})

test('of one message any number of deliveries is one, at once or later, and none of them opens what was closed since', async () => {
  const salon = await textingSalon(shop, vendors)
  const first = await Promise.all(Array.from({ length: 8 }, () => receive(salon, 'SM-1')))
  await shop.rows("update conversations set status = 'closed', closed_at = now() where business_id = $1", [salon.id])

  const again = await receive(salon, 'SM-1')

  expect(first.filter(({ created }) => created)).toHaveLength(1)
  expect(again.created).toBe(false)
  expect(await conversationsOf(salon)).toEqual([{ status: 'closed', message_count: 1, unread_count: 1 }])
})

test.each([
  { was: "status = 'closed', closed_at = now() - interval '29 days'", becomes: ['open'] },
  { was: "status = 'closed', closed_at = now() - interval '31 days'", becomes: ['closed', 'open'] },
  { was: "status = 'pending'", becomes: ['open'] },
  { was: "status = 'snoozed', snoozed_until = now() + interval '1 day'", becomes: ['open'] },
  { was: "status = 'spam', closed_at = now() - interval '40 days'", becomes: ['spam'] },
])('where the conversation was set to $was, the next message leaves $becomes', async ({ was, becomes }) => {
  const salon = await textingSalon(shop, vendors)
  await receive(salon, 'SM-1')
  await shop.rows(`update conversations set ${was} where business_id = $1`, [salon.id])

  await receive(salon, 'SM-2')

  expect((await conversationsOf(salon)).map(({ status }) => status)).toEqual(becomes)
})

test('what cannot be shown again is taken out of a text, and what does not fit is cut', async () => {
  const salon = await textingSalon(shop, vendors)

  const odd = await receive(salon, 'SM-1', { body: 'a\u0000b\r\nc\ud800d\u009f' })
  const long = await receive(salon, 'SM-2', { body: '💈'.repeat(5000) })
  const empty = await receive(salon, 'SM-3', { body: '' })

  expect(odd.message.body).toBe('ab\nc\ufffdd')
  expect([...long.message.body]).toHaveLength(4000)
  expect(empty.message.body).toBe('')
})

test('a short code is a sender like any other, though it is no telephone number', async () => {
  const salon = await textingSalon(shop, vendors)

  await receive(salon, 'SM-1', { from: '72975' })
  await receive(salon, 'SM-2', { from: '72975' })

  const customers = await shop.rows('select external_id, primary_phone from customers where business_id = $1', [salon.id])
  expect(customers).toEqual([{ external_id: 'sender:72975', primary_phone: null }])
  expect(await conversationsOf(salon)).toEqual([{ status: 'open', message_count: 2, unread_count: 2 }])
})

test('an answer ends the waiting, and the first one is remembered', async () => {
  const salon = await textingSalon(shop, vendors)
  const activity =
    'select waiting_since is not null as waits, first_response_at is not null as answered from conversations where business_id = $1'
  await receive(salon, 'SM-1')
  expect(await shop.rows(activity, [salon.id])).toEqual([{ waits: true, answered: false }])

  await salon.queue(numberAt(1), 'You are subscribed.', { senderType: 'system' })
  expect(await shop.rows(activity, [salon.id])).toEqual([{ waits: true, answered: false }])
  await salon.queue(numberAt(1), 'Yes, until four.')

  expect(await shop.rows(activity, [salon.id])).toEqual([{ waits: false, answered: true }])
})
