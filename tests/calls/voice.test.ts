import { expect, test } from '@jest/globals'
import { voiceReply } from '../../src/domain/calls/calls.ts'
import { caller, newLine, ownNumber } from './line.ts'
import type { Line } from './line.ts'

const publicUrl = 'https://api.example.com/base/'
const message = 'Nobody can take your call at the moment. Please leave a message after the tone, which is recorded.'

function reply(line: Line, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const fields = { CallSid: 'CA1', From: caller, To: ownNumber, CallStatus: 'ringing', ...more }
  return line.transact((tx) => voiceReply(tx, { integrationId: line.integrationId, fields, publicUrl }))
}

const hook = ({ integrationId }: Line, news: string): string => `https://api.example.com/base/webhooks/twilio/${integrationId}/${news}`
const twiml = (verbs: string): string => `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`
const takesMessage = (line: Line): string =>
  `<Say>${message}</Say><Record maxLength="180" playBeep="true" action="${hook(line, 'voice')}" method="POST" recordingStatusCallback="${hook(line, 'recording')}"/><Hangup/>`

test('the caller is greeted and put through', async () => {
  const line = await newLine({}, { forward_to: '+14155550101', greeting: 'Hello from <Tom & "Co">', record: false, announce: null })

  expect(await reply(line)).toBe(
    twiml(
      `<Say>Hello from &lt;Tom &amp; &quot;Co&quot;&gt;</Say>` +
        `<Dial timeout="20" action="${hook(line, 'voice')}" method="POST"><Number>+14155550101</Number></Dial>`,
    ),
  )
})

test('a call is recorded only where that is announced, and then after the announcement', async () => {
  const recorded = await newLine({}, { forward_to: '+14155550101', greeting: null, record: true, announce: 'This call is recorded.' })
  const silent = await newLine({}, { forward_to: '+14155550101', greeting: null, record: true, announce: null })

  expect(await reply(recorded)).toMatch(/<Response><Say>This call is recorded\.<\/Say><Dial [^>]*record="record-from-answer-dual"/)
  expect(await reply(silent)).not.toContain('record=')
})

test('where it rings nowhere a message is taken, at a number that is no channel too', async () => {
  const line = await newLine()

  expect(await reply(line)).toBe(twiml(takesMessage(line)))
  expect(await reply(line, { To: '+14155550199' })).toBe(twiml(takesMessage(line)))
})

test.each(['busy', 'no-answer', 'failed', 'canceled'])('after ringing in vain (%s) a message is taken', async (DialCallStatus) => {
  const line = await newLine({}, { forward_to: '+14155550101', greeting: 'Hello.', record: false, announce: null })

  expect(await reply(line, { DialCallStatus })).toBe(twiml(takesMessage(line)))
})

test('after a talk, and after a message, that is all', async () => {
  const line = await newLine()

  expect(await reply(line, { DialCallStatus: 'completed' })).toBe(twiml('<Hangup/>'))
  expect(await reply(line, { RecordingUrl: 'https://api.twilio.com/RE1' })).toBe(twiml('<Hangup/>'))
  expect(await reply(line, { DialCallStatus: 'completed', RecordingUrl: 'https://api.twilio.com/RE1' })).toBe(twiml('<Hangup/>'))
})

test('a blocked customer is turned away, and nobody else', async () => {
  const line = await newLine()
  await line.salon.owner.post('/v1/customers', { phones: [{ e164: caller }], status: 'blocked' })

  expect(await reply(line)).toBe(twiml('<Reject reason="rejected"/>'))
  for (const From of ['+14155550135', 'anonymous', '72345']) expect(await reply(line, { From })).toBe(twiml(takesMessage(line)))
})
