import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { expectOk, noonIn } from '../support/appointments.ts'
import { rows } from '../support/api.ts'
import { remindersOf, sendFirst, texting } from './world.ts'
import type { Body, World } from './world.ts'

const hourBefore = { trigger: { type: 'offset', minutes_before: 60 } }
const add = ({ owner }: Pick<World, 'owner'>, { id }: Body, wanted: object) => owner.post(`/v1/appointments/${id}/reminders`, wanted)
const codeOf = ({ status, body }: { status: number; body: unknown }): string => (status < 300 ? String(status) : (body as Body).code)

test('a reminder that is asked for is planned, can be read, and is told', async () => {
  const world = await texting()
  const appointment = await world.bookFor()

  const made = await add(world, appointment, { trigger: { type: 'wall_clock', days_before: 2, at: '07:45' }, channel: 'email' })

  const read = await world.owner.get(made.headers.get('location') ?? '')
  const { data } = await expectOk(world.owner.get('/v1/events'))
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ source: 'request', channel: 'email', state: 'planned', starts_at: appointment.starts_at })
  expect(read.body).toEqual(made.body)
  expect((data as Body[]).at(-1)).toMatchObject({ type: 'appointment_reminder.created', data: { object: made.body } })
})

test('the same reminder once more is refused, and names the one that is there', async () => {
  const world = await texting()
  const appointment = await world.bookFor()
  const [first] = await remindersOf(world, appointment)

  const again = await add(world, appointment, { trigger: first.trigger })
  const byMail = await add(world, appointment, { trigger: first.trigger, channel: 'email' })

  expect(codeOf(again)).toBe('reminder_exists')
  expect(again.body.existing_id).toBe(first.id)
  expect(byMail.status).toBe(201)
})

test('of two who ask for the same at once one gets it', async () => {
  const world = await texting()
  const appointment = await world.bookFor()

  const replies = await Promise.all(Array.from({ length: 6 }, () => add(world, appointment, hourBefore)))

  expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409])
})

test('a reminder whose moment has passed, or comes after the beginning, is refused', async () => {
  const world = await texting()
  const appointment = await world.bookFor()

  const passed = await add(world, appointment, { trigger: { type: 'offset', minutes_before: 43_200 } })
  const after = await add(world, appointment, { trigger: { type: 'wall_clock', days_before: 0, at: '23:59' } })

  expect([passed, after].map(codeOf)).toEqual(['reminder_too_late', 'reminder_too_late'])
  expect(after.body.detail).toBe('This reminder would come after the appointment begins.')
})

test('nobody can be reminded of what is off, nor twenty-one times', async () => {
  const world = await texting()
  const [appointment, other] = [await world.bookFor(), await world.book({ starts_at: noonIn(11) })]
  await expectOk(world.owner.post(`/v1/appointments/${other.id}/cancel`, { by: 'staff' }))

  const replies = []
  for (let minutes_before = 5; minutes_before < 24; minutes_before += 1)
    replies.push(await add(world, appointment, { trigger: { type: 'offset', minutes_before } }))

  expect(codeOf(await add(world, other, hourBefore))).toBe('appointment_status_conflict')
  expect(replies.slice(0, 18).map(codeOf)).toEqual(Array.from({ length: 18 }, () => '201'))
  expect(replies.slice(18).map(codeOf)).toEqual(['too_many_reminders'])
})

test('a planned reminder can be taken back, once, and one that was sent cannot', async () => {
  const world = await texting()
  const appointment = await world.bookFor()
  const sent = await sendFirst(world, appointment)
  const planned = (await remindersOf(world, appointment)).find(({ state }) => state === 'planned')
  const cancel = ({ id }: Body, headers = {}) =>
    world.owner.post(`/v1/appointments/${appointment.id}/reminders/${id}/cancel`, undefined, headers)

  const stale = await cancel(planned, { 'If-Match': '"7"' })
  const [first, second, late] = [await cancel(planned), await cancel(planned), await cancel(sent)]

  expect(stale.status).toBe(412)
  expect(first.body).toMatchObject({ state: 'cancelled', reason: 'by_request', version: 2 })
  expect(second.body).toEqual(first.body)
  expect(codeOf(late)).toBe('reminder_not_planned')
  const { data } = await expectOk(world.owner.get('/v1/events'))
  expect((data as Body[]).filter(({ type }) => type === 'appointment_reminder.cancelled')).toHaveLength(1)
})

test('a list can be narrowed, and a reminder belongs to its own appointment', async () => {
  const world = await texting()
  const [appointment, other] = [await world.bookFor(), await world.book({ starts_at: noonIn(15) })]
  const sent = await sendFirst(world, appointment)
  await expectOk(add(world, appointment, { ...hourBefore, channel: 'email' }))
  const list = async (query: string): Promise<Body[]> =>
    (await expectOk(world.owner.get(`/v1/appointments/${appointment.id}/reminders?${query}`))).data

  expect((await list('state=sent')).map(({ id }) => id)).toEqual([sent.id])
  expect((await list('channel=email')).map(({ channel }) => channel)).toEqual(['email'])
  expect(await list('state=sent&state=planned')).toHaveLength(3)
  expect((await world.owner.get(`/v1/appointments/${other.id}/reminders/${sent.id}`)).status).toBe(404)
  expect((await world.owner.get(`/v1/appointments/${randomUUID()}/reminders`)).status).toBe(404)
})

test('what is due is handed over once, told once, and not sent to whom the gate refuses', async () => {
  const world = await texting()
  const [appointment, silent] = [await world.bookFor(), await world.bookFor({ starts_at: noonIn(16) })]
  const first = await sendFirst(world, appointment)
  await expectOk(world.owner.post('/v1/suppressions', { channel: 'sms', address: world.phone }))
  const refused = await sendFirst(world, silent)

  expect(first).toMatchObject({ state: 'sent', reason: null, message_id: expect.any(String), sent_at: expect.any(String), version: 2 })
  expect(refused).toMatchObject({ state: 'skipped', reason: 'suppressed', message_id: expect.any(String), sent_at: null })
  const told = await rows<{ object: Body }>(
    "select data -> 'object' as object from events where business_id = $1 and type = 'appointment.reminder_sent'",
    [world.salon.id],
  )
  expect(told).toEqual([{ object: first }])
})
