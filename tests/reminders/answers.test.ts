import { expect, test } from '@jest/globals'
import { expectOk, noonIn } from '../support/appointments.ts'
import { rows } from '../support/api.ts'
import { processAll } from '../support/inbound.ts'
import { addChannel, connectTwilio, sid } from '../support/providers.ts'
import { remind, texting } from './world.ts'
import type { Body, World } from './world.ts'

const appointmentOf = ({ owner }: World, { id }: Body): Promise<Body> => expectOk(owner.get(`/v1/appointments/${id}`))
const reminderOf = ({ owner }: World, { id, appointment_id }: Body): Promise<Body> =>
  expectOk(owner.get(`/v1/appointments/${appointment_id}/reminders/${id}`))
const answersTo = async (world: World): Promise<string[]> => (await world.written()).slice(1)

test.each(['C', 'c', ' c. ', 'Ｃ', '"C"!'])('%j confirms a pending appointment', async (text) => {
  const world = await texting()
  const appointment = await world.bookFor({ pending: true })
  const reminder = await remind(world, appointment)

  await world.says(text)

  expect((await appointmentOf(world, appointment)).status).toBe('confirmed')
  expect(await reminderOf(world, reminder)).toMatchObject({
    answer: 'confirm',
    answered_at: expect.any(String),
    version: 3,
  })
  expect(await answersTo(world)).toEqual([expect.stringMatching(/^Thank you\. .* expects you: /)])
})

test('C on a confirmed appointment is noted and changes nothing', async () => {
  const world = await texting()
  const appointment = await world.bookFor()
  const reminder = await remind(world, appointment)

  await world.says('C')

  expect(await appointmentOf(world, appointment)).toEqual(appointment)
  expect((await reminderOf(world, reminder)).answer).toBe('confirm')
})

test('X calls it off in the name of the customer, and the time is free again', async () => {
  const world = await texting()
  const appointment = await world.bookFor()
  await remind(world, appointment)

  await world.says('X')

  const cancelled = await appointmentOf(world, appointment)
  expect(cancelled).toMatchObject({ status: 'cancelled', cancellation: { by: 'customer' } })
  expect(await answersTo(world)).toEqual([expect.stringContaining('is cancelled')])
  await expectOk(world.owner.post('/v1/appointments', { ...world.wanted, starts_at: appointment.starts_at, source: 'staff' }))
})

test('X that comes too late for the service cancels nothing, says so, and is put before the team', async () => {
  const world = await texting({ cancel_notice_minutes: 30 * 24 * 60 })
  const appointment = await world.bookFor()
  await remind(world, appointment)

  await world.says('X')

  expect((await appointmentOf(world, appointment)).status).toBe('confirmed')
  expect(await answersTo(world)).toEqual([expect.stringContaining('can no longer be cancelled by text')])
  const { data } = await expectOk(world.owner.get('/v1/conversations'))
  expect((data as Body[])[0]).toMatchObject({ priority: 'high', thread_type: 'cancel_request' })
})

test('R is put before the team, and says that somebody will write', async () => {
  const world = await texting()
  const appointment = await world.bookFor()
  await remind(world, appointment)

  await world.says('R')

  expect(await appointmentOf(world, appointment)).toEqual(appointment)
  expect(await answersTo(world)).toHaveLength(1)
  const { data } = await expectOk(world.owner.get('/v1/conversations'))
  expect((data as Body[])[0]).toMatchObject({ priority: 'high', thread_type: 'appointment_booking' })
})

test('the same answer twice has one effect and one reply, and never reaches another appointment', async () => {
  const world = await texting()
  const other = await world.bookFor({ starts_at: noonIn(11) })
  await remind(world, other)
  const appointment = await world.bookFor()
  await remind(world, appointment)

  await world.says('X')
  await world.says('X')

  expect((await appointmentOf(world, appointment)).status).toBe('cancelled')
  expect(await appointmentOf(world, other)).toEqual(other)
  expect((await world.written()).filter((text) => text.includes('is cancelled'))).toHaveLength(1)
})

test('the same text delivered twice is one text', async () => {
  const world = await texting()
  const appointment = await world.bookFor({ pending: true })
  await remind(world, appointment)
  const again = { MessageSid: sid('SM') }

  await world.says('C', again)
  await world.says('C', again)

  expect(await answersTo(world)).toHaveLength(1)
})

test('who changes their mind is heard: C, then X', async () => {
  const world = await texting()
  const appointment = await world.bookFor()
  await remind(world, appointment)

  await world.says('C')
  await world.says('X')

  expect((await appointmentOf(world, appointment)).status).toBe('cancelled')
  expect(await answersTo(world)).toEqual([expect.stringContaining('expects you'), expect.stringContaining('is cancelled')])
})

test.each([
  ['called off', (world: World, { id }: Body) => world.owner.post(`/v1/appointments/${id}/cancel`, { by: 'staff' })],
  ['moved', (world: World, { id }: Body) => world.owner.post(`/v1/appointments/${id}/reschedule`, { starts_at: noonIn(13) })],
])('an answer about an appointment that was %s since changes nothing and says so', async (_what, change) => {
  const world = await texting()
  const appointment = await world.bookFor()
  await remind(world, appointment)
  await expectOk(change(world, appointment))
  const changed = await appointmentOf(world, appointment)

  await world.says('C')

  expect(await appointmentOf(world, appointment)).toEqual(changed)
  expect(await answersTo(world)).toEqual([expect.stringContaining('was changed in the meantime')])
})

test.each(['C u at 5', 'CC', 'Confirm', 'Ok', 'X-ray', '', '🙂'])('%j is no answer: nothing happens but the text', async (text) => {
  const world = await texting()
  const appointment = await world.bookFor({ pending: true })
  await remind(world, appointment)

  await world.says(text)

  expect((await appointmentOf(world, appointment)).status).toBe('pending')
  expect(await answersTo(world)).toEqual([])
})

test('a word of the carriers wins over a letter, and STOP is no answer to a reminder', async () => {
  const world = await texting()
  const appointment = await world.bookFor()
  const reminder = await remind(world, appointment)

  await world.says('X', { OptOutType: 'STOP' })
  await world.says('CANCEL')

  expect(await appointmentOf(world, appointment)).toEqual(appointment)
  expect((await reminderOf(world, reminder)).answer).toBeNull()
})

test('a letter to another business, or to one that has reminded of nothing, does nothing', async () => {
  const [world, other] = [await texting(), await texting()]
  const appointment = await world.bookFor({ pending: true })
  await remind(world, appointment)
  await other.bookFor({ pending: true })

  await expectOk(other.twilio.post('/messages', { MessageSid: sid('SM'), From: world.phone, To: other.number, Body: 'C' }))
  await processAll(other.salon)
  await other.says('C')

  expect((await appointmentOf(world, appointment)).status).toBe('pending')
  expect(await other.written()).toEqual([])
})

test('a letter to another number of the business is no answer to what came from the first', async () => {
  const world = await texting()
  const appointment = await world.bookFor({ pending: true })
  await remind(world, appointment)
  const second = await addChannel(world.salon, await connectTwilio(world.salon), 'sms')

  await rows('update channels set integration_id = $2 where business_id = $1', [world.salon.id, world.twilio.integrationId])
  await world.says('C', { To: second })

  expect((await appointmentOf(world, appointment)).status).toBe('pending')
})
