import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { rows } from '../support/api.ts'
import { conversationWith, messagingSalon, sent, textTo } from './messaging.ts'

test('a text to somebody unknown makes a lead and a conversation, and is queued', async () => {
  const salon = await messagingSalon()

  const reply = await salon.owner.post('/v1/messages', textTo('+4915120000001'))

  expect(reply.status).toBe(201)
  expect(reply.headers.get('location')).toBe(`/v1/messages/${reply.body.id}`)
  expect(reply.body).toMatchObject({
    direction: 'outbound',
    sender_type: 'agent',
    sender_id: salon.owner.memberId,
    from_address: '+4915112345678',
    to_address: '+4915120000001',
    status: 'queued',
    sequence: 1,
    segments: 1,
    error: null,
    reasons: [],
  })
  const customer = await salon.owner.get(`/v1/customers/${reply.body.customer_id}`)
  expect(customer.body).toMatchObject({ lifecycle_stage: 'lead', phones: [{ e164: '+4915120000001' }] })
  expect(await salon.jobs()).toEqual([{ task: 'messages.send', payload: {} }])
})

test('a second text goes into the same conversation, after the first, and wakes nobody a second time', async () => {
  const salon = await messagingSalon()
  const first = await sent(salon, textTo('+4915120000001'))

  const second = await sent(salon, textTo('+4915120000001'))

  expect(second).toMatchObject({ conversation_id: first.conversation_id, customer_id: first.customer_id, sequence: 2 })
  expect(await salon.jobs()).toHaveLength(1)
})

test('without an address the primary one of the customer is taken', async () => {
  const salon = await messagingSalon()
  const { body: customer } = await salon.owner.post('/v1/customers', { emails: [{ email: 'Ada@Example.com' }] })
  const content = { type: 'text', body: 'See you.', subject: 'Tomorrow' }

  const mail = await sent(salon, { customer_id: customer.id, channel_type: 'email', content, category: 'transactional' })
  const text = await salon.owner.post('/v1/messages', {
    customer_id: customer.id,
    content: { type: 'text', body: 'See you.' },
    category: 'transactional',
  })

  expect(mail).toMatchObject({ to_address: 'ada@example.com', from_address: 'desk@salon.example.com', subject: 'Tomorrow', segments: null })
  expect(text).toMatchObject({ status: 409, body: { code: 'recipient_required' } })
})

test('to whom nothing may be sent it is suppressed at once, with the reasons, and nobody is woken', async () => {
  const salon = await messagingSalon()
  await rows("insert into suppressions (business_id, channel, address, reason) values ($1, 'sms', '+4915120000001', 'keyword_stop')", [
    salon.id,
  ])

  const message = await sent(salon, textTo('+4915120000001'))

  expect(message).toMatchObject({ status: 'suppressed', reasons: [{ code: 'suppressed' }] })
  expect(await salon.jobs()).toEqual([])
})

test.each([
  { what: 'nobody', form: { to: undefined }, status: 409, code: 'recipient_required' },
  { what: 'a mailbox by text', form: { to: 'ada@example.com' }, status: 409, code: 'recipient_invalid' },
  {
    what: 'a number by mail',
    form: { channel_type: 'email', content: { type: 'text', body: 'a', subject: 'b' } },
    status: 409,
    code: 'recipient_invalid',
  },
  {
    what: 'a mail without a subject',
    form: { to: 'ada@example.com', channel_type: 'email' },
    status: 409,
    code: 'message_content_invalid',
  },
  {
    what: 'a text with a subject',
    form: { content: { type: 'text', body: 'a', subject: 'b' } },
    status: 409,
    code: 'message_content_invalid',
  },
  { what: 'eleven parts', form: { content: { type: 'text', body: 'a'.repeat(1531) } }, status: 409, code: 'message_too_long' },
  {
    what: 'two years ahead',
    form: { scheduled_for: new Date(Date.now() + 2 * 366 * 86_400_000).toISOString() },
    status: 409,
    code: 'schedule_invalid',
  },
  { what: 'an unknown customer', form: { customer_id: randomUUID() }, status: 404, code: 'reference_not_found' },
  { what: 'an unknown channel', form: { channel_id: randomUUID() }, status: 404, code: 'reference_not_found' },
  {
    what: 'an unknown template',
    form: { content: { type: 'template', template_id: randomUUID() } },
    status: 404,
    code: 'reference_not_found',
  },
])('$what is refused with $code, and nothing is kept', async ({ form, status, code }) => {
  const salon = await messagingSalon()

  const reply = await salon.owner.post('/v1/messages', textTo('+4915120000001', form))

  expect([reply.status, reply.body.code]).toEqual([status, code])
  expect(await rows('select from messages where business_id = $1', [salon.id])).toEqual([])
  expect(await rows('select from customers where business_id = $1', [salon.id])).toEqual([])
})

test('ten parts are a text, and an archived channel sends none', async () => {
  const salon = await messagingSalon()

  expect(await sent(salon, textTo('+4915120000001', { content: { type: 'text', body: 'a'.repeat(1530) } }))).toMatchObject({ segments: 10 })
  await rows("update channels set status = 'archived', is_default = false where id = $1", [salon.smsId])

  expect((await salon.owner.post('/v1/messages', textTo('+4915120000001'))).body.code).toBe('channel_unavailable')
  expect((await salon.owner.post('/v1/messages', textTo('+4915120000001', { channel_id: salon.smsId }))).body.code).toBe(
    'channel_unavailable',
  )
})

test('in a conversation without a channel a message is kept as sent, and nothing leaves', async () => {
  const salon = await messagingSalon()
  const conversation = await conversationWith(salon, { channel_type: 'in_person' })

  const path = `/v1/conversations/${conversation.id}/messages`
  const said = await salon.owner.post(path, { content: { type: 'text', body: 'We will call you.' } })
  const heard = await salon.owner.post(path, { direction: 'inbound', content: { type: 'text', body: 'Thank you.' } })

  expect(said.body).toMatchObject({ status: 'sent', channel_id: null, provider: null, sequence: 1 })
  expect(heard.body).toMatchObject({ status: 'received', direction: 'inbound', sender_type: 'customer', sequence: 2 })
  expect(await salon.jobs()).toEqual([])
})

test('the messages of a conversation are listed by their place in it, page by page', async () => {
  const salon = await messagingSalon()
  const { conversation_id: id } = await sent(salon, textTo('+4915120000001'))
  for (let place = 2; place <= 5; place += 1) await sent(salon, textTo('+4915120000001'))
  const path = `/v1/conversations/${id}/messages?limit=2`

  const first = await salon.owner.get(path)
  const second = await salon.owner.get(`${path}&cursor=${first.body.page.next_cursor}`)

  const places = [first, second].map(({ body }) => (body.data as { sequence: number }[]).map(({ sequence }) => sequence))
  expect(places).toEqual([
    [5, 4],
    [3, 2],
  ])
})

test('the list of all messages is narrowed by its filters', async () => {
  const salon = await messagingSalon()
  const one = await sent(salon, textTo('+4915120000001'))
  const other = await sent(
    salon,
    textTo('+4915120000002', { category: 'transactional', scheduled_for: new Date(Date.now() + 3_600_000).toISOString() }),
  )
  const found = async (query: string): Promise<string[]> => {
    const { body } = await salon.owner.get(`/v1/messages?${query}`)
    return (body.data as { id: string }[]).map(({ id }) => id)
  }

  expect(await found(`customer_id=${one.customer_id}`)).toEqual([one.id])
  expect(await found('status=scheduled')).toEqual([other.id])
  expect(await found('category=transactional')).toEqual([other.id])
  expect(await found('direction=inbound')).toEqual([])
  expect((await found(`channel_id=${salon.smsId}`)).sort()).toEqual([one.id, other.id].sort())
})

test('those that may have been sent twice say so, and are found by it', async () => {
  const salon = await messagingSalon()
  const [doubtful, sure] = [await sent(salon, textTo('+4915120000021')), await sent(salon, textTo('+4915120000022'))]
  await rows('update messages set possibly_sent_twice = true where id = $1', [doubtful.id])
  const found = async (twice: boolean) =>
    (await salon.owner.get(`/v1/messages?possibly_sent_twice=${twice}`)).body.data.map((each: Record<string, unknown>) => [
      each.id,
      each.possibly_sent_twice,
    ])

  expect(await found(true)).toEqual([[doubtful.id, true]])
  expect(await found(false)).toEqual([[sure.id, false]])
})
