import { expect, test } from '@jest/globals'
import { dayMs, expectOk, noonIn, salonWith } from '../support/appointments.ts'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads what it expects, and fails when it is not there
type Body = any
type World = Awaited<ReturnType<typeof salonWith>>

async function remindersOf({ owner }: World, { id }: Body): Promise<Body[]> {
  const { data } = await expectOk(owner.get(`/v1/appointments/${id}/reminders`))
  return (data as Body[]).sort((one, other) => (one.planned_at < other.planned_at ? -1 : 1))
}
const states = (reminders: readonly Body[]): string[] =>
  reminders.map(({ state, reason }) => (reason === null ? state : `${state}: ${reason}`))
const before = (instant: string, ms: number): string => new Date(Date.parse(instant) - ms).toISOString()

test('a new appointment is reminded of a day and two hours before, to the millisecond', async () => {
  const world = await salonWith()

  const appointment = await world.book()

  const reminders = await remindersOf(world, appointment)
  expect(reminders.map(({ planned_at }) => planned_at)).toEqual([
    before(appointment.starts_at, dayMs),
    before(appointment.starts_at, 2 * 3_600_000),
  ])
  expect(reminders[0]).toMatchObject({
    appointment_id: appointment.id,
    source: 'rule',
    trigger: { type: 'offset', minutes_before: 1440 },
    channel: 'sms',
    template_id: null,
    starts_at: appointment.starts_at,
    state: 'planned',
    reason: null,
    message_id: null,
    answer: null,
    version: 1,
  })
})

test('what comes too late for the booking is skipped, and says so', async () => {
  const world = await salonWith()
  const soon = new Date(Math.ceil(Date.now() / 900_000) * 900_000 + 4 * 3_600_000).toISOString()

  const appointment = await world.book({ starts_at: soon })

  expect(states(await remindersOf(world, appointment))).toEqual(['skipped: booked_too_late', 'planned'])
})

test('a moved appointment is reminded of its new time alone, and back again as if nothing had been', async () => {
  const world = await salonWith()
  const appointment = await world.book()
  const move = (starts_at: string) => expectOk(world.owner.post(`/v1/appointments/${appointment.id}/reschedule`, { starts_at }))

  await move(noonIn(12))
  const moved = await remindersOf(world, appointment)
  await move(appointment.starts_at)
  const back = await remindersOf(world, appointment)

  expect(moved.filter(({ state }) => state === 'planned').map(({ starts_at }) => starts_at)).toEqual([noonIn(12), noonIn(12)])
  expect(states(moved.filter(({ starts_at }) => starts_at !== noonIn(12)))).toEqual([
    'cancelled: appointment_moved',
    'cancelled: appointment_moved',
  ])
  expect(back.filter(({ state }) => state === 'planned').map(({ starts_at }) => starts_at)).toEqual([
    appointment.starts_at,
    appointment.starts_at,
  ])
  expect(back).toHaveLength(6)
})

test('an appointment that is called off is reminded of no more', async () => {
  const world = await salonWith()
  const appointment = await world.book()

  await expectOk(world.owner.post(`/v1/appointments/${appointment.id}/cancel`, { by: 'staff' }))

  expect(states(await remindersOf(world, appointment))).toEqual(['cancelled: appointment_cancelled', 'cancelled: appointment_cancelled'])
})

test('who has checked in is reminded of no more', async () => {
  const world = await salonWith()
  const appointment = await world.book()

  await expectOk(world.owner.post(`/v1/appointments/${appointment.id}/check-in`))

  expect(states(await remindersOf(world, appointment))).toEqual(['cancelled: appointment_over', 'cancelled: appointment_over'])
})

test('confirming, and changing what is no time, leaves the reminders as they are', async () => {
  const world = await salonWith()
  const appointment = await world.book({ pending: true })
  const planned = await remindersOf(world, appointment)

  await expectOk(world.owner.post(`/v1/appointments/${appointment.id}/confirm`))
  await expectOk(world.owner.patch(`/v1/appointments/${appointment.id}`, { internal_notes: 'By the window.' }))

  expect(planned).toHaveLength(2)
  expect(await remindersOf(world, appointment)).toEqual(planned)
})

test('a reminder that was asked for goes along when the appointment is moved; one that was taken back does not', async () => {
  const world = await salonWith()
  const appointment = await world.book()
  const add = (minutes_before: number) =>
    expectOk(world.owner.post(`/v1/appointments/${appointment.id}/reminders`, { trigger: { type: 'offset', minutes_before } }))
  await add(60)
  const other = await add(90)
  await expectOk(world.owner.post(`/v1/appointments/${appointment.id}/reminders/${other.id}/cancel`))

  await expectOk(world.owner.post(`/v1/appointments/${appointment.id}/reschedule`, { starts_at: noonIn(12) }))

  const planned = (await remindersOf(world, appointment)).filter(({ state }) => state === 'planned')
  expect(planned.map(({ planned_at, source }) => [planned_at, source])).toEqual([
    [before(noonIn(12), dayMs), 'rule'],
    [before(noonIn(12), 2 * 3_600_000), 'rule'],
    [before(noonIn(12), 3_600_000), 'request'],
  ])
})
