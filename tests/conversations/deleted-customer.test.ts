import { expect, test } from '@jest/globals'
import { conversationWith, messagingSalon, sent, textTo } from '../messages/messaging.ts'
import type { MessagingSalon } from '../messages/messaging.ts'
import { rows } from '../support/api.ts'
import { eventTypesOf } from '../support/events.ts'
import { processAll } from '../support/inbound.ts'
import { addChannel, connectTwilio, newNumber, sid } from '../support/providers.ts'

const number = '+4915120000031'

/** A thread with a message that waits, whose customer was then deleted. */
async function deserted(salon: MessagingSalon) {
  const message = await sent(salon, textTo(number, { scheduled_for: new Date(Date.now() + 3_600_000).toISOString() }))
  await salon.owner.delete(`/v1/customers/${message.customer_id}`)
  return { message, thread: `/v1/conversations/${message.conversation_id}` }
}

test('with a deleted customer nobody reads, changes or continues what was said', async () => {
  const salon = await messagingSalon()
  const { message, thread } = await deserted(salon)
  const other = await conversationWith(salon)

  const replies = [
    await salon.owner.get(thread),
    await salon.owner.get(`${thread}/messages`),
    await salon.owner.patch(thread, { priority: 'high' }),
    await salon.owner.post(`${thread}/read`),
    await salon.owner.post(`${thread}/messages`, { content: { type: 'text', body: 'Hello' } }),
    await salon.owner.get(`/v1/messages/${message.id}`),
    await salon.owner.post(`/v1/messages/${message.id}/cancel`),
    await salon.owner.post(`/v1/messages/${message.id}/retry`),
  ]
  const bulk = { conversation_ids: [message.conversation_id, other.id], status: 'closed' }
  const { data } = (await salon.owner.post('/v1/conversations/bulk', bulk)).body

  expect(replies.map(({ status, body }) => [status, body.code])).toEqual(replies.map(() => [404, 'not_found']))
  expect(data.map(({ result }: { result: string }) => result)).toEqual(['not_found', 'updated'])
  expect((await salon.owner.get('/v1/conversations')).body.data.map(({ id }: { id: string }) => id)).toEqual([other.id])
  expect((await salon.owner.get(`/v1/messages?customer_id=${message.customer_id}`)).body.data).toEqual([])
})

test('whoever has the address next begins anew: a conversation that is opened, and one that a message opens', async () => {
  for (const how of ['by hand', 'by a message'] as const) {
    const salon = await messagingSalon()
    const { message } = await deserted(salon)
    const { body: next } = await salon.owner.post('/v1/customers', { phones: [{ e164: number }] })

    const fresh =
      how === 'by hand'
        ? (await salon.owner.post('/v1/conversations', { customer_id: next.id, channel_type: 'sms' })).body.id
        : (await sent(salon, textTo(number))).conversation_id

    expect(fresh).not.toBe(message.conversation_id)
    expect((await salon.owner.get(`/v1/conversations/${fresh}`)).body.customer_id).toBe(next.id)
    expect((await salon.owner.get(`/v1/conversations/${fresh}/messages`)).body.data).toHaveLength(how === 'by hand' ? 0 : 1)
    expect((await eventTypesOf(salon.id)).filter((type) => type === 'conversation.closed')).toHaveLength(1)
    const left = 'select status from conversations where id = $1'
    expect(await rows(left, [message.conversation_id])).toEqual([{ status: 'closed' }])
  }
})

test('somebody who was deleted and writes again is somebody new, in a thread without a past', async () => {
  const salon = await messagingSalon()
  const twilio = await connectTwilio(salon)
  const [To, From] = [await addChannel(salon, twilio, 'sms'), newNumber()]
  const write = async (Body: string) => {
    await twilio.post('/messages', { MessageSid: sid('SM'), From, To, Body })
    await processAll(salon)
    return (await salon.owner.get('/v1/conversations')).body.data
  }
  const [first] = await write('Hello')
  await salon.owner.delete(`/v1/customers/${first.customer_id}`)

  const [second, ...others] = await write('Hello again')

  expect([others, second.id === first.id, second.customer_id === first.customer_id]).toEqual([[], false, false])
  const { data } = (await salon.owner.get(`/v1/conversations/${second.id}/messages`)).body
  expect(data.map(({ body }: { body: string }) => body)).toEqual(['Hello again'])
})

test('after a merge the thread is that of the customer who stays', async () => {
  const salon = await messagingSalon()
  const { customer_id: source, conversation_id: thread } = await sent(salon, textTo(number))
  const { body: stays } = await salon.owner.post('/v1/customers', { first_name: 'Ada', phones: [{ e164: '+4915120000032' }] })

  await salon.owner.post(`/v1/customers/${stays.id}/merge`, { source_id: source })

  expect((await salon.owner.get(`/v1/conversations/${thread}`)).body.customer_id).toBe(stays.id)
  expect((await salon.owner.get(`/v1/conversations/${thread}/messages`)).body.data).toHaveLength(1)
})
