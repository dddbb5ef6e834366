import { expect, test } from '@jest/globals'
import { business, rows } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'
import { processAll, receiptsOf } from '../support/inbound.ts'
import { addChannel, connectPostmark, connectSmsProvider, connectTwilio, newNumber, sid } from '../support/providers.ts'

const statusOf = async (salon: Business): Promise<[string, string | null][]> =>
  (await receiptsOf(salon)).map(({ status, error_code }) => [status, error_code])
const suppressions = (salon: Business): Promise<object[]> =>
  rows('select channel, address, reason, active from suppressions where business_id = $1 order by created_at, id', [salon.id])

test('a status of Twilio, and of another provider, is kept for the message that it is about', async () => {
  const salon = await business()
  const [twilio, sms] = [await connectTwilio(salon), await connectSmsProvider(salon)]
  const MessageSid = sid('SM')

  await twilio.post('/message-status', { MessageSid, MessageStatus: 'undelivered', ErrorCode: '30003', To: newNumber() })
  await sms.post('', { messageId: 'm1', status: 'expired', timestamp: '2026-01-05T09:30:00Z', phoneNumber: newNumber() })
  await sms.post('', { messageId: 'm2', status: 'unknown', timestamp: '2026-01-05T09:30:00Z', phoneNumber: newNumber() })
  await processAll(salon)

  expect(await statusOf(salon)).toEqual([
    ['processed', null],
    ['processed', null],
    ['ignored', 'nothing_to_do'],
  ])
  // No message is there yet, so they wait for theirs.
  expect(
    await rows(
      'select provider_message_id, status, provider_code, message_id from message_status_updates where business_id = $1 order by status',
      [salon.id],
    ),
  ).toEqual([
    { provider_message_id: 'm1', status: 'failed', provider_code: 'expired', message_id: null },
    { provider_message_id: MessageSid, status: 'undelivered', provider_code: '30003', message_id: null },
  ])
})

test('the error 21610 says that somebody has said STOP to that number, and is remembered', async () => {
  const salon = await business()
  const twilio = await connectTwilio(salon)
  const [From, To] = [await addChannel(salon, twilio, 'sms'), newNumber()]

  await twilio.post('/message-status', { MessageSid: sid('SM'), MessageStatus: 'failed', ErrorCode: '21610', From, To })
  await processAll(salon)

  expect(await suppressions(salon)).toEqual([{ channel: 'sms', address: To, reason: 'provider_block', active: true }])
})

test.each([
  [
    'a hard bounce',
    { RecordType: 'Bounce', ID: 1, Type: 'HardBounce', Email: 'John@Example.com', Inactive: true, MessageID: 'a' },
    'hard_bounce',
  ],
  [
    'a complaint',
    { RecordType: 'SpamComplaint', ID: 2, Type: 'SpamComplaint', Email: 'john@example.com', MessageID: 'a' },
    'spam_complaint',
  ],
  [
    'a wish',
    {
      RecordType: 'SubscriptionChange',
      Recipient: 'john@example.com',
      SuppressSending: true,
      SuppressionReason: 'ManualSuppression',
      Origin: 'Recipient',
    },
    'unsubscribe_link',
  ],
])('%s closes the address', async (_what, event, reason) => {
  const salon = await business()
  const postmark = await connectPostmark(salon)

  await postmark.post('/events', event)
  await postmark.post('/events', { ...event, More: 'another delivery of the same' })
  await processAll(salon)

  expect(await suppressions(salon)).toEqual([{ channel: 'email', address: 'john@example.com', reason, active: true }])
})

test.each([
  [
    'a mailbox that is full today',
    { RecordType: 'Bounce', ID: 3, Type: 'SoftBounce', Email: 'john@example.com', MessageID: 'a' },
    'processed',
  ],
  ['an answer by machine', { RecordType: 'Bounce', ID: 4, Type: 'AutoResponder', Email: 'john@example.com', MessageID: 'a' }, 'ignored'],
  ['a mail that was opened', { RecordType: 'Open', MessageID: 'a', Recipient: 'john@example.com' }, 'ignored'],
  [
    'a delivery',
    { RecordType: 'Delivery', MessageID: 'a', Recipient: 'john@example.com', DeliveredAt: '2026-01-05T09:30:00Z' },
    'processed',
  ],
])('%s closes nothing', async (_what, event, status) => {
  const salon = await business()
  const postmark = await connectPostmark(salon)

  await postmark.post('/events', event)
  await processAll(salon)

  expect((await statusOf(salon)).map(([each]) => each)).toEqual([status])
  expect(await suppressions(salon)).toEqual([])
})

test('what is not understood is put aside, and told', async () => {
  const salon = await business()
  const [twilio, postmark] = [await connectTwilio(salon), await connectPostmark(salon)]

  await twilio.post('/messages', { Body: 'From nobody to nobody' })
  await twilio.post('/messages', { MessageSid: sid('SM'), From: newNumber(), To: newNumber(), Body: 'To a number that is no channel' })
  await postmark.post('/events', { RecordType: 'Telegram', Email: 'john@example.com' })
  await postmark.post('/events', [])
  await processAll(salon)

  expect(await statusOf(salon)).toEqual([
    ['quarantined', 'field_missing'],
    ['quarantined', 'channel_unknown'],
    ['quarantined', 'kind_unknown'],
    ['quarantined', 'body_unreadable'],
  ])
  const told = (await eventsOf(salon.id)).filter(({ type }) => type === 'inbound_webhook.quarantined')
  expect(told).toHaveLength(4)
  expect(JSON.stringify(told)).not.toMatch(/nobody|no channel|example\.com/)
})
