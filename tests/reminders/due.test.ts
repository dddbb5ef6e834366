import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { languages } from '../../src/domain/reminder-messages/words.ts'
import { faultsOf, warningsOf } from '../../src/domain/message-templates/lint.ts'
import { expectOk, noonIn, salonWith } from '../support/appointments.ts'
import { rows } from '../support/api.ts'
import { remindersOf, sendDueReminders, sendFirst, texting } from './world.ts'
import type { Body, World } from './world.ts'

const lookAgain = async (world: World, { id }: Body): Promise<Body> => {
  await rows('update appointment_reminders set due_at = now() where id = $1', [id])
  await sendDueReminders(world.salon.id)
  const [row] = await rows<{ appointment_id: string }>('select appointment_id from appointment_reminders where id = $1', [id])
  return expectOk(world.owner.get(`/v1/appointments/${row?.appointment_id ?? ''}/reminders/${id}`))
}

test('a reminder that could not be sent for an hour is not sent any more', async () => {
  const world = await texting()

  const inTime = await sendFirst(world, await world.bookFor(), 59)
  const late = await sendFirst(world, await world.bookFor({ starts_at: noonIn(11) }), 61)

  expect(inTime.state).toBe('sent')
  expect(late).toMatchObject({ state: 'skipped', reason: 'too_late', message_id: null })
})

test('nobody to send to, nothing to send to, nothing to send by: each is said', async () => {
  const world = await texting()
  const silent = await salonWith()
  const gone = await world.bookFor()
  await rows('update customers set deleted_at = now() where id = $1', [world.reader.id])

  expect(await sendFirst(world, gone)).toMatchObject({ state: 'skipped', reason: 'customer_deleted' })
  await rows('update customers set deleted_at = null, phones = $2 where id = $1', [world.reader.id, '[]'])
  expect(await sendFirst(world, await world.bookFor({ starts_at: noonIn(11) }))).toMatchObject({ reason: 'no_address' })
  const { id } = await expectOk(silent.owner.post('/v1/customers', { phones: [{ e164: '+14155550144' }] }))
  expect(await sendFirst(silent, await silent.book({ customer_id: id }))).toMatchObject({ reason: 'channel_missing' })
})

test('a message that waits for its provider is taken back with its appointment, and after an hour', async () => {
  const world = await texting()
  const [off, late] = [await world.bookFor(), await world.bookFor({ starts_at: noonIn(11) })]
  const [one, other] = [await sendFirst(world, off), await sendFirst(world, late)]

  await expectOk(world.owner.post(`/v1/appointments/${off.id}/cancel`, { by: 'staff' }))
  const seen = await lookAgain(world, other)

  expect((await remindersOf(world, off)).find(({ id }) => id === one.id)).toMatchObject({
    state: 'cancelled',
    reason: 'appointment_cancelled',
  })
  expect(seen).toMatchObject({ state: 'skipped', reason: 'too_late' })
  for (const { message_id } of [one, other])
    expect((await expectOk(world.owner.get(`/v1/messages/${message_id}`))).status).toBe('cancelled')
})

test.each([
  ['failed', { state: 'failed', reason: 'message_failed' }],
  ['delivered', { state: 'sent', reason: null }],
])('of a message that %s the reminder knows', async (status, expected) => {
  const world = await texting()
  const reminder = await sendFirst(world, await world.bookFor())
  await rows('update messages set status = $2, due_at = null where id = $1', [reminder.message_id, status])

  expect(await lookAgain(world, reminder)).toMatchObject(expected)
})

test('a fault of ours keeps one reminder waiting and no other, and is noted when it lasts', async () => {
  const world = await texting()
  const [broken, whole] = [await world.bookFor(), await world.bookFor({ starts_at: noonIn(11) })]
  // A zone that no clock knows is none of what the contract lets through: the words cannot be written.
  await rows("update appointments set time_zone = 'Nowhere/Else' where id = $1", [broken.id])

  const waiting = await sendFirst(world, broken)
  const sent = await sendFirst(world, whole)
  await rows("update appointment_reminders set planned_at = now() - interval '2 hours' where id = $1", [waiting.id])
  const [kept] = await rows('select faults, due_at > now() as later from appointment_reminders where id = $1', [waiting.id])
  await rows("update appointments set time_zone = 'UTC' where id = $1", [broken.id])

  expect(waiting.state).toBe('planned')
  expect(kept).toEqual({ faults: 1, later: true })
  expect(sent.state).toBe('sent')
  expect(await lookAgain(world, waiting)).toMatchObject({ state: 'failed', reason: 'internal_error' })
})

test('one that cannot be sent keeps none from being sent that is due at the same moment', async () => {
  const world = await texting()
  const appointments = [
    await world.bookFor(),
    await world.bookFor({ starts_at: noonIn(11) }),
    await world.bookFor({ starts_at: noonIn(12) }),
  ]
  await rows("update appointments set time_zone = 'Nowhere/Else' where id = $1", [appointments[1].id])
  await rows('update appointment_reminders set planned_at = now(), due_at = now() where business_id = $1 and minutes_before = 1440', [
    world.salon.id,
  ])

  await sendDueReminders(world.salon.id)

  const firsts = await Promise.all(appointments.map(async (each) => (await remindersOf(world, each))[0]))
  expect(firsts.map(({ state }) => state)).toEqual(['sent', 'planned', 'sent'])
  expect(await world.written()).toHaveLength(2)
})

test('an appointment that was moved past us is reminded of by nothing old', async () => {
  const world = await texting()
  const appointment = await world.bookFor()
  await rows("update appointments set starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day' where id = $1", [
    appointment.id,
  ])

  expect(await sendFirst(world, appointment)).toMatchObject({ state: 'cancelled', reason: 'appointment_over' })
  expect(await world.written()).toEqual([])
})

test('a template says it in its own words, and the house says it where the template cannot', async () => {
  const world = await texting()
  const body = '{{customer_first_name}}: {{service_name}} at {{business_name}}, {{date}}, {{time}}.'
  const variables = ['customer_first_name', 'service_name', 'business_name'].map((name) => ({ name, type: 'text' }))
  const days = [
    { name: 'date', type: 'date' },
    { name: 'time', type: 'time' },
  ]
  const words = { name: randomUUID(), channel: 'sms', category: 'transactional', locale: 'en-US', body, variables: [...variables, ...days] }
  const template = await expectOk(world.owner.post('/v1/message-templates', words))
  const rule = { trigger: { type: 'offset', minutes_before: 120 }, template_id: template.id }
  await expectOk(world.owner.put('/v1/reminder-rules', { rules: [rule] }))
  const [first, second] = [await world.bookFor(), await world.bookFor({ starts_at: noonIn(11) })]

  await sendFirst(world, first)
  await expectOk(world.owner.post(`/v1/message-templates/${template.id}/archive`))
  await sendFirst(world, second)

  const [own, house] = await world.written()
  expect(own).toMatch(/^Ada: Cut and finish at .*, [A-Z][a-z]+ \d+, \d{4}, \d+:\d\d [AP]M\.$/)
  expect(house).toContain('Reply C to confirm')
})

test.each([
  ['de', 'Antworten Sie C'],
  ['es-MX', 'Responda C'],
  ['fr-FR', 'Répondez C'],
  ['xx', 'Reply C'],
  ['en-GB', 'Reply C'],
])('a customer who reads %s is reminded in that language, or else in that of the business', async (locale, words) => {
  const world = await texting()
  await rows('update customers set locale = $2, time_zone = $3 where id = $1', [world.reader.id, locale, 'Asia/Kathmandu'])

  await sendFirst(world, await world.bookFor())

  const [text] = await world.written()
  expect(text).toContain(words)
  // Their own clock shows another time, so it is said which one is meant.
  expect(text).toMatch(/GMT|CET|UTC|E[SD]T|P[SD]T|C[SD]T|MEZ|MESZ|UTC/)
})

test('a reminder by mail has a subject, the link, and asks for no letter', async () => {
  const world = await texting()
  await rows(
    "insert into channels (business_id, type, integration_id, address, name, is_default) select business_id, 'email', integration_id, 'desk@salon.example.com', 'Desk', true from channels where business_id = $1",
    [world.salon.id],
  )
  await expectOk(world.owner.patch(`/v1/customers/${world.reader.id}`, { emails: [{ email: `${randomUUID()}@example.com` }] }))
  await expectOk(world.owner.put('/v1/reminder-rules', { rules: [{ trigger: { type: 'offset', minutes_before: 60 }, channel: 'email' }] }))

  const reminder = await sendFirst(world, await world.bookFor())

  const message = await expectOk(world.owner.get(`/v1/messages/${reminder.message_id}`))
  expect(message).toMatchObject({ subject: expect.stringMatching(/^Reminder: Cut and finish/), category: 'transactional' })
  expect(message.body).toContain('/manage/')
  expect(message.body).not.toContain('Reply C')
})

test.each(Object.entries(languages))('no words of the house in %s ask for what carriers take for themselves', (locale, words) => {
  const facts = {
    firstName: 'Ada',
    business: 'Salon',
    what: words.by('Haircut', 'Grace'),
    when: 'Fri 14:30',
    link: 'https://example.com/manage/x',
  }
  const texts = [words.text, words.confirmed, words.cancelled, words.tooLate, words.otherTime, words.gone].map((write) => write(facts))
  const drafts = texts.map((body) => ({ channel: 'sms', category: 'transactional', locale, subject: null, body, variables: [] }) as const)

  expect(drafts.flatMap(faultsOf)).toEqual([])
  expect(drafts.flatMap(warningsOf).filter(({ code }) => code === 'reserved_word')).toEqual([])
  expect(words.text({ ...facts, firstName: null, what: null })).not.toMatch(/null|undefined|Ada/)
  expect(words.mail({ ...facts, firstName: null, what: null })).toContain(facts.link)
  expect(words.subject({ ...facts, what: null })).toContain(facts.when)
})
