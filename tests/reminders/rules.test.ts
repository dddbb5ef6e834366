import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { dayMs, expectOk, noonIn } from '../support/appointments.ts'
import { business, rows } from '../support/api.ts'
import { remindersOf, replan, sendFirst, texting } from './world.ts'
import type { Body, World } from './world.ts'

const hourMs = 3_600_000
const twoHours = { trigger: { type: 'offset', minutes_before: 120 } }
const dayBefore = { trigger: { type: 'offset', minutes_before: 1440 } }
const evening = { trigger: { type: 'wall_clock', days_before: 1, at: '18:00' } }
const states = (reminders: readonly Body[]): string[] =>
  reminders.map(({ state, reason }) => (reason === null ? state : `${state}: ${reason}`))

const replace = ({ owner, salon }: Pick<World, 'owner' | 'salon'>, rules: object[]): Promise<Body> =>
  expectOk(owner.put('/v1/reminder-rules', { rules })).then(async (body) => {
    await replan(salon.id)
    return body
  })
async function template({ owner }: Pick<World, 'owner'>, fields: object = {}): Promise<string> {
  const words = { name: randomUUID(), channel: 'sms', category: 'transactional', body: 'See you soon.' }
  return (await expectOk(owner.post('/v1/message-templates', { ...words, ...fields }))).id as string
}

test('a business that has decided nothing has the defaults, and gets them back by sending nothing', async () => {
  const { owner } = await business()

  const first = await owner.get('/v1/reminder-rules')
  const changed = await owner.put('/v1/reminder-rules', { rules: [] })
  const back = await owner.put('/v1/reminder-rules', {})

  const defaults = [1440, 120].map((minutes_before) => ({ trigger: { type: 'offset', minutes_before }, channel: 'sms', template_id: null }))
  expect(first.body).toMatchObject({ rules: defaults, version: 1 })
  expect(changed.body).toMatchObject({ rules: [], version: 2 })
  expect(back.body).toMatchObject({ rules: defaults, version: 3 })
})

test('the same rules again change nothing, and tell nothing', async () => {
  const { owner } = await business()

  await owner.put('/v1/reminder-rules', { rules: [evening] })
  const again = await owner.put('/v1/reminder-rules', { rules: [evening] })

  expect(again.body).toMatchObject({ version: 2 })
  const { data } = (await owner.get('/v1/events')).body as { data: Body[] }
  expect(data.filter(({ type }) => type === 'reminder_rules.updated')).toHaveLength(1)
})

test('of two who replace one version the second is refused', async () => {
  const { owner } = await business()

  const [one, other] = [
    await owner.put('/v1/reminder-rules', { rules: [evening] }, { 'If-Match': '"1"' }),
    await owner.put('/v1/reminder-rules', { rules: [] }, { 'If-Match': '"1"' }),
  ]

  expect([one.status, other.status]).toEqual([200, 412])
})

test('two rules that are the same are refused; by two ways they are two', async () => {
  const { owner } = await business()

  const twice = await owner.put('/v1/reminder-rules', { rules: [evening, { ...evening, channel: 'sms' }] })
  const byTwoWays = await owner.put('/v1/reminder-rules', { rules: [evening, { ...evening, channel: 'email' }] })

  expect([twice.status, twice.body.code]).toEqual([409, 'reminder_rules_invalid'])
  expect(byTwoWays.status).toBe(200)
})

test('a template has to be one from which a reminder can be written', async () => {
  const world = await texting()
  const place = { body: 'For {{till_number}}.', variables: [{ name: 'till_number', type: 'text' }] }
  const fit = { body: '{{customer_first_name}}, {{date}} {{time}}: {{extra}}' }
  const variables = [
    { name: 'customer_first_name', type: 'text', fallback: 'Hello' },
    { name: 'date', type: 'date' },
    { name: 'time', type: 'time' },
    { name: 'extra', type: 'text', fallback: 'Bring a towel.' },
  ]
  const answer = async (template_id: string): Promise<string> => {
    const { status, body } = await world.owner.put('/v1/reminder-rules', { rules: [{ ...evening, template_id }] })
    return status === 200 ? 'taken' : body.code
  }
  const draft = await template(world, { status: 'draft' })

  expect(await answer(await template(world, { ...fit, variables }))).toBe('taken')
  expect(await answer(await template(world, place))).toBe('reminder_rules_invalid')
  expect(await answer(await template(world, { body: '{{date}}', variables: [{ name: 'date', type: 'number' }] }))).toBe(
    'reminder_rules_invalid',
  )
  expect(await answer(await template(world, { category: 'marketing' }))).toBe('reminder_rules_invalid')
  expect(await answer(await template(world, { channel: 'email', subject: 'Soon' }))).toBe('reminder_rules_invalid')
  expect(await answer(draft)).toBe('template_not_active')
  expect(await answer(randomUUID())).toBe('reference_not_found')
})

test('other rules are those of all that is to come: what is gone is taken back, what is new is planned, what was sent stays', async () => {
  const world = await texting()
  const appointment = await world.bookFor()
  await sendFirst(world, appointment)

  await replace(world, [dayBefore, evening])
  const reminders = await remindersOf(world, appointment)
  await replace(world, [twoHours])
  const again = await remindersOf(world, appointment)

  expect(states(reminders).sort()).toEqual(['cancelled: rule_removed', 'planned', 'sent'])
  expect(states(again).sort()).toEqual(['cancelled: rule_removed', 'cancelled: rule_removed', 'planned', 'sent'])
})

test('a new rule whose moment has passed for an appointment has nothing to do with it', async () => {
  const world = await texting()
  const soon = new Date(Math.ceil(Date.now() / 900_000) * 900_000 + 3 * hourMs).toISOString()
  const appointment = await world.bookFor({ starts_at: soon })

  await replace(world, [twoHours, { trigger: { type: 'offset', minutes_before: 600 } }])

  expect(states(await remindersOf(world, appointment))).toEqual(['skipped: booked_too_late', 'planned'])
})

test('a reminder that somebody took back stays so, whatever becomes of the rules', async () => {
  const world = await texting()
  const appointment = await world.bookFor()
  const [first] = await remindersOf(world, appointment)
  await expectOk(world.owner.post(`/v1/appointments/${appointment.id}/reminders/${first.id}/cancel`))

  await replace(world, [dayBefore, evening])

  expect(states(await remindersOf(world, appointment)).sort()).toEqual(['cancelled: by_request', 'cancelled: rule_removed', 'planned'])
})

test('another template is that of what is planned', async () => {
  const world = await texting()
  const appointment = await world.bookFor()
  const id = await template(world)

  await replace(world, [{ ...twoHours, template_id: id }, dayBefore])

  expect((await remindersOf(world, appointment)).map(({ template_id, version }) => [template_id, version])).toEqual([
    [null, 1],
    [id, 2],
  ])
})

test('when the business moves to another zone reminders by the time of day move, spans do not, and no appointment does', async () => {
  const world = await texting()
  await rows("update businesses set time_zone = 'Europe/Berlin' where id = $1", [world.salon.id])
  await replace(world, [evening, twoHours])
  const appointment = await world.bookFor()
  const added = await expectOk(
    world.owner.post(`/v1/appointments/${appointment.id}/reminders`, { trigger: { type: 'wall_clock', days_before: 1, at: '09:00' } }),
  )
  const planned = await remindersOf(world, appointment)

  await expectOk(world.owner.patch(`/v1/businesses/${world.salon.id}`, { time_zone: 'Asia/Kathmandu' }))
  const [job] = await rows<{ key: string }>("select key from graphile_worker._private_jobs where key = $1 || ':reminders.replan'", [
    world.salon.id,
  ])
  await replan(world.salon.id)

  const moved = new Map((await remindersOf(world, appointment)).map((row) => [row.id, row]))
  const clock = (zone: string, at: string): string =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, timeStyle: 'short' }).format(new Date(at))
  const times = planned.map(({ id, planned_at }) => [clock('Europe/Berlin', planned_at), clock('Asia/Kathmandu', moved.get(id).planned_at)])
  expect(job?.key).toBeDefined()
  expect(times.slice(0, 2).sort()).toEqual([
    ['09:00', '09:00'],
    ['18:00', '18:00'],
  ])
  expect(planned.find(({ id }) => id === added.id).planned_at).not.toBe(moved.get(added.id).planned_at)
  expect(moved.get(planned[2].id)).toEqual(planned[2])
  expect(await expectOk(world.owner.get(`/v1/appointments/${appointment.id}`))).toEqual(appointment)
})

test('to plan anew twice is to plan anew once', async () => {
  const world = await texting()
  const appointment = await world.bookFor()
  await replace(world, [evening])
  const once = await remindersOf(world, appointment)

  await replan(world.salon.id)

  expect(await remindersOf(world, appointment)).toEqual(once)
})

test('what has begun or was called off is not planned anew', async () => {
  const world = await texting()
  const appointment = await world.bookFor()
  await expectOk(world.owner.post(`/v1/appointments/${appointment.id}/cancel`, { by: 'staff' }))
  const before = await remindersOf(world, appointment)

  await replace(world, [evening])

  expect(await remindersOf(world, appointment)).toEqual(before)
})

test('who books while the rules are being replaced gets reminders by the new ones', async () => {
  const world = await texting()

  const starts = [10, 11, 12, 13, 14, 15].map((day) => noonIn(day))
  const [, ...appointments] = await Promise.all([
    expectOk(world.owner.put('/v1/reminder-rules', { rules: [evening] })),
    ...starts.map((starts_at) => world.bookFor({ starts_at })),
  ])
  await replan(world.salon.id)

  for (const appointment of appointments) {
    const live = (await remindersOf(world, appointment)).filter(({ state }) => state === 'planned')
    expect(live.map(({ trigger }) => trigger)).toEqual([evening.trigger])
    expect(Date.parse(appointment.starts_at) - Date.parse(live[0].planned_at)).toBeLessThan(2 * dayMs)
  }
})
