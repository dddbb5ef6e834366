import { expect, test } from '@jest/globals'
import { callEventOf } from '../../src/domain/calls/calls.ts'
import type { TwilioFields, TwilioNews } from '../../src/domain/calls/calls.ts'

const sid = `CA${'0123456789abcdef'.repeat(2)}`
const recording = `RE${'0123456789abcdef'.repeat(2)}`
const receivedAt = '2026-01-05T09:30:00.000Z'
const ringing = { CallSid: sid, Direction: 'inbound', From: '+14155550134', To: '+14155550100', CallStatus: 'ringing' }
const read = (news: TwilioNews, fields: TwilioFields) => callEventOf('an-integration', news, fields, receivedAt)
const call = { integrationId: 'an-integration', providerCallId: sid, at: receivedAt }
const inbound = { direction: 'inbound', from: '+14155550134', to: '+14155550100' }

test('a call that comes in, with our greeting', () => {
  expect(read('voice', ringing)).toEqual({ ...call, ...inbound, status: 'ringing', greeted: true })
})

test('the end of a call, at the instant that Twilio names', () => {
  const fields = { ...ringing, CallStatus: 'completed', CallDuration: '42', Timestamp: 'Mon, 05 Jan 2026 09:29:30 +0000' }

  expect(read('call_status', fields)).toEqual({
    ...call,
    ...inbound,
    at: '2026-01-05T09:29:30.000Z',
    status: 'completed',
    durationSeconds: 42,
  })
})

test.each([
  ['completed', 'answered'],
  ['answered', 'answered'],
  ['busy', 'busy'],
  ['no-answer', 'no_answer'],
  ['failed', 'failed'],
  ['canceled', 'canceled'],
])('after ringing the business, %s', (dialStatus, outcome) => {
  const fields = {
    ...ringing,
    CallStatus: 'in-progress',
    DialCallStatus: dialStatus,
    DialCallDuration: '17',
    RecordingUrl: `x/${recording}`,
  }

  expect(read('voice', fields)).toEqual({ ...call, ...inbound, status: 'in_progress', greeted: true, dial: { outcome, seconds: 17 } })
})

test('a message that was left is known by its URL or its id, and one of no seconds is none', () => {
  const spoken = { ...ringing, CallStatus: 'in-progress', RecordingUrl: `https://api.example.com/${recording}`, RecordingDuration: '9' }

  expect(read('voice', spoken)).toMatchObject({ recording: { id: recording, kind: 'voicemail', seconds: 9 } })
  expect(read('voice', { ...spoken, RecordingDuration: '0' })).not.toHaveProperty('recording')
})

test('a recording says of which call it is and how it was made; one that is not there is ignored', () => {
  const ready = {
    CallSid: sid,
    RecordingSid: recording,
    RecordingStatus: 'completed',
    RecordingDuration: '184',
    RecordingSource: 'DialVerb',
  }

  expect(read('recording', ready)).toEqual({ ...call, recording: { id: recording, kind: 'call', seconds: 184 } })
  expect(read('recording', { ...ready, RecordingSource: 'RecordVerb' })).toMatchObject({ recording: { kind: 'voicemail' } })
  expect(read('recording', { ...ready, RecordingStatus: 'absent' })).toBe('ignored')
})

test.each(['anonymous', 'Restricted', 'Unavailable', '+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253', ''])(
  'a number that is withheld (%s) is nobody',
  (From) => {
    expect(read('voice', { ...ringing, From })).toMatchObject({ from: null })
  },
)

test('a call of ours, and the leg to the business, which is no call of its own', () => {
  const outbound = { ...ringing, Direction: 'outbound-api', CallStatus: 'initiated' }

  expect(read('call_status', outbound)).toMatchObject({ direction: 'outbound', status: 'queued' })
  expect(read('call_status', { ...outbound, ParentCallSid: sid })).toBe('ignored')
})

test('what Twilio does not document is unknown', () => {
  expect(read('call_status', {})).toBe('unknown')
  expect(read('call_status', { ...ringing, CallSid: 'CA1' })).toBe('unknown')
  expect(read('call_status', { ...ringing, CallStatus: 'dancing' })).toBe('unknown')
  expect(read('recording', { CallSid: sid })).toBe('unknown')
})
