import { expect, test } from '@jest/globals'
import { rows } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'
import { expectOk, hourMs, letPass, noonIn, salonWith } from '../support/appointments.ts'

const terms = { cancel_notice_minutes: 24 * 60, cancellation_fee: { amount_minor: 2000, currency: 'USD' } }

/** An appointment that begins in about 23 hours, so that a day's notice is over. */
async function soon() {
  const world = await salonWith(terms)
  const { id } = await world.book({ starts_at: noonIn(3) })
  await letPass(id, Date.parse(noonIn(3)) - Date.now() - 23 * hourMs)
  return { ...world, id, cancel: (body: object) => world.owner.post(`/v1/appointments/${id}/cancel`, body) }
}

test('what is called off frees its time at once, and is told with who and why', async () => {
  const { salon, owner, book } = await salonWith(terms)
  const before = await book()

  const reply = await owner.post(`/v1/appointments/${before.id}/cancel`, { by: 'customer', reason: 'Feels unwell.' })

  const cancellation = { kind: 'cancelled', by: 'customer', reason: 'Feels unwell.', fee: null, cancelled_at: expect.any(String) }
  expect(reply.body).toEqual({ ...before, status: 'cancelled', cancellation, version: 2, updated_at: expect.any(String) })
  expect((await eventsOf(salon.id)).at(-1)).toEqual({
    type: 'appointment.cancelled',
    data: { object: { ...reply.body, manage_url: null }, previous_attributes: { status: 'confirmed', cancellation: null } },
  })
  expect(await rows('select from time_blocks where business_id = $1', [salon.id])).toEqual([])
  expect(await book()).toMatchObject({ starts_at: before.starts_at })
})

test('a customer who is too late owes the fee that was agreed', async () => {
  const { owner, service, cancel } = await soon()
  await expectOk(owner.patch(`/v1/services/${service.id}`, { cancellation_fee: null, cancel_notice_minutes: 0 }))

  expect((await expectOk(cancel({ by: 'customer' }))).cancellation.fee).toEqual(terms.cancellation_fee)
})

test('the fee can be waived, and the business owes nobody one', async () => {
  const waived = await soon()
  const byStaff = await soon()

  expect((await expectOk(waived.cancel({ by: 'customer', waive_fee: true }))).cancellation).toMatchObject({ by: 'customer', fee: null })
  expect((await expectOk(byStaff.cancel({ by: 'staff' }))).cancellation).toMatchObject({ kind: 'cancelled', by: 'staff', fee: null })
})

test('without a service nothing was agreed, so nothing is owed', async () => {
  const { owner, customer } = await salonWith(terms)
  const wanted = { customer_id: customer.id, starts_at: noonIn(3), duration_minutes: 30, source: 'staff' }
  const { id } = await expectOk(owner.post('/v1/appointments', wanted))
  await letPass(id, Date.parse(noonIn(3)) - Date.now() - hourMs)

  expect((await expectOk(owner.post(`/v1/appointments/${id}/cancel`, { by: 'customer' }))).cancellation.fee).toBeNull()
})

test('what the business never confirmed is declined, what the customer gives up is cancelled', async () => {
  const { owner, book } = await salonWith()
  const [one, other] = [await book({ pending: true }), await book({ pending: true, starts_at: noonIn(11) })]

  expect((await expectOk(owner.post(`/v1/appointments/${one.id}/cancel`, { by: 'staff' }))).cancellation.kind).toBe('declined')
  const given = await expectOk(owner.post(`/v1/appointments/${other.id}/cancel`, { by: 'customer' }))
  expect(given).toMatchObject({ expires_at: null, cancellation: { kind: 'cancelled' } })
})

test('it is final: a second time, and every other way, is refused and changes nothing', async () => {
  const { salon, owner, book } = await salonWith()
  const { id } = await book()
  const cancelled = await expectOk(owner.post(`/v1/appointments/${id}/cancel`, { by: 'staff' }))
  const told = (await eventsOf(salon.id)).length
  const bodies = { cancel: { by: 'customer' }, reschedule: { starts_at: noonIn(11) }, correct: { status: 'completed' } } as const

  for (const action of ['cancel', 'reschedule', 'correct', 'confirm', 'check-in', 'complete', 'no-show'] as const) {
    const { status, body } = await owner.post(`/v1/appointments/${id}/${action}`, bodies[action as keyof typeof bodies])
    expect([action, status, body.code]).toEqual([action, 409, 'appointment_status_conflict'])
  }
  expect((await owner.get(`/v1/appointments/${id}`)).body).toEqual(cancelled)
  expect(await eventsOf(salon.id)).toHaveLength(told)
})

test('of many who call it off at once one does', async () => {
  const { salon, owner, book } = await salonWith()
  const { id } = await book()

  const replies = await Promise.all(Array.from({ length: 5 }, () => owner.post(`/v1/appointments/${id}/cancel`, { by: 'staff' })))

  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409])
  expect((await eventsOf(salon.id)).filter(({ type }) => type === 'appointment.cancelled')).toHaveLength(1)
})

test('one of several who share a time gives back one place', async () => {
  const { owner, book } = await salonWith({ capacity: 2 })
  const [one] = [await book(), await book()]
  const full = { ...one, starts_at: noonIn(10) }

  await expect(book()).rejects.toThrow('slot_unavailable')
  await expectOk(owner.post(`/v1/appointments/${full.id}/cancel`, { by: 'customer' }))

  expect(await book()).toMatchObject({ starts_at: noonIn(10), status: 'confirmed' })
})
