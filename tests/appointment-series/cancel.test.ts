import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { dayMs, expectOk, letPass, noonIn } from '../support/appointments.ts'
import { eventsOf } from '../support/events.ts'
import { salonForSeries } from './series.ts'

test.each([
  ['this', ['confirmed', 'cancelled', 'confirmed', 'confirmed'], 'active'],
  ['this_and_following', ['confirmed', 'cancelled', 'cancelled', 'cancelled'], 'active'],
  ['all', ['cancelled', 'cancelled', 'cancelled', 'cancelled'], 'cancelled'],
])('the scope %s calls off what it says, and names it', async (scope, statuses, status) => {
  const { owner, bookSeries, statusesOf } = await salonForSeries()
  const series = await bookSeries()
  const second = series.appointment_ids[1]

  const reply = await owner.post(`/v1/appointment-series/${series.id}/cancel`, {
    scope,
    appointment_id: second,
    by: 'customer',
    reason: 'Moves away.',
  })

  expect(reply.status).toBe(200)
  expect(reply.body.series).toMatchObject({ id: series.id, status })
  expect(await statusesOf(series)).toEqual(statuses)
  expect(reply.body.affected_ids).toEqual(series.appointment_ids.filter((_id: string, index: number) => statuses[index] === 'cancelled'))
  expect((await owner.get(`/v1/appointments/${second}`)).body.cancellation).toMatchObject({ by: 'customer', reason: 'Moves away.' })
})

test('what has begun or ended stays as it is, and a second time nothing is left', async () => {
  const { owner, salon, bookSeries, statusesOf } = await salonForSeries()
  const series = await bookSeries()
  await letPass(series.appointment_ids[0], 10 * dayMs + 12 * 3_600_000)
  await expectOk(owner.post(`/v1/appointments/${series.appointment_ids[3]}/cancel`, { by: 'staff' }))

  const first = await owner.post(`/v1/appointment-series/${series.id}/cancel`, { scope: 'all', by: 'staff' })
  const second = await owner.post(`/v1/appointment-series/${series.id}/cancel`, { scope: 'all', by: 'staff' })

  expect(first.body.affected_ids).toEqual(series.appointment_ids.slice(1, 3))
  expect(second.body).toEqual({ series: first.body.series, affected_ids: [] })
  expect(await statusesOf(series)).toEqual(['confirmed', 'cancelled', 'cancelled', 'cancelled'])
  const cancelled = (await eventsOf(salon.id)).filter(({ type }) => type === 'appointment_series.cancelled')
  expect(cancelled.map(({ data }) => data)).toEqual([{ object: first.body.series, previous_attributes: { status: 'active' } }])
})

test('a scope about one appointment names it, and one of this series', async () => {
  const { owner, bookSeries, book } = await salonForSeries()
  const series = await bookSeries()
  const single = await book({ starts_at: noonIn(100) })
  const cancel = (body: object, headers?: Record<string, string>) =>
    owner.post(`/v1/appointment-series/${series.id}/cancel`, { by: 'staff', ...body }, headers)

  const nameless = await cancel({ scope: 'this' })
  const foreign = await cancel({ scope: 'this', appointment_id: single.id })
  const stale = await cancel({ scope: 'all' }, { 'If-Match': '"7"' })
  const unknown = await owner.post(`/v1/appointment-series/${randomUUID()}/cancel`, { scope: 'all', by: 'staff' })

  expect([nameless.status, nameless.body.code]).toEqual([409, 'series_appointment_required'])
  expect([foreign.status, foreign.body.code]).toEqual([404, 'reference_not_found'])
  expect(stale.status).toBe(412)
  expect(unknown.status).toBe(404)
  expect((await owner.get(`/v1/appointments?series_id=${series.id}&status=confirmed`)).body.data).toHaveLength(4)
})
