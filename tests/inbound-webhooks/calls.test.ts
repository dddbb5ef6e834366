import { expect, test } from '@jest/globals'
import { business, rows } from '../support/api.ts'
import { processAll, receiptsOf } from '../support/inbound.ts'
import { addChannel, connectTwilio, newNumber, sid } from '../support/providers.ts'

test('what Twilio tells of a call is one call, in whatever order it is processed, and each question is answered in TwiML', async () => {
  const salon = await business()
  const twilio = await connectTwilio(salon)
  const [To, From, CallSid] = [await addChannel(salon, twilio, 'voice'), newNumber(), sid('CA')]
  const call = { CallSid, From, To, Direction: 'inbound' }

  const first = await twilio.post('/voice', { ...call, CallStatus: 'ringing' })
  const again = await twilio.post('/voice', { ...call, CallStatus: 'ringing' })
  await twilio.post('/call-status', { ...call, CallStatus: 'completed', CallDuration: '20', SequenceNumber: '2' })
  await twilio.post('/call-status', { ...call, CallStatus: 'ringing', SequenceNumber: '0' })
  await processAll(salon, (ids) => ids.toReversed())

  expect([first.status, first.headers.get('content-type')]).toEqual([200, 'text/xml; charset=utf-8'])
  expect(first.text).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?><Response>.+<\/Response>$/)
  expect(again.text).toBe(first.text)
  expect((await receiptsOf(salon)).map(({ status }) => status)).toEqual(['processed', 'processed', 'processed'])
  const calls = await rows('select provider_call_id, status, from_address, to_address from calls where business_id = $1', [salon.id])
  expect(calls).toEqual([{ provider_call_id: CallSid, status: 'completed', from_address: From, to_address: To }])
})

test('a form that Twilio does not document is put aside, and news of another leg is ignored', async () => {
  const salon = await business()
  const twilio = await connectTwilio(salon)

  await twilio.post('/call-status', { CallSid: 'none', CallStatus: 'completed' })
  await twilio.post('/call-status', { CallSid: sid('CA'), ParentCallSid: sid('CA'), CallStatus: 'completed' })
  await processAll(salon)

  expect((await receiptsOf(salon)).map(({ status, error_code }) => [status, error_code])).toEqual([
    ['quarantined', 'kind_unknown'],
    ['ignored', 'nothing_to_do'],
  ])
})
