import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { newCustomer } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'
import { dayMs, expectOk, noonIn, salonWith } from '../support/appointments.ts'

test('an appointment keeps what was agreed, and is told', async () => {
  const { salon, owner, service, wanted } = await salonWith({
    cancellation_fee: { amount_minor: 2000, currency: 'USD' },
    cancel_notice_minutes: 1440,
  })

  const reply = await owner.post('/v1/appointments', { ...wanted, starts_at: noonIn(10), source: 'staff', metadata: { till: 4 } })

  expect(reply.status).toBe(201)
  expect(reply.headers.get('location')).toBe(`/v1/appointments/${reply.body.id}`)
  expect(reply.body).toMatchObject({
    ...wanted,
    starts_at: noonIn(10),
    ends_at: noonIn(10, 60),
    duration_minutes: 60,
    time_zone: 'Europe/Berlin',
    party_size: 1,
    status: 'confirmed',
    expires_at: null,
    price: { amount_minor: 6500, currency: 'USD' },
    payment_status: 'unpaid',
    source: 'staff',
    cancellation: null,
    metadata: { till: 4 },
    version: 1,
  })
  await expectOk(
    owner.patch(`/v1/services/${service.id}`, {
      name: 'Trim',
      duration_minutes: 30,
      price: { amount_minor: 1, currency: 'USD' },
      cancellation_fee: null,
    }),
  )
  const { body } = await owner.get(`/v1/appointments/${reply.body.id}`)
  expect(body).toEqual(reply.body)
  expect(body.service).toEqual({
    name: 'Cut and finish',
    price: { amount_minor: 6500, currency: 'USD' },
    duration_minutes: 60,
    cancel_notice_minutes: 1440,
    reschedule_notice_minutes: 0,
    cancellation_fee: { amount_minor: 2000, currency: 'USD' },
  })
  expect((await eventsOf(salon.id)).find(({ type }) => type === 'appointment.created')?.data).toEqual({
    object: { ...reply.body, manage_url: null },
  })
})

test('a time is given once, and the refusal says what is free', async () => {
  const { owner, wanted, book } = await salonWith()
  await book()

  const reply = await owner.post('/v1/appointments', { ...wanted, starts_at: noonIn(10, 30), source: 'staff' })

  expect([reply.status, reply.body.code]).toEqual([409, 'slot_unavailable'])
  expect((await owner.get('/v1/appointments')).body.data).toHaveLength(1)
})

test('without a service it says how long it takes, and without a member it takes the time of the business', async () => {
  const { owner, customer } = await salonWith()
  const wanted = { customer_id: customer.id, starts_at: noonIn(10), source: 'phone' }

  const short = await owner.post('/v1/appointments', wanted)
  const booked = await expectOk(
    owner.post('/v1/appointments', { ...wanted, duration_minutes: 25, price: { amount_minor: 900, currency: 'USD' } }),
  )
  const second = await owner.post('/v1/appointments', { ...wanted, duration_minutes: 25 })

  expect([short.status, short.body.code]).toEqual([409, 'appointment_duration_required'])
  expect(booked).toMatchObject({
    service_id: null,
    service: null,
    member_id: null,
    duration_minutes: 25,
    ends_at: noonIn(10, 25),
    location_type: 'on_site',
  })
  expect(second.body.code).toBe('slot_unavailable')
})

test('a service that wants a confirmation gets one from the business, and the time is kept meanwhile', async () => {
  const { salon, book, owner, wanted } = await salonWith({ requires_confirmation: true })

  const pending = await book({ source: 'web' })
  const other = await owner.post('/v1/appointments', { ...wanted, starts_at: noonIn(10), source: 'web' })
  const byStaff = await book({ starts_at: noonIn(11) })

  expect(pending).toMatchObject({ status: 'pending', confirmed_at: null })
  expect(Date.parse(pending.expires_at) - Date.parse(pending.created_at)).toBeGreaterThan(dayMs - 60_000)
  expect(other.body.code).toBe('slot_unavailable')
  expect(byStaff).toMatchObject({ status: 'confirmed', expires_at: null })
  expect(await salon.jobs()).toContainEqual({ task: 'appointments.expire', payload: { appointment_id: pending.id } })
})

test('how long it waits for its confirmation the service says, and the beginning at the latest', async () => {
  const { owner, book, service } = await salonWith({ requires_confirmation: true, confirm_within_minutes: 90 })
  const waits = ({ created_at, expires_at }: { created_at: string; expires_at: string }): number =>
    Math.round((Date.parse(expires_at) - Date.parse(created_at)) / 60_000)

  const first = await book({ source: 'web' })
  await expectOk(owner.patch(`/v1/services/${service.id}`, { confirm_within_minutes: 525_600 }))
  const second = await book({ source: 'staff', pending: true, starts_at: noonIn(11) })
  const said = await book({ source: 'web', starts_at: noonIn(12), expires_at: noonIn(3) })

  expect([waits(first), second.expires_at, said.expires_at]).toEqual([90, noonIn(11), noonIn(3)])
})

test('whoever waits for a confirmation does so until some time before the beginning', async () => {
  const { owner, wanted, book } = await salonWith()
  const pending = { ...wanted, starts_at: noonIn(10), source: 'staff', pending: true }
  const code = async (fields: object): Promise<string> => (await owner.post('/v1/appointments', { ...pending, ...fields })).body.code

  expect(await code({ expires_at: noonIn(10, 1) })).toBe('appointment_expiry_invalid')
  expect(await code({ expires_at: new Date(Date.now() - 1000).toISOString() })).toBe('appointment_expiry_invalid')
  expect(await code({ pending: false, expires_at: noonIn(9) })).toBe('appointment_expiry_invalid')
  expect(await book({ ...pending, expires_at: noonIn(9) })).toMatchObject({ status: 'pending', expires_at: noonIn(9) })
})

test('amounts are in the currency of the service, and of the business without one', async () => {
  const { owner, wanted, customer } = await salonWith()
  const euros = { price: { amount_minor: 1, currency: 'EUR' } }

  const withService = await owner.post('/v1/appointments', { ...wanted, starts_at: noonIn(10), ...euros })
  const without = await owner.post('/v1/appointments', { customer_id: customer.id, starts_at: noonIn(10), duration_minutes: 30, ...euros })
  const deposit = { deposit: { amount_minor: 1, currency: 'EUR' } }
  const ofDeposit = await owner.post('/v1/appointments', { ...wanted, starts_at: noonIn(10), ...deposit })

  expect([withService, without, ofDeposit].map(({ body }) => body.code)).toEqual(Array(3).fill('currency_mismatch'))
})

test('who is blocked is booked by the business alone', async () => {
  const { owner, wanted, customer, book } = await salonWith()
  await expectOk(owner.patch(`/v1/customers/${customer.id}`, { status: 'blocked' }))

  const reply = await owner.post('/v1/appointments', { ...wanted, starts_at: noonIn(10) })

  expect([reply.status, reply.body.code]).toEqual([409, 'customer_blocked'])
  expect(await book()).toMatchObject({ status: 'confirmed', source: 'staff' })
})

test('what is named must be there', async () => {
  const { owner, wanted, book } = await salonWith()
  const { body: gone } = await owner.post('/v1/customers', newCustomer())
  const { body: into } = await owner.post('/v1/customers', newCustomer())
  await expectOk(owner.post(`/v1/customers/${into.id}/merge`, { source_id: gone.id }))
  const code = async (fields: object): Promise<unknown[]> => {
    const { status, body } = await owner.post('/v1/appointments', { ...wanted, starts_at: noonIn(10), source: 'staff', ...fields })
    return [status, body.code]
  }

  for (const field of ['customer_id', 'service_id', 'member_id', 'hold_id', 'rebooked_from_id'])
    expect([field, ...(await code({ [field]: randomUUID() }))]).toEqual([field, 404, 'reference_not_found'])
  expect(await code({ customer_id: gone.id })).toEqual([404, 'customer_merged'])
  const earlier = await book()
  expect(await book({ starts_at: noonIn(11), rebooked_from_id: earlier.id })).toMatchObject({ rebooked_from_id: earlier.id })
})

test('above what speaks against it only a manager books, and the reason is kept', async () => {
  const { salon, wanted, book } = await salonWith()
  await book()
  const again = { ...wanted, starts_at: noonIn(10), source: 'staff', override_reason: 'A wedding.' }
  const [staff, manager] = [await salon.member('staff'), await salon.member('manager')]
  const weak = await salon.key(['appointments:read', 'appointments:write'])

  expect((await staff.post('/v1/appointments', again)).body.code).toBe('scope_required')
  expect((await weak.post('/v1/appointments', again)).status).toBe(403)
  const booked = await expectOk(manager.post('/v1/appointments', again))

  expect(booked).toMatchObject({ starts_at: noonIn(10), override_reason: 'A wedding.' })
  const history = (await manager.get(`/v1/appointments/${booked.id}/history`)).body.data
  expect(history[0]).toMatchObject({ action: 'created', reason: 'A wedding.', actor: { type: 'person', id: manager.person.id } })
  expect((await salon.owner.get('/v1/audit-logs?limit=1')).body.data[0]).toMatchObject({
    action: 'appointment.created',
    actor: { id: manager.person.id },
  })
})

test('the same request twice books once', async () => {
  const { owner, wanted } = await salonWith()
  const once = () => owner.post('/v1/appointments', { ...wanted, starts_at: noonIn(10), source: 'staff' }, { 'Idempotency-Key': 'once' })

  const [first, second] = [await once(), await once()]

  expect(second.body).toEqual(first.body)
  expect((await owner.get('/v1/appointments')).body.data).toHaveLength(1)
})
