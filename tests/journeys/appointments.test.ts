import { unwrap } from '@clientflow/sdk'
import type { ClientFlow, Schemas } from '@clientflow/sdk'
import { expect, test } from '@jest/globals'
import { letPass, reachReminder } from '../../scripts/journeys/time.ts'
import { until } from '../support/eventually.ts'
import { account, own, textLine } from './text-line.ts'
import { useWorld } from './world.ts'

const world = useWorld()
const dayMs = 86_400_000
const phone = '+14155550134'
const inDays = (days: number): string => new Date(Date.now() + days * dayMs).toISOString()

test('a time is found, held, booked, reminded of, confirmed by text, moved in Google, moved by the customer, and over in the end', async () => {
  const owner = await world.owner()
  const { urlOf } = await textLine(owner)
  const me = await unwrap(owner.GET('/v1/me'))
  const { business_id = '', member_id: memberId = '' } = me.memberships[0] ?? {}
  const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, intervals: [{ start: '00:00', end: '24:00' }] }))
  await unwrap(owner.PUT('/v1/businesses/{business_id}/hours', { params: { path: { business_id } }, body: { weekly: always } }))
  const calendar = await connectCalendar(owner)
  const offer = { name: 'Cut and colour', requires_confirmation: true, member_ids: [memberId] }
  const { id: service_id } = await unwrap(owner.POST('/v1/services', { body: offer }))
  const grace = { first_name: 'Grace', phones: [{ e164: phone }] }
  const { id: customer_id } = await unwrap(owner.POST('/v1/customers', { body: grace }))

  const range = { service_id, from: inDays(3), before: inDays(5) }
  const [free] = (await unwrap(owner.GET('/v1/availability/slots', { params: { query: range } }))).data
  const time = { service_id, member_id: memberId, starts_at: free?.starts_at ?? '' }
  const { id: hold_id } = await unwrap(owner.POST('/v1/slot-holds', { body: time }))
  const booked = await unwrap(owner.POST('/v1/appointments', { body: { ...time, customer_id, hold_id } }))
  expect(booked).toMatchObject({ status: 'pending', starts_at: time.starts_at })

  const path = { appointment_id: booked.id }
  const reminder = await sentReminder(owner, booked.id)
  expect(reminder.starts_at).toBe(booked.starts_at)
  await world.outside().text({ account, url: urlOf('messages'), from: phone, to: own, body: 'C' })
  await becomes(owner, booked.id, 'confirmed by text', ({ status }) => status === 'confirmed')

  const event = await until('the appointment stands in Google', () =>
    Promise.resolve([...calendar.events.values()].find(({ start }) => Date.parse(start?.dateTime ?? '') === Date.parse(booked.starts_at))),
  )
  const inGoogle = plus(booked.starts_at, 2)
  calendar.change(event.id, { start: { dateTime: inGoogle }, end: { dateTime: plus(inGoogle, 1) } })
  const moved = await becomes(owner, booked.id, 'moved in Google', ({ starts_at }) => starts_at === inGoogle)

  const anybody = world.anybody()
  const token = { appointment_token: moved.manage_url?.split('/').at(-1) ?? '' }
  const link = '/v1/public/appointments/{appointment_token}'
  const offered = await unwrap(anybody.GET(`${link}/slots`, { params: { path: token, query: { from: inDays(6) } } }))
  const starts_at = offered.data[0]?.starts_at ?? ''
  await unwrap(anybody.POST(`${link}/reschedule`, { params: { path: token }, body: { starts_at } }))
  await until('Google follows', () =>
    Promise.resolve(Date.parse(calendar.events.get(event.id)?.start?.dateTime ?? '') === Date.parse(starts_at)),
  )

  await letPass(world.sql, booked.id)
  const over = await unwrap(owner.POST('/v1/appointments/{appointment_id}/complete', { params: { path } }))
  expect(over).toMatchObject({ id: booked.id, status: 'completed', customer_id })
  const history = await unwrap(owner.GET('/v1/appointments/{appointment_id}/history', { params: { path, query: { sort: 'created_at' } } }))
  expect(history.data.map(({ action }) => action)).toEqual(['created', 'confirmed', 'rescheduled', 'rescheduled', 'completed'])
})

const plus = (instant: string, hours: number): string => new Date(Date.parse(instant) + hours * 3_600_000).toISOString()

/** The owner agrees in Google's pages, and the calendar that is written to. */
async function connectCalendar(owner: ClientFlow) {
  const started = await unwrap(owner.POST('/v1/calendar-connections', { body: { direction: 'both', on_external_move: 'reschedule' } }))
  const email = 'grace.hopper@gmail.com'
  const agreed = await fetch(`${started.authorization_url}&login_hint=${encodeURIComponent(email)}`, { redirect: 'manual' })
  const { searchParams: said } = new URL(agreed.headers.get('location') ?? '')
  const consent = { state: said.get('state') ?? '', code: said.get('code') ?? '' }
  await unwrap(owner.POST('/v1/calendar-connections/complete', { body: consent }))
  const params = { path: { calendar_connection_id: started.id } }
  await until('the calendar is connected', async () => {
    const { status } = await unwrap(owner.GET('/v1/calendar-connections/{calendar_connection_id}', { params }))
    return status === 'active'
  })
  return world.outside().google.account(email).primary
}

/** The first reminder, whose moment comes now. */
async function sentReminder(owner: ClientFlow, appointment_id: string): Promise<Schemas['AppointmentReminder']> {
  await reachReminder(world.sql, appointment_id)
  const params = { path: { appointment_id } }
  return until('the reminder is sent', async () => {
    const { data } = await unwrap(owner.GET('/v1/appointments/{appointment_id}/reminders', { params }))
    const sent = data.find(({ state }) => state === 'sent')
    if (sent === undefined || sent.message_id === null) return false
    const message = await unwrap(owner.GET('/v1/messages/{message_id}', { params: { path: { message_id: sent.message_id } } }))
    return message.status === 'delivered' && sent
  })
}

function becomes(
  owner: ClientFlow,
  appointment_id: string,
  what: string,
  is: (appointment: Schemas['Appointment']) => boolean,
): Promise<Schemas['Appointment']> {
  return until(`the appointment is ${what}`, async () => {
    const found = await unwrap(owner.GET('/v1/appointments/{appointment_id}', { params: { path: { appointment_id } } }))
    return is(found) && found
  })
}
