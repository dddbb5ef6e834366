import { expect, test } from '@jest/globals'
import { rows } from '../support/api.ts'
import { messagingSalon, sent, textTo } from './messaging.ts'

const later = (): string => new Date(Date.now() + 3_600_000).toISOString()

test('what has not left is taken back, once', async () => {
  const salon = await messagingSalon()
  const { id } = await sent(salon, textTo('+4915120000001', { scheduled_for: later() }))

  const cancelled = await salon.owner.post(`/v1/messages/${id}/cancel`)
  const again = await salon.owner.post(`/v1/messages/${id}/cancel`)

  expect(cancelled.body).toMatchObject({ status: 'cancelled', version: 2 })
  expect(again.body).toEqual(cancelled.body)
  const told = await rows("select type from events where business_id = $1 and type like 'message.%' order by sequence", [salon.id])
  expect(told).toEqual([{ type: 'message.queued' }, { type: 'message.cancelled' }])
})

test.each(['sending', 'sent', 'delivered', 'failed', 'suppressed', 'received', 'read'])(
  'what is %s cannot be taken back',
  async (status) => {
    const salon = await messagingSalon()
    const { id } = await sent(salon, textTo('+4915120000001'))
    await rows("update messages set status = $2, due_at = case when $2 = 'sending' then now() end where id = $1", [id, status])

    const reply = await salon.owner.post(`/v1/messages/${id}/cancel`)

    expect([reply.status, reply.body.code]).toEqual([409, 'message_not_cancellable'])
  },
)

test('what an attempt may have sent all the same cannot be taken back', async () => {
  const salon = await messagingSalon()
  const { id } = await sent(salon, textTo('+4915120000001'))
  await rows('update messages set uncertain = true where id = $1', [id])

  expect((await salon.owner.post(`/v1/messages/${id}/cancel`)).body.code).toBe('message_not_cancellable')
})

test('an old version is not taken back', async () => {
  const salon = await messagingSalon()
  const { id } = await sent(salon, textTo('+4915120000001'))

  expect((await salon.owner.post(`/v1/messages/${id}/cancel`, undefined, { 'If-Match': '"7"' })).status).toBe(412)
})

test.each(['failed', 'undelivered', 'suppressed'])('what is %s is sent again as a message of its own', async (status) => {
  const salon = await messagingSalon()
  const first = await sent(salon, textTo('+4915120000001'))
  await rows('update messages set status = $2, due_at = null where id = $1', [first.id, status])

  const reply = await salon.owner.post(`/v1/messages/${first.id}/retry`)

  expect(reply.status).toBe(201)
  expect(reply.body).toMatchObject({ retry_of_id: first.id, status: 'queued', sequence: 2, body: first.body, to_address: first.to_address })
  expect(reply.body.id).not.toBe(first.id)
})

test.each(['scheduled', 'held', 'queued', 'sending', 'sent', 'delivered', 'cancelled', 'read'])(
  'what is %s is not sent again',
  async (status) => {
    const salon = await messagingSalon()
    const { id } = await sent(salon, textTo('+4915120000001'))
    const due = ['scheduled', 'held', 'queued', 'sending'].includes(status)
    await rows('update messages set status = $2, due_at = case when $3 then now() end where id = $1', [id, status, due])

    const reply = await salon.owner.post(`/v1/messages/${id}/retry`)

    expect([reply.status, reply.body.code]).toEqual([409, 'message_not_retryable'])
  },
)

test('a preview says what would leave and whether, and keeps nothing', async () => {
  const salon = await messagingSalon()

  const plain = await salon.owner.post('/v1/messages/preview', textTo('+4915120000001'))
  const euros = await salon.owner.post(
    '/v1/messages/preview',
    textTo('+4915120000001', { content: { type: 'text', body: 'Für 5 € 💈' }, category: 'marketing' }),
  )

  expect(plain.body).toEqual({
    from_address: '+4915112345678',
    to_address: '+4915120000001',
    subject: null,
    body: 'See you at eleven.',
    encoding: 'gsm7',
    segments: 1,
    units: 18,
    cost_estimate: null,
    decision: 'send',
    hold_until: null,
    reasons: [],
  })
  expect(euros.body).toMatchObject({ encoding: 'ucs2', segments: 1, units: 10, decision: 'refuse' })
  expect((euros.body.reasons as { code: string }[]).map(({ code }) => code)).toContain('consent_missing')
  for (const table of ['customers', 'conversations', 'messages'])
    expect(await rows(`select from ${table} where business_id = $1`, [salon.id])).toEqual([])
})

test('the cost of a preview is that of the last message of the channel, by the part', async () => {
  const salon = await messagingSalon()
  const { id } = await sent(salon, textTo('+4915120000001'))
  await rows("update messages set cost_micros = 15800, cost_currency = 'USD', segments = 2 where id = $1", [id])

  const form = textTo('+4915120000001', { content: { type: 'text', body: 'a'.repeat(400) } })

  // Three parts of 0.79 cents each are 2.37 cents.
  expect((await salon.owner.post('/v1/messages/preview', form)).body).toMatchObject({
    segments: 3,
    cost_estimate: { amount_minor: 3, currency: 'USD' },
  })
})
