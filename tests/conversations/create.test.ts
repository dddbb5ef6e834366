import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { rows } from '../support/api.ts'
import { messagingSalon } from '../messages/messaging.ts'
import type { MessagingSalon } from '../messages/messaging.ts'

async function customerOf(salon: MessagingSalon, fields: object = { phones: [{ e164: '+4915120000001' }] }): Promise<string> {
  const { body } = await salon.owner.post('/v1/customers', fields)
  return (body as { id: string }).id
}

test('a conversation is opened between the default channel and the primary number', async () => {
  const salon = await messagingSalon()
  const customer_id = await customerOf(salon)

  const reply = await salon.owner.post('/v1/conversations', {
    customer_id,
    channel_type: 'sms',
    tags: ['vip', 'new'],
    assignee_id: salon.owner.memberId,
  })

  expect(reply.status).toBe(201)
  expect(reply.headers.get('location')).toBe(`/v1/conversations/${reply.body.id}`)
  expect(reply.body).toMatchObject({
    customer_id,
    channel_id: salon.smsId,
    peer_address: '+4915120000001',
    status: 'open',
    priority: 'normal',
    thread_type: 'general_question',
    tags: ['new', 'vip'],
    assignee_id: salon.owner.memberId,
    activity: { message_count: 0, unread_count: 0, preview: null },
    version: 1,
  })
  expect((await salon.owner.get(`/v1/conversations/${reply.body.id}`)).body).toEqual(reply.body)
})

test('there is one open conversation between the same two, however many are opened at once', async () => {
  const salon = await messagingSalon()
  const customer_id = await customerOf(salon)
  const form = { customer_id, channel_type: 'sms' }

  const replies = await Promise.all(Array.from({ length: 8 }, () => salon.owner.post('/v1/conversations', form)))

  const made = replies.filter(({ status }) => status === 201)
  expect(made).toHaveLength(1)
  for (const reply of replies.filter(({ status }) => status !== 201))
    expect(reply.body).toMatchObject({ status: 409, code: 'conversation_exists', existing_id: made[0]?.body.id })
})

test('a closed one makes room for another', async () => {
  const salon = await messagingSalon()
  const form = { customer_id: await customerOf(salon), channel_type: 'sms' }
  const first = await salon.owner.post('/v1/conversations', form)
  await salon.owner.patch(`/v1/conversations/${first.body.id}`, { status: 'closed' })

  const second = await salon.owner.post('/v1/conversations', form)
  const reopened = await salon.owner.patch(`/v1/conversations/${first.body.id}`, { status: 'open' })

  expect(second.status).toBe(201)
  expect(reopened.body).toMatchObject({ status: 409, code: 'conversation_exists', existing_id: second.body.id })
})

test.each([
  { what: 'an unknown customer', form: { customer_id: randomUUID() }, status: 404, code: 'reference_not_found' },
  { what: 'an unknown channel', form: { channel_id: randomUUID() }, status: 404, code: 'reference_not_found' },
  { what: 'an unknown member', form: { assignee_id: randomUUID() }, status: 404, code: 'reference_not_found' },
  { what: 'a name instead of a number', form: { peer_address: 'Ada' }, status: 409, code: 'recipient_invalid' },
  { what: 'a mail to somebody without a mailbox', form: { channel_type: 'email' }, status: 409, code: 'recipient_required' },
  {
    what: 'an address at the counter',
    form: { channel_type: 'in_person', peer_address: '+4915120000001' },
    status: 409,
    code: 'recipient_invalid',
  },
  { what: 'a call without a number for calls', form: { channel_type: 'voice' }, status: 409, code: 'channel_unavailable' },
])('$what is refused with $code', async ({ form, status, code }) => {
  const salon = await messagingSalon()

  const reply = await salon.owner.post('/v1/conversations', { customer_id: await customerOf(salon), channel_type: 'sms', ...form })

  expect([reply.status, reply.body.code]).toEqual([status, code])
  expect(await rows('select from conversations where business_id = $1', [salon.id])).toEqual([])
})

test('of ways that are only logged there can be several', async () => {
  const salon = await messagingSalon()
  const form = { customer_id: await customerOf(salon), channel_type: 'in_person' }

  const replies = [await salon.owner.post('/v1/conversations', form), await salon.owner.post('/v1/conversations', form)]

  expect(replies.map(({ status }) => status)).toEqual([201, 201])
})
