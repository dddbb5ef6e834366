import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { dateIn, noonIn } from '../support/appointments.ts'
import { eventsOf } from '../support/events.ts'
import { salonForSeries, shifted } from './series.ts'

test('a series is a number of appointments, each of which stands by itself', async () => {
  const { owner, salon, weekly, timesOf } = await salonForSeries()

  const reply = await owner.post('/v1/appointment-series', { ...weekly, customer_notes: 'By the window, please.', metadata: { till: 4 } })

  expect(reply.status).toBe(201)
  expect(reply.headers.get('location')).toBe(`/v1/appointment-series/${reply.body.id}`)
  const { customer_id, service_id, member_id, rule, starts_on, starts_time, time_zone } = weekly
  expect(reply.body).toMatchObject({
    customer_id,
    service_id,
    member_id,
    rule,
    starts_on,
    starts_time,
    time_zone,
    status: 'active',
    version: 1,
  })
  expect(await timesOf(reply.body)).toEqual([noonIn(10), noonIn(17), noonIn(24), noonIn(31)])
  const { body: list } = await owner.get(`/v1/appointments?series_id=${reply.body.id}`)
  expect(list.data).toHaveLength(4)
  expect(list.data[0]).toMatchObject({
    series_id: reply.body.id,
    customer_notes: 'By the window, please.',
    metadata: { till: 4 },
    source: 'staff',
  })
  expect((await owner.get(`/v1/appointment-series/${reply.body.id}`)).body).toEqual(reply.body)
  const events = await eventsOf(salon.id)
  expect(events.filter(({ type }) => type === 'appointment.created')).toHaveLength(4)
  expect(events.find(({ type }) => type === 'appointment_series.created')?.data).toEqual({ object: reply.body })
})

test('the clock of the place is kept when clocks change, and is that of the business unless told otherwise', async () => {
  const { weekly, bookSeries, timesOf } = await salonForSeries()
  const { time_zone: _utc, ...berlin } = weekly

  const series = await bookSeries({ ...berlin, time_zone: undefined, rule: 'FREQ=MONTHLY;COUNT=12' })

  const hours = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' })
  expect(series.time_zone).toBe('Europe/Berlin')
  const times = await timesOf(series)
  expect(new Set(times.map((time) => hours.format(new Date(time))))).toEqual(new Set(['12:00']))
  // In twelve months clocks change twice.
  expect(new Set(times.map((time) => time.slice(11, 16)))).toEqual(new Set(['10:00', '11:00']))
})

test('one that cannot be had refuses them all, and every such time is named with its reasons', async () => {
  const { owner, weekly, book } = await salonForSeries()
  await book({ starts_at: noonIn(17, 30) })
  await book({ starts_at: noonIn(31, -30) })

  const reply = await owner.post('/v1/appointment-series', weekly)

  expect([reply.status, reply.body.code]).toEqual([409, 'series_unavailable'])
  expect(reply.body.conflicts).toEqual([
    { starts_at: noonIn(17), reasons: ['existing_appointment'] },
    { starts_at: noonIn(31), reasons: ['existing_appointment'] },
  ])
  expect((await owner.get('/v1/appointments')).body.data).toHaveLength(2)
  expect((await owner.get('/v1/appointment-series')).body.data).toEqual([])
})

test('appointments of one series that get in the way of each other are refused as well', async () => {
  const { owner, weekly } = await salonForSeries({ duration_minutes: 1440, slot_interval_minutes: 60 })

  const reply = await owner.post('/v1/appointment-series', { ...weekly, rule: 'FREQ=DAILY;COUNT=3', duration_minutes: 1440 })
  const overlapping = await owner.post('/v1/appointment-series', {
    ...weekly,
    rule: 'FREQ=DAILY;COUNT=2',
    starts_on: dateIn(20),
    duration_minutes: 1440,
    party_size: 1,
  })

  expect([reply.status, overlapping.status]).toEqual([201, 201])
  const twice = await owner.post('/v1/appointment-series', {
    ...weekly,
    rule: 'FREQ=DAILY;COUNT=3',
    starts_time: '18:00',
    duration_minutes: 1440,
  })
  expect(twice.body.conflicts).toHaveLength(3)
})

test.each([
  [{ rule: 'FREQ=DAILY;UNTIL=20200101' }, 'recurrence_invalid'],
  [{ rule: 'FREQ=DAILY;UNTIL=20990230' }, 'recurrence_invalid'],
  [{ rule: 'FREQ=MONTHLY;INTERVAL=12;COUNT=12' }, 'recurrence_invalid'],
  [{ rule: 'FREQ=WEEKLY;COUNT=2', starts_on: '2199-12-25' }, 'recurrence_invalid'],
  [{ service_id: undefined }, 'appointment_duration_required'],
])('%j is refused: %s', async (fields, code) => {
  const { owner, weekly } = await salonForSeries()

  const reply = await owner.post('/v1/appointment-series', { ...weekly, ...fields })

  expect([reply.status, reply.body.code]).toEqual([409, code])
})

test('a customer who books is held to the limits of the service', async () => {
  const { owner, weekly } = await salonForSeries({ max_advance_days: 20 })

  const reply = await owner.post('/v1/appointment-series', { ...weekly, source: 'web' })

  expect(reply.body.conflicts).toEqual([
    { starts_at: noonIn(24), reasons: ['max_advance'] },
    { starts_at: noonIn(31), reasons: ['max_advance'] },
  ])
})

test('what is named must be there', async () => {
  const { owner, weekly } = await salonForSeries()

  for (const field of ['customer_id', 'service_id', 'member_id']) {
    const reply = await owner.post('/v1/appointment-series', { ...weekly, [field]: randomUUID() })
    expect([field, reply.status]).toEqual([field, 404])
  }
  expect((await owner.get(`/v1/appointment-series/${randomUUID()}`)).status).toBe(404)
})

test('series are listed by customer, service, member and status', async () => {
  const { owner, bookSeries, weekly } = await salonForSeries()
  const [first, second] = [await bookSeries(), await bookSeries({ starts_time: '15:00' })]
  await owner.post(`/v1/appointment-series/${first.id}/cancel`, { scope: 'all', by: 'staff' })

  const ids = async (query: string): Promise<string[]> =>
    ((await owner.get(`/v1/appointment-series?${query}`)).body.data as { id: string }[]).map(({ id }) => id)

  expect(await ids('')).toEqual([second.id, first.id])
  expect(
    await ids(`status=active&customer_id=${weekly.customer_id}&service_id=${weekly.service_id}&member_id=${weekly.member_id}`),
  ).toEqual([second.id])
  expect(await ids('status=cancelled')).toEqual([first.id])
  expect(await ids(`customer_id=${randomUUID()}`)).toEqual([])
  expect(shifted([noonIn(10)], 7)).toEqual([noonIn(17)])
})

test('of two who want the same times at once, one gets all of them and the other none', async () => {
  const { owner, weekly } = await salonForSeries()

  const replies = await Promise.all([owner.post('/v1/appointment-series', weekly), owner.post('/v1/appointment-series', weekly)])

  expect(replies.map(({ status }) => status).sort()).toEqual([201, 409])
  expect((await owner.get('/v1/appointments')).body.data).toHaveLength(4)
})
