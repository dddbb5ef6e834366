import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { expectOk, noonIn } from '../support/appointments.ts'
import { eventsOf } from '../support/events.ts'
import { salonForSeries, shifted } from './series.ts'

const before = () => [noonIn(10), noonIn(17), noonIn(24), noonIn(31)]

test.each([
  ['this', [1]],
  ['this_and_following', [1, 2, 3]],
  ['all', [0, 1, 2, 3]],
])('the scope %s moves what it says by as many days, to the same time of the day', async (scope, moved) => {
  const { owner, bookSeries, timesOf } = await salonForSeries()
  const series = await bookSeries()

  const reply = await owner.post(`/v1/appointment-series/${series.id}/reschedule`, {
    scope,
    appointment_id: series.appointment_ids[1],
    starts_at: noonIn(18, 90),
  })

  expect(reply.status).toBe(200)
  expect(reply.body).toEqual({ series, affected_ids: moved.map((index) => series.appointment_ids[index]) })
  expect(await timesOf(series)).toEqual(before().map((time, index) => (moved.includes(index) ? shifted([time], 1, 90)[0] : time)))
})

test.each([
  ['a week later', 7],
  ['a week earlier', -7],
])('each may take the time that another one of the series leaves: %s', async (_what, days) => {
  const { owner, salon, bookSeries, timesOf } = await salonForSeries()
  const series = await bookSeries()

  const reply = await owner.post(`/v1/appointment-series/${series.id}/reschedule`, {
    scope: 'all',
    appointment_id: series.appointment_ids[0],
    starts_at: noonIn(10 + days),
  })

  expect(reply.body.affected_ids).toEqual(series.appointment_ids)
  expect(await timesOf(series)).toEqual(shifted(before(), days))
  expect((await eventsOf(salon.id)).filter(({ type }) => type === 'appointment.rescheduled')).toHaveLength(4)
})

test('where one of them cannot be moved, none is, and the times are named', async () => {
  const { owner, book, bookSeries, timesOf } = await salonForSeries()
  const series = await bookSeries()
  await book({ starts_at: noonIn(25) })
  await book({ starts_at: noonIn(32) })

  const reply = await owner.post(`/v1/appointment-series/${series.id}/reschedule`, {
    scope: 'this_and_following',
    appointment_id: series.appointment_ids[1],
    starts_at: noonIn(18),
  })

  expect([reply.status, reply.body.code]).toEqual([409, 'series_unavailable'])
  expect(reply.body.conflicts).toEqual([
    { starts_at: noonIn(25), reasons: ['existing_appointment'] },
    { starts_at: noonIn(32), reasons: ['existing_appointment'] },
  ])
  expect(await timesOf(series)).toEqual(before())
})

test('they may go to another member, and to the same time nothing goes', async () => {
  const { owner, salon, service, bookSeries } = await salonForSeries()
  const other = await salon.member('staff')
  await expectOk(owner.patch(`/v1/team-members/${other.memberId}`, { bookable: true }))
  await expectOk(owner.patch(`/v1/services/${service.id}`, { member_ids: [...service.member_ids, other.memberId] }))
  const series = await bookSeries()
  const move = { scope: 'this_and_following', appointment_id: series.appointment_ids[2], starts_at: noonIn(24) }

  const nothing = await owner.post(`/v1/appointment-series/${series.id}/reschedule`, move)
  const handed = await owner.post(`/v1/appointment-series/${series.id}/reschedule`, { ...move, member_id: other.memberId })

  expect(nothing.body.affected_ids).toEqual([])
  expect(handed.body.affected_ids).toEqual(series.appointment_ids.slice(2))
  expect((await owner.get(`/v1/appointments/${series.appointment_ids[3]}`)).body).toMatchObject({
    member_id: other.memberId,
    starts_at: noonIn(31),
  })
})

test('one that was called off is not moved, and a customer is held to the notice', async () => {
  const { owner, bookSeries } = await salonForSeries({ reschedule_notice_minutes: 60 * 24 * 20 })
  const series = await bookSeries()
  await expectOk(owner.post(`/v1/appointments/${series.appointment_ids[2]}/cancel`, { by: 'staff' }))
  const move = (index: number, more: object = {}) =>
    owner.post(`/v1/appointment-series/${series.id}/reschedule`, {
      scope: 'this',
      appointment_id: series.appointment_ids[index],
      starts_at: noonIn(40),
      ...more,
    })

  const ended = await move(2)
  const late = await move(0, { by: 'customer' })
  const early = await move(3, { by: 'customer' })
  const unknown = await owner.post(`/v1/appointment-series/${randomUUID()}/reschedule`, {
    scope: 'all',
    appointment_id: series.appointment_ids[0],
    starts_at: noonIn(40),
  })

  expect([ended.status, ended.body.code]).toEqual([409, 'appointment_status_conflict'])
  expect([late.status, late.body.code]).toEqual([409, 'notice_too_short'])
  expect(early.body.affected_ids).toEqual([series.appointment_ids[3]])
  expect(unknown.status).toBe(404)
})
