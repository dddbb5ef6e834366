import { expect, test } from '@jest/globals'
import { business, rows } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { eventTypesOf } from '../support/events.ts'
import { processAll, processOne, receiptsOf } from '../support/inbound.ts'
import { addChannel, connectTwilio, newNumber, sid } from '../support/providers.ts'
import type { Twilio } from '../support/providers.ts'
import type { Reply } from '../support/http.ts'

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
const told = (reply: Reply): string | undefined => /<Message>(.*)<\/Message>/.exec(reply.text)?.[1]

test('a STOP holds from the answer on, before any worker has looked at it, and is confirmed once', async () => {
  const { salon, customer, say } = await line()

  const first = await say(' stop. ')
  const held = await suppressed(salon, customer)
  const second = await say('STOP')

  expect(told(first)).toBe('Test Salon: You will get no more messages from this number. Reply START to get them again.')
  expect(held).toEqual([{ reason: 'keyword_stop', active: true }])
  expect(told(second)).toBeUndefined()
  expect(await suppressed(salon, customer)).toEqual(held)
})

test('many at once are one STOP and one confirmation', async () => {
  const { salon, customer, say } = await line()

  const replies = await Promise.all(Array.from({ length: 6 }, () => say('STOP')))

  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200))
  expect(replies.filter((reply) => told(reply) !== undefined)).toHaveLength(1)
  expect(await suppressed(salon, customer)).toEqual([{ reason: 'keyword_stop', active: true }])
})

test('what Twilio has understood by itself it has confirmed by itself', async () => {
  const { salon, customer, say } = await line()

  const reply = await say('please, no', { OptOutType: 'STOP' })

  expect(told(reply)).toBeUndefined()
  expect(await suppressed(salon, customer)).toEqual([{ reason: 'keyword_stop', active: true }])
})

test.each(['can you stop by at 5?', 'The end.', 'I have to cancel my appointment', 'YES'])(
  '"%s" is no STOP, and is not answered',
  async (words) => {
    const { salon, customer, say } = await line()

    const reply = await say(words)

    expect(told(reply)).toBeUndefined()
    expect(await suppressed(salon, customer)).toEqual([])
  },
)

test('START ends a STOP, and YES does where there was one', async () => {
  for (const word of ['START', 'yes']) {
    const { salon, customer, say } = await line()
    await say('STOP')

    const reply = await say(word)

    expect(told(reply)).toBe('Test Salon: You will get messages from this number again. Reply STOP to end them.')
    expect(await suppressed(salon, customer)).toEqual([{ reason: 'keyword_stop', active: false }])
  }
})

test('HELP is answered each time, also to somebody who has said STOP', async () => {
  const { say } = await line()
  await say('STOP')

  const replies = [await say('HELP'), await say('help')]

  expect(replies.map(told)).toEqual(replies.map(() => 'Test Salon: Reply STOP to end these messages. Message and data rates may apply.'))
})

test('a STOP that comes again changes nothing after a START', async () => {
  const { salon, customer, say } = await line()
  const MessageSid = sid('SM')
  await say('STOP', { MessageSid })
  await say('START')

  const again = await say('STOP', { MessageSid })

  expect(told(again)).toBeUndefined()
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

  const reply = await say('Please stop texting me')
  await processAll(salon)

  expect(told(reply)).toBeUndefined()
  expect(await suppressed(salon, customer)).toEqual([])
  const ledger = 'select channel, action, purpose, source from consents where business_id = $1 and address = $2 order by channel'
  expect(await rows(ledger, [salon.id, customer])).toEqual(
    ['sms', 'voice'].map((channel) => ({ channel, action: 'revoked', purpose: 'marketing', source: 'keyword' })),
  )
  expect(await eventTypesOf(salon.id)).toContain('customer.opted_out')
})

test('in a suspended business a STOP is kept, and obeyed when that has ended', async () => {
  const { salon, customer, say } = await line()
  await rows("update businesses set status = 'suspended' where id = $1", [salon.id])

  const reply = await say('STOP')
  const [receipt] = await receiptsOf(salon)
  await rows("update businesses set status = 'active' where id = $1", [salon.id])
  await processOne(salon, receipt?.id ?? '')

  expect([reply.status, told(reply), receipt?.consent_effect]).toEqual([200, undefined, null])
  expect(await suppressed(salon, customer)).toEqual([{ reason: 'keyword_stop', active: true }])
})

test('a short code cannot say STOP, and is kept like everything else', async () => {
  const { salon, say } = await line()

  const reply = await say('STOP', { From: '72345' })

  expect([reply.status, told(reply)]).toEqual([200, undefined])
  expect(await receiptsOf(salon)).toHaveLength(1)
})
