import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { business, newCustomer } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'
import { walk } from '../support/walk.ts'
import { expectOk, letPass, noonIn, salonWith } from '../support/appointments.ts'

test('each filter narrows, and both orders walk through all', async () => {
  const { owner, book, service, stylist, customer } = await salonWith()
  const other = await expectOk(owner.post('/v1/customers', newCustomer()))
  const third = await book({ starts_at: noonIn(12) })
  const first = await book({ starts_at: noonIn(10), payment_status: 'paid' })
  const second = await book({ starts_at: noonIn(11), customer_id: other.id })
  const free = await expectOk(
    owner.post('/v1/appointments', { customer_id: other.id, starts_at: noonIn(13), duration_minutes: 30, source: 'staff' }),
  )
  const cancelled = await expectOk(owner.post(`/v1/appointments/${third.id}/cancel`, { by: 'staff' }))
  const found = async (query: string): Promise<string[]> => (await walk(owner, `/v1/appointments?${query}`, 1)).map(({ id }) => id)

  expect(await found('')).toEqual([free.id, second.id, first.id, third.id])
  expect(await found('sort=created_at')).toEqual([third.id, first.id, second.id, free.id])
  expect(await found('sort=starts_at')).toEqual([first.id, second.id, third.id, free.id])
  expect(await found('sort=-starts_at')).toEqual([free.id, third.id, second.id, first.id])
  expect(await found(`sort=starts_at&starts_from=${noonIn(11)}&starts_before=${noonIn(13)}`)).toEqual([second.id, third.id])
  expect(await found('status=cancelled')).toEqual([third.id])
  expect(await found('status=confirmed&status=cancelled')).toHaveLength(4)
  expect(await found('payment_status=paid')).toEqual([first.id])
  expect(await found(`customer_id=${other.id}`)).toEqual([free.id, second.id])
  expect(await found(`customer_id=${customer.id}&member_id=${stylist.memberId}`)).toEqual([first.id, third.id])
  expect(await found(`service_id=${service.id}`)).toEqual([second.id, first.id, third.id])
  expect(await found(`series_id=${randomUUID()}`)).toEqual([])
  expect(await found(`created_from=${second.created_at}`)).toEqual([free.id, second.id])
  expect(await found(`created_before=${second.created_at}`)).toEqual([first.id, third.id])
  expect(await found(`updated_from=${cancelled.updated_at}`)).toEqual([third.id])
  expect(await found(`updated_before=${cancelled.updated_at}`)).toEqual([free.id, second.id, first.id])
})

test('what is said of it is changed at any status, and told with what it was before', async () => {
  const { salon, owner, book } = await salonWith()
  const before = await book()
  await expectOk(owner.post(`/v1/appointments/${before.id}/cancel`, { by: 'staff' }))
  const said = {
    location_type: 'video',
    location: 'https://meet.example.com/cut',
    price: { amount_minor: 7000, currency: 'USD' },
    deposit: { amount_minor: 1000, currency: 'USD' },
    payment_status: 'partially_paid',
    payment_due_on: '2026-02-01',
    payment_method: 'card',
    customer_notes: 'Gentle, please.',
    internal_notes: 'First visit.',
    metadata: { till: 4, paid: true, word: '' },
  }
  const path = `/v1/appointments/${before.id}`

  const { status, body } = await owner.patch(path, said, { 'If-Match': '"2"' })

  expect(status).toBe(200)
  expect(body).toMatchObject({ ...said, status: 'cancelled', version: 3 })
  const names = Object.keys(said) as (keyof typeof said)[]
  expect((await eventsOf(salon.id)).at(-1)).toEqual({
    type: 'appointment.updated',
    data: { object: { ...body, manage_url: null }, previous_attributes: Object.fromEntries(names.map((name) => [name, before[name]])) },
  })
  expect((await expectOk(owner.patch(path, said))).version).toBe(3)
  const cleared = await expectOk(
    owner.patch(path, { deposit: null, location: null, payment_method: null, customer_notes: null, metadata: {} }),
  )
  expect(cleared).toMatchObject({ deposit: null, location: null, payment_method: null, customer_notes: null, metadata: {}, version: 4 })
})

test('the time, another currency, another version and nobody are refused', async () => {
  const { owner, book } = await salonWith()
  const { id } = await book()
  const path = `/v1/appointments/${id}`

  for (const field of ['starts_at', 'ends_at', 'duration_minutes', 'status', 'member_id', 'customer_id'])
    expect([field, (await owner.patch(path, { [field]: noonIn(11) })).status]).toEqual([field, 400])
  expect((await owner.patch(path, { price: { amount_minor: 1, currency: 'EUR' } })).body.code).toBe('currency_mismatch')
  expect((await owner.patch(path, { location: 'x' }, { 'If-Match': '"2"' })).status).toBe(412)
  expect((await owner.patch(`/v1/appointments/${randomUUID()}`, { location: 'x' })).status).toBe(404)
  const stranger = (await business()).owner
  for (const place of ['', '/history', '/calendar.ics']) expect((await stranger.get(path + place)).status).toBe(404)
})

test('its history says what happened, by whom, and how it stood afterwards', async () => {
  const { salon, owner, book } = await salonWith()
  const key = await salon.key()
  const before = await book({}, key)
  await expectOk(owner.post(`/v1/appointments/${before.id}/reschedule`, { starts_at: noonIn(11), reason: 'Has a meeting.' }))
  await expectOk(owner.patch(`/v1/appointments/${before.id}`, { location: 'Chair 3' }))
  await expectOk(owner.post(`/v1/appointments/${before.id}/cancel`, { by: 'customer', reason: 'Feels unwell.' }))

  const entries = await walk(owner, `/v1/appointments/${before.id}/history?sort=created_at`, 1)

  const [person, program] = [
    { type: 'person', id: owner.person.id },
    { type: 'api_key', id: key.id },
  ]
  expect(entries).toMatchObject([
    { action: 'created', status: 'confirmed', starts_at: noonIn(10), actor: program, reason: null, appointment_version: 1 },
    {
      action: 'rescheduled',
      starts_at: noonIn(11),
      actor: person,
      reason: 'Has a meeting.',
      changed_fields: ['ends_at', 'rescheduled_from', 'starts_at'],
    },
    { action: 'updated', starts_at: noonIn(11), actor: person, changed_fields: ['location'], appointment_version: 3 },
    { action: 'cancelled', status: 'cancelled', actor: person, reason: 'Feels unwell.', changed_fields: ['cancellation', 'status'] },
  ])
  const newest = (await owner.get(`/v1/appointments/${before.id}/history`)).body.data
  expect(newest).toEqual([...entries].reverse())
})

test('after a merge a customer has the appointments of both, in totals and timeline', async () => {
  const { salon, owner, book, customer } = await salonWith()
  const done = await book()
  const missed = await book({ starts_at: noonIn(11) })
  const coming = await book({ starts_at: noonIn(12) })
  for (const { id } of [done, missed]) await letPass(id, 20 * 24 * 3_600_000)
  await expectOk(owner.post(`/v1/appointments/${done.id}/complete`))
  await expectOk(owner.post(`/v1/appointments/${missed.id}/no-show`))
  const into = await expectOk(owner.post('/v1/customers', newCustomer()))

  const preview = await expectOk(owner.post(`/v1/customers/${into.id}/merge`, { source_id: customer.id, dry_run: true }))
  const merge = await expectOk(owner.post(`/v1/customers/${into.id}/merge`, { source_id: customer.id }))

  expect([preview.moved.appointments, merge.moved.appointments]).toEqual([3, 3])
  const { body: shown } = await owner.get(`/v1/appointments/${done.id}`)
  expect((await owner.get(`/v1/customers/${into.id}/totals`)).body).toMatchObject({
    appointments: 3,
    appointments_completed: 1,
    no_shows: 1,
    spent: [{ amount_minor: 6500, currency: 'USD' }],
    last_interaction_at: shown.starts_at,
  })
  const timeline = await walk<{ type: string; id: string; occurred_at: string }>(owner, `/v1/customers/${into.id}/timeline`, 2)
  const appointments = timeline.filter(({ type }) => type === 'appointment')
  expect(appointments.map(({ id }) => id)).toEqual([coming.id, missed.id, done.id])
  expect(appointments.at(-1)).toEqual({
    type: 'appointment',
    id: done.id,
    occurred_at: shown.starts_at,
    appointment: { ...shown, manage_url: null },
  })
  expect(timeline[0]?.id).toBe(coming.id)
  const key = await salon.key(['customers:read'])
  expect((await walk<{ type: string }>(key, `/v1/customers/${into.id}/timeline`)).map(({ type }) => type)).not.toContain('appointment')
  expect((await key.get(`/v1/customers/${into.id}/timeline?type=appointment`)).status).toBe(403)
})
