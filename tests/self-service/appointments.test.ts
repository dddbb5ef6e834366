import { expect, test } from '@jest/globals'
import { anonymous, rows } from '../support/api.ts'
import { dayMs, expectOk, hourMs, letPass, noonIn } from '../support/appointments.ts'
import { eventsOf } from '../support/events.ts'
import { linked, tokenOf } from './links.ts'

test('who has the link sees the appointment, and nothing of the customer', async () => {
  const { look, appointment, service } = await linked({ cancel_notice_minutes: 1440, reschedule_notice_minutes: 2880 })

  const { status, body } = await look()

  expect(status).toBe(200)
  expect(body).toEqual({
    business_name: 'Test Salon',
    business_phone: null,
    service_name: service.name,
    member_name: 'Test Person',
    starts_at: appointment.starts_at,
    ends_at: appointment.ends_at,
    time_zone: 'Europe/Berlin',
    party_size: 1,
    location_type: 'on_site',
    location: null,
    price: { amount_minor: 6500, currency: 'USD' },
    status: 'confirmed',
    can_confirm: false,
    can_cancel: true,
    can_reschedule: true,
    cancel_before: noonIn(9),
    reschedule_before: noonIn(8),
    expires_at: noonIn(11, 60),
  })
})

test('the link is shown to whoever may change appointments, and to nobody else', async () => {
  const { salon, owner, appointment } = await linked()
  const viewer = await salon.key(['appointments:read', 'events:read'])

  const seen = await viewer.get(`/v1/appointments/${appointment.id}`)
  const listed = await viewer.get('/v1/appointments')

  expect(appointment.manage_url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/manage\/[A-Za-z0-9_-]{75}$/)
  expect((await owner.get('/v1/appointments')).body.data[0].manage_url).toBe(appointment.manage_url)
  expect([seen.body.manage_url, listed.body.data[0].manage_url]).toEqual([null, null])
  const events = JSON.stringify(await eventsOf(salon.id))
  expect(events).not.toContain(tokenOf(appointment))
})

test('a token that is altered, of another kind or made up is a 404 like any other', async () => {
  const { appointment } = await linked()
  const token = tokenOf(appointment)
  const altered = (token.startsWith('A') ? 'B' : 'A') + token.slice(1)

  for (const wrong of [altered, token.slice(0, -4), `${token}AAAA`, 'A'.repeat(75)]) {
    const [seen, done] = await Promise.all([
      anonymous('GET', `/v1/public/appointments/${wrong}`),
      anonymous('POST', `/v1/public/appointments/${wrong}/cancel`, {}),
    ])
    expect([seen.status, seen.body.code, done.status]).toEqual([404, 'not_found', 404])
  }
  expect((await anonymous('GET', `/v1/public/waitlist-offers/${token}`)).status).toBe(404)
})

test('the customer cancels: the time is free, and twice is once', async () => {
  const { act, now, salon, look, book } = await linked()

  const first = await act('cancel', { reason: 'I have caught a cold.' })
  const second = await act('cancel', {})

  expect([first.status, first.body.status, first.body.can_cancel, first.body.can_reschedule]).toEqual([200, 'cancelled', false, false])
  expect(second.body).toEqual(first.body)
  const appointment = await now()
  expect(appointment).toMatchObject({ status: 'cancelled', cancellation: { by: 'customer', reason: 'I have caught a cold.', fee: null } })
  const told = (await eventsOf(salon.id)).filter(({ type }) => type === 'appointment.cancelled')
  expect(told).toHaveLength(1)
  await book()
  expect((await look()).body.status).toBe('cancelled')
})

test('the history says that it was the customer', async () => {
  const { act, owner, appointment, customer } = await linked()
  await act('cancel', {})

  const { body } = await owner.get(`/v1/appointments/${appointment.id}/history`)

  expect(body.data[0]).toMatchObject({ action: 'cancelled', actor: { type: 'customer', id: customer.id } })
})

test('the customer moves it to a listed time, with the same member, and twice is once', async () => {
  const { look, act, now, owner, appointment } = await linked()
  const { body: slots } = await look(`/slots?from=${noonIn(10, -60)}`)

  const times = (slots.data as { starts_at: string }[]).map(({ starts_at }) => starts_at)
  const moved = await act('reschedule', { starts_at: noonIn(10, 30) })
  const again = await act('reschedule', { starts_at: noonIn(10, 30) })

  // Its own time counts as free, so it may overlap what it is now.
  expect(times).toEqual(expect.arrayContaining([noonIn(10), noonIn(10, 30)]))
  expect([moved.status, moved.body.starts_at]).toEqual([200, noonIn(10, 30)])
  expect(again.body).toEqual(moved.body)
  expect(await now()).toMatchObject({ starts_at: noonIn(10, 30), member_id: appointment.member_id, id: appointment.id })
  const { body: history } = await owner.get(`/v1/appointments/${appointment.id}/history`)
  expect((history.data as { action: string }[]).map(({ action }) => action)).toEqual(['rescheduled', 'created'])
})

test('each listed time can be had, and what is taken is neither listed nor given', async () => {
  const { look, act, book } = await linked({ slot_interval_minutes: 60 })
  await book({ starts_at: noonIn(12) })
  const { body: slots } = await look(`/slots?from=${noonIn(12, -60)}`)

  const times = (slots.data as { starts_at: string }[]).map(({ starts_at }) => starts_at)
  const taken = await act('reschedule', { starts_at: noonIn(12) })

  expect(times).not.toContain(noonIn(12))
  expect([taken.status, taken.body.code]).toEqual([409, 'slot_unavailable'])
  for (const starts_at of times.slice(0, 3)) expect((await act('reschedule', { starts_at })).status).toBe(200)
})

test('two weeks of times at a look, and where to go on', async () => {
  const { look } = await linked({ max_advance_days: 30, slot_interval_minutes: 60 })

  const walked: string[] = []
  let from: string | null = null
  do {
    const { body }: { body: { data: { starts_at: string }[]; next_from: string | null } } = await look(
      from === null ? '/slots' : `/slots?from=${from}`,
    )
    walked.push(...body.data.map(({ starts_at }) => starts_at))
    from = body.next_from
  } while (from !== null)

  expect(new Set(walked).size).toBe(walked.length)
  expect(walked).toEqual(walked.toSorted())
  const days = (Date.parse(walked.at(-1) ?? '') - Date.now()) / dayMs
  expect(days).toBeGreaterThan(28)
  expect(days).toBeLessThan(31.1)
  expect((await look('/slots?from=2199-01-01T00:00:00Z')).body).toEqual({ data: [], time_zone: 'Europe/Berlin', next_from: null })
})

test.each([
  ['cancel', 'cancel_notice_minutes', {}],
  ['reschedule', 'reschedule_notice_minutes', { starts_at: noonIn(20) }],
])('%s is bound by %s, for the customer only', async (action, notice, body) => {
  const { act, look, now, owner, appointment } = await linked({ [notice]: 11 * 24 * 60 })

  const late = await act(action, body)

  expect([late.status, late.body.code]).toEqual([409, 'notice_too_short'])
  expect((await look()).body).toMatchObject({ can_cancel: action !== 'cancel', can_reschedule: action !== 'reschedule' })
  if (action === 'reschedule') expect((await look('/slots')).body.data).toEqual([])
  expect((await now()).version).toBe(1)
  const staff = await owner.post(`/v1/appointments/${appointment.id}/${action}`, { by: 'staff', ...body })
  expect(staff.status).toBe(200)
})

test('what the business proposed the customer confirms; what the customer asked for the business confirms', async () => {
  const proposed = await linked({}, { pending: true })
  const asked = await linked({ requires_confirmation: true }, { source: 'web' })

  const [first, again] = [await proposed.act('confirm'), await proposed.act('confirm')]
  const refused = await asked.act('confirm')

  expect((await proposed.now()).status).toBe('confirmed')
  expect([first.status, first.body.status, again.status]).toEqual([200, 'confirmed', 200])
  expect([refused.status, refused.body.code, (await asked.now()).status]).toEqual([409, 'appointment_status_conflict', 'pending'])
})

test('what has ended is shown for a day, and nothing can be done any more', async () => {
  const { look, act, appointment } = await linked()
  await letPass(appointment.id, Date.parse(noonIn(10)) - Date.now() + 2 * hourMs)

  const seen = await look()
  const acts = await Promise.all([act('cancel', {}), act('reschedule', { starts_at: noonIn(20) })])
  expect(seen.body).toMatchObject({ can_confirm: false, can_cancel: false, can_reschedule: false })
  expect(acts.map(({ body }) => body.code)).toEqual(['notice_too_short', 'notice_too_short'])
  expect((await act('confirm')).status).toBe(200)

  await letPass(appointment.id, dayMs)
  expect([(await look()).status, (await look('/slots')).status, (await act('cancel', {})).status]).toEqual([404, 404, 404])
})

test('an ended appointment is not changed by its link', async () => {
  const { look, act, owner, appointment } = await linked()
  await letPass(appointment.id, Date.parse(noonIn(10)) - Date.now() + hourMs / 2)
  await expectOk(owner.post(`/v1/appointments/${appointment.id}/no-show`))

  const acts = [await act('confirm'), await act('cancel', {}), await act('reschedule', { starts_at: noonIn(20) })]

  expect(acts.map(({ status, body }) => [status, body.code])).toEqual(acts.map(() => [409, 'appointment_status_conflict']))
  expect((await look()).body.status).toBe('no_show')
})

test('of two who move it at once, and one who cancels, the outcome is one of theirs', async () => {
  const { act, now } = await linked()

  const replies = await Promise.all([
    act('reschedule', { starts_at: noonIn(12) }),
    act('reschedule', { starts_at: noonIn(13) }),
    act('cancel', {}),
  ])

  expect(replies.map(({ status }) => status).filter((status) => status !== 200 && status !== 409)).toEqual([])
  expect((await now()).status).toBe('cancelled')
})

test('an appointment without a service can be cancelled, and not moved', async () => {
  const { look, act } = await linked({}, { service_id: undefined, duration_minutes: 30, starts_at: noonIn(14) })

  expect((await look()).body).toMatchObject({ service_name: null, can_cancel: true, can_reschedule: false, price: null })
  expect((await look('/slots')).body.data).toEqual([])
  expect((await act('cancel', {})).status).toBe(200)
})

test('with a customer who was deleted, or a business that is closed, the link ends; a suspended business changes nothing', async () => {
  const [deleted, closed, suspended] = [await linked(), await linked(), await linked()]
  await expectOk(deleted.owner.delete(`/v1/customers/${deleted.customer.id}`))
  await rows("update businesses set status = 'closed' where id = $1", [closed.salon.id])
  await rows("update businesses set status = 'suspended' where id = $1", [suspended.salon.id])

  expect([(await deleted.look()).status, (await closed.look()).status]).toEqual([404, 404])
  const refused = await suspended.act('cancel', {})
  expect([(await suspended.look()).status, refused.status, refused.body.code]).toEqual([200, 409, 'business_suspended'])
})
