import { expect, test } from '@jest/globals'
import { business, rows } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'
import { processOne, receiptsOf } from '../support/inbound.ts'
import type { Receipt } from '../support/inbound.ts'
import { addChannel, connectTwilio, newNumber, sid } from '../support/providers.ts'

// The one fault of ours that a test can bring about without touching our code: the business is suspended, and nothing in it can be changed.

async function received(): Promise<{ salon: Business; receipt: Receipt }> {
  const salon = await business()
  const twilio = await connectTwilio(salon)
  const To = await addChannel(salon, twilio, 'sms')
  await twilio.post('/messages', { MessageSid: sid('SM'), From: newNumber(), To, Body: 'My number is secret' })
  const [receipt] = await receiptsOf(salon)
  return { salon, receipt: receipt as Receipt }
}

const suspend = (salon: Business): Promise<object[]> => rows("update businesses set status = 'suspended' where id = $1", [salon.id])
const resume = (salon: Business): Promise<object[]> => rows("update businesses set status = 'active' where id = $1", [salon.id])
const stateOf = async (salon: Business): Promise<unknown[]> =>
  (await receiptsOf(salon)).map(({ status, attempts, error_code }) => [status, attempts, error_code])

test('what goes wrong is noted, and tried again', async () => {
  const { salon, receipt } = await received()
  await suspend(salon)

  await expect(processOne(salon, receipt.id)).rejects.toThrow()
  const between = await stateOf(salon)
  await resume(salon)
  await processOne(salon, receipt.id)

  expect(between).toEqual([['received', 1, 'processing_failed']])
  expect(await stateOf(salon)).toEqual([['processed', 2, null]])
})

test('after the last attempt it has failed, is told, and can be processed once more', async () => {
  const { salon, receipt } = await received()
  const path = `/v1/inbound-webhooks/${receipt.id}`
  // A rule that cannot be obeyed: the table of messages is gone for this business.
  await rows('update inbound_webhooks set attempts = 7 where id = $1', [receipt.id])
  await rows('alter table messages add constraint none_for_now check (business_id <> $1::uuid) not valid'.replace('$1', `'${salon.id}'`))
  try {
    await processOne(salon, receipt.id)
  } finally {
    await rows('alter table messages drop constraint none_for_now')
  }
  const failed = (await salon.owner.get(path)).body

  const again = await salon.owner.post(`${path}/reprocess`)
  const waiting = await stateOf(salon)
  await processOne(salon, receipt.id)

  expect(failed).toMatchObject({ status: 'failed', attempts: 8, error: { code: 'processing_failed' } })
  expect(JSON.stringify(failed)).not.toMatch(/secret|none_for_now|\+1415/)
  expect([again.status, again.body.id, again.body.status]).toEqual([202, receipt.id, 'received'])
  expect(waiting).toEqual([['received', 0, null]])
  expect(await stateOf(salon)).toEqual([['processed', 1, null]])
  const told = await eventsOf(salon.id)
  expect(told.map(({ type }) => type).filter((type) => type.startsWith('inbound_webhook'))).toEqual([
    'inbound_webhook.failed',
    'inbound_webhook.reprocessed',
  ])
  expect(JSON.stringify(told.filter(({ type }) => type.startsWith('inbound_webhook')))).not.toMatch(/secret|\+1415/)
})

test('one that goes wrong does not stop those of the same peer that come after it', async () => {
  const salon = await business()
  const twilio = await connectTwilio(salon)
  const [To, From] = [await addChannel(salon, twilio, 'sms'), newNumber()]
  await twilio.post('/messages', { MessageSid: sid('SM'), From, To, Body: 'Bad' })
  await twilio.post('/messages', { MessageSid: sid('SM'), From, To, Body: 'Good' })
  const [, second] = await receiptsOf(salon)
  await rows(`alter table messages add constraint no_bad_ones check (business_id <> '${salon.id}' or body <> 'Bad') not valid`)

  try {
    await processOne(salon, second?.id ?? '')
  } finally {
    await rows('alter table messages drop constraint no_bad_ones')
  }

  expect((await receiptsOf(salon)).map(({ status }) => status)).toEqual(['received', 'processed'])
})
