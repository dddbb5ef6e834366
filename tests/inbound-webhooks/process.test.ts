import { expect, test } from '@jest/globals'
import { business, rows } from '../support/api.ts'
import { eventTypesOf } from '../support/events.ts'
import { processAll, processOne, receiptsOf } from '../support/inbound.ts'
import { addChannel, connectPostmark, connectTwilio, newNumber, sid } from '../support/providers.ts'

interface Kept {
  readonly body: string
  readonly sequence: number
  readonly conversation_id: string
  readonly customer_id: string
}

const messagesOf = (businessId: string): Promise<Kept[]> =>
  rows<Kept>('select body, sequence, conversation_id, customer_id from messages where business_id = $1 order by sequence', [businessId])

test('a text becomes a message in the thread of its sender, who becomes a lead', async () => {
  const salon = await business()
  const twilio = await connectTwilio(salon)
  const [To, From] = [await addChannel(salon, twilio, 'sms'), newNumber()]

  await twilio.post('/messages', { MessageSid: sid('SM'), From, To, Body: 'Can I come\r\nat five?\u0007' })
  await processAll(salon)

  expect((await messagesOf(salon.id)).map(({ body }) => body)).toEqual(['Can I come\nat five?'])
  const { body: customers } = await salon.owner.get('/v1/customers')
  expect(customers.data).toEqual([expect.objectContaining({ lifecycle_stage: 'lead', phones: [expect.objectContaining({ e164: From })] })])
  expect(await eventTypesOf(salon.id)).toEqual(expect.arrayContaining(['customer.created', 'conversation.created', 'message.received']))
  expect((await receiptsOf(salon)).map(({ status, attempts }) => [status, attempts])).toEqual([['processed', 1]])
})

test('a mail becomes a message without what it answers', async () => {
  const salon = await business()
  const postmark = await connectPostmark(salon)
  const to = await addChannel(salon, postmark, 'email', 'hello@salon.example.com')
  const mail = { MessageID: 'm-1', From: 'John <John@Example.com>', FromFull: { Email: 'John@Example.com' }, To: to, Subject: 'Tomorrow' }

  await postmark.post('/inbound', { ...mail, StrippedTextReply: 'At five?', TextBody: 'At five?\n> When?' })
  await postmark.post('/inbound', {
    ...mail,
    MessageID: 'm-2',
    HtmlBody: '<style>p { }</style><p>Or <b>six</b>?</p>',
    OriginalRecipient: to.toUpperCase(),
  })
  await processAll(salon)

  expect((await messagesOf(salon.id)).map(({ body }) => body.replaceAll(/\s+/g, ' '))).toEqual(['At five?', 'Or six ?'])
})

test('50 first messages of an unknown number at once are one customer and one thread, in the order in which they were taken', async () => {
  const salon = await business()
  const twilio = await connectTwilio(salon)
  const [To, From] = [await addChannel(salon, twilio, 'sms'), newNumber()]
  const texts = Array.from({ length: 50 }, (_, index) => `Text ${index}`)

  await Promise.all(texts.map((Body) => twilio.post('/messages', { MessageSid: sid('SM'), From, To, Body })))
  await processAll(salon, (ids) => ids.toReversed())

  const taken = (await receiptsOf(salon)).map(({ body }) => new URLSearchParams(body.toString()).get('Body'))
  const kept = await messagesOf(salon.id)
  expect(kept.map(({ body }) => body)).toEqual(taken)
  expect([...taken].sort()).toEqual([...texts].sort())
  expect(new Set(kept.map((each) => each.conversation_id)).size).toBe(1)
  expect(new Set(kept.map((each) => each.customer_id)).size).toBe(1)
  expect(await rows('select from customers where business_id = $1', [salon.id])).toHaveLength(1)
  expect(await rows('select from conversations where business_id = $1', [salon.id])).toHaveLength(1)
})

test('a job that runs twice, also at the same time, does its work once', async () => {
  const salon = await business()
  const twilio = await connectTwilio(salon)
  const To = await addChannel(salon, twilio, 'sms')
  await twilio.post('/messages', { MessageSid: sid('SM'), From: newNumber(), To, Body: 'Once' })
  const [receipt] = await receiptsOf(salon)
  const id = receipt?.id ?? ''

  await Promise.all([processOne(salon, id), processOne(salon, id), processOne(salon, id)])
  await processOne(salon, id)

  expect(await messagesOf(salon.id)).toHaveLength(1)
  expect((await eventTypesOf(salon.id)).filter((type) => type === 'message.received')).toHaveLength(1)
})

test('a status that came before its message is applied to it, and statuses never go back', async () => {
  const salon = await business()
  const twilio = await connectTwilio(salon)
  const To = await addChannel(salon, twilio, 'sms')
  const MessageSid = sid('SM')

  for (const MessageStatus of ['delivered', 'sent', 'queued', 'delivered'])
    await twilio.post('/message-status', { MessageSid, MessageStatus, To })
  await processAll(salon)

  const words = await rows<{ status: string }>('select status from message_status_updates where business_id = $1 order by status', [
    salon.id,
  ])
  expect(words.map(({ status }) => status)).toEqual(['delivered', 'queued', 'sent'])
})
