import { expect, test } from '@jest/globals'
import { business, rows } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { eventTypesOf } from '../support/events.ts'
import { processAll, processOne, receiptsOf } from '../support/inbound.ts'
import { addChannel, connectTwilio, newNumber, sid } from '../support/providers.ts'
import type { Twilio } from '../support/providers.ts'
import type { Reply } from '../support/http.ts'

interface Message {
  readonly body: string
  readonly status: string
  readonly sender_type: string
  readonly category: string
}
interface Line {
  readonly salon: Business
  readonly twilio: Twilio
  readonly number: string
  readonly customer: string
  /** A text from the customer, or from somebody else. */
  say(Body: string, fields?: object): Promise<Reply>
}

async function line(): Promise<Line> {
  const salon = await business()
  const twilio = await connectTwilio(salon)
  const [number, customer] = [await addChannel(salon, twilio, 'sms'), newNumber()]
  const say = (Body: string, fields: object = {}): Promise<Reply> =>
    twilio.post('/messages', { MessageSid: sid('SM'), From: customer, To: number, Body, ...fields })
  return { salon, twilio, number, customer, say }
}

const suppressed = (salon: Business, address: string): Promise<{ reason: string; active: boolean }[]> =>
  rows('select reason, active from suppressions where business_id = $1 and address = $2 order by active', [salon.id, address])
/** What the person is told, in the thread and in the order in which it leaves, once all that came in has been processed. */
async function told(salon: Business): Promise<string[]> {
  await processAll(salon)
  const { data } = (await salon.owner.get('/v1/messages?direction=outbound&limit=100')).body as { data: Message[] }
  expect(data.filter((each) => each.status !== 'queued' || each.sender_type !== 'system' || each.category !== 'transactional')).toEqual([])
  return data.map(({ body }) => body).reverse()
}

const confirmed = 'Test Salon: You will get no more messages from this number. Reply START to get them again.'
const again = 'Test Salon: You will get messages from this number again. Reply STOP to end them.'
const help = 'Test Salon: Reply STOP to end these messages. Message and data rates may apply.'

test('a STOP holds from the answer on, before any worker has looked at it, and is confirmed once', async () => {
  const { salon, customer, say } = await line()

  await say(' stop. ')
  const held = await suppressed(salon, customer)
  await say('STOP')

  expect(held).toEqual([{ reason: 'keyword_stop', active: true }])
  expect(await told(salon)).toEqual([confirmed])
  expect(await suppressed(salon, customer)).toEqual(held)
})

test('many at once are one STOP and one confirmation', async () => {
  const { salon, customer, say } = await line()

  const replies = await Promise.all(Array.from({ length: 6 }, () => say('STOP')))

  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200))
  expect(await told(salon)).toEqual([confirmed])
  expect(await suppressed(salon, customer)).toEqual([{ reason: 'keyword_stop', active: true }])
})

test('what Twilio has understood by itself it has confirmed by itself', async () => {
  const { salon, customer, say } = await line()

  await say('please, no', { OptOutType: 'STOP' })

  expect(await told(salon)).toEqual([])
  expect(await suppressed(salon, customer)).toEqual([{ reason: 'keyword_stop', active: true }])
})

test.each(['can you stop by at 5?', 'The end.', 'I have to cancel my appointment', 'YES'])(
  '"%s" is no STOP, and is not answered',
  async (words) => {
    const { salon, customer, say } = await line()

    await say(words)

    expect(await told(salon)).toEqual([])
    expect(await suppressed(salon, customer)).toEqual([])
  },
)

test('START ends a STOP, and YES does where there was one', async () => {
  for (const word of ['START', 'yes']) {
    const { salon, customer, say } = await line()
    await say('STOP')

    await say(word)

    expect(await told(salon)).toEqual([confirmed, again])
    expect(await suppressed(salon, customer)).toEqual([{ reason: 'keyword_stop', active: false }])
  }
})

test('HELP is answered each time, also to somebody who has said STOP', async () => {
  const { salon, say } = await line()
  await say('STOP')

  await say('HELP')
  await say('help')

  expect(await told(salon)).toEqual([confirmed, help, help])
})

test('a STOP that comes again changes nothing after a START', async () => {
  const { salon, customer, say } = await line()
  const MessageSid = sid('SM')
  await say('STOP', { MessageSid })
  await say('START')

  await say('STOP', { MessageSid })

  expect(await told(salon)).toEqual([confirmed, again])
  expect(await suppressed(salon, customer)).toEqual([{ reason: 'keyword_stop', active: false }])
})

test('jobs in any order leave standing what was said last', async () => {
  const { salon, customer, say } = await line()
  for (const word of ['STOP', 'START', 'STOP']) await say(word)
  const before = await suppressed(salon, customer)

  await processAll(salon, (ids) => ids.toReversed())

  expect(await suppressed(salon, customer)).toEqual(before)
  expect(before.map(({ active }) => active)).toEqual([false, true])
  const ledger = await rows<{ action: string }>(
    "select action from consents where business_id = $1 and address = $2 and channel = 'sms' and purpose = 'marketing' order by occurred_at, created_at",
    [salon.id, customer],
  )
  expect(ledger.map(({ action }) => action)).toEqual(['revoked', 'granted', 'revoked'])
  expect((await receiptsOf(salon)).map(({ status }) => status)).toEqual(['processed', 'processed', 'processed'])
})

test('a STOP to one business changes nothing in another', async () => {
  const [one, other] = [await line(), await line()]
  await other.say('Hello', { From: one.customer })

  await one.say('STOP')

  expect(await suppressed(other.salon, one.customer)).toEqual([])
})

test('a wish in a sentence ends marketing in the ledger and nothing else', async () => {
  const { salon, customer, say } = await line()

  await say('Please stop texting me')

  expect(await told(salon)).toEqual([])
  expect(await suppressed(salon, customer)).toEqual([])
  const ledger = 'select channel, action, purpose, source from consents where business_id = $1 and address = $2 order by channel'
  expect(await rows(ledger, [salon.id, customer])).toEqual(
    ['sms', 'voice'].map((channel) => ({ channel, action: 'revoked', purpose: 'marketing', source: 'keyword' })),
  )
  expect(await eventTypesOf(salon.id)).toContain('customer.opted_out')
})

test('a wish in a sentence puts its conversation before the team, once, and leaves what people have decided', async () => {
  const { salon, say } = await line()
  await say('Hello')
  await processAll(salon)
  const [before] = (await salon.owner.get('/v1/conversations')).body.data
  await salon.owner.patch(`/v1/conversations/${before.id}`, { tags: ['vip'] })

  await say('Please stop texting me')
  await processAll(salon)
  const { data: found } = (await salon.owner.get('/v1/conversations?tag=wish%20to%20stop&priority=high')).body
  await salon.owner.patch(`/v1/conversations/${before.id}`, { priority: 'urgent' })
  await say('Please stop texting me!')
  await processAll(salon)

  expect(found).toEqual([expect.objectContaining({ id: before.id, tags: ['vip', 'wish to stop'], status: 'open' })])
  expect((await salon.owner.get(`/v1/conversations/${before.id}`)).body).toMatchObject({
    priority: 'urgent',
    tags: ['vip', 'wish to stop'],
  })
  const changes = (await eventTypesOf(salon.id)).filter((type) => type === 'conversation.updated')
  // The label of somebody, the wish, and the priority that somebody gave it.
  expect(changes).toHaveLength(3)
})

test('a conversation that is full of labels keeps them, and spam stays where it is', async () => {
  const { salon, customer, say } = await line()
  await say('Hello')
  await processAll(salon)
  const [{ id }] = (await salon.owner.get('/v1/conversations')).body.data
  const tags = Array.from({ length: 10 }, (_, place) => `label ${place}`)
  await salon.owner.patch(`/v1/conversations/${id}`, { tags })

  await say('Please stop texting me')
  await processAll(salon)
  const full = (await salon.owner.get(`/v1/conversations/${id}`)).body
  await salon.owner.patch(`/v1/conversations/${id}`, { status: 'spam', priority: 'low' })
  await say('No more texts please', { From: customer })
  await processAll(salon)

  expect(full).toMatchObject({ tags, priority: 'high' })
  expect((await salon.owner.get(`/v1/conversations/${id}`)).body).toMatchObject({ status: 'spam', priority: 'low' })
})

test('an answer to a word is owed to everybody: to somebody blocked, suppressed, or who wants no messages at all', async () => {
  const { salon, customer, say } = await line()
  await say('Hello')
  await processAll(salon)
  const [{ customer_id: id }] = (await salon.owner.get('/v1/conversations')).body.data
  await salon.owner.patch(`/v1/customers/${id}`, { status: 'blocked' })
  await salon.owner.post('/v1/suppressions', { channel: 'sms', address: customer })
  const consent = { channel: 'sms', purpose: 'transactional', action: 'revoked', source: 'verbal' }
  await salon.owner.post(`/v1/customers/${id}/consents`, consent)

  await say('HELP')

  expect(await told(salon)).toEqual([help])
  const form = { customer_id: id, content: { type: 'text', body: 'Hello' }, category: 'transactional' }
  expect((await salon.owner.post('/v1/messages', form)).body.status).toBe('suppressed')
})

test('a confirmation that did not leave is not repeated past the gate', async () => {
  const { salon, say } = await line()
  await say('STOP')
  await told(salon)
  const [{ id }] = (await salon.owner.get('/v1/messages?direction=outbound')).body.data
  await rows("update messages set status = 'failed', due_at = null where id = $1", [id])

  const retried = await salon.owner.post(`/v1/messages/${id}/retry`)

  expect(retried.body).toMatchObject({ status: 'suppressed', reasons: [{ code: 'suppressed' }] })
})

test('in a suspended business a STOP is kept, and obeyed when that has ended', async () => {
  const { salon, customer, say } = await line()
  await rows("update businesses set status = 'suspended' where id = $1", [salon.id])

  const reply = await say('STOP')
  const [receipt] = await receiptsOf(salon)
  await rows("update businesses set status = 'active' where id = $1", [salon.id])
  await processOne(salon, receipt?.id ?? '')

  expect([reply.status, receipt?.consent_effect]).toEqual([200, null])
  expect(await told(salon)).toEqual([confirmed])
  expect(await suppressed(salon, customer)).toEqual([{ reason: 'keyword_stop', active: true }])
})

test('a short code cannot say STOP, and is kept like everything else', async () => {
  const { salon, say } = await line()

  const reply = await say('STOP', { From: '72345' })

  expect([reply.status, await told(salon)]).toEqual([200, []])
  expect(await receiptsOf(salon)).toHaveLength(1)
})
