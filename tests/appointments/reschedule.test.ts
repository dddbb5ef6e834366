import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { rows } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'
import { expectOk, hourMs, letPass, noonIn, salonWith } from '../support/appointments.ts'

test('a move keeps the id, frees the old time, takes the new one, and is told once', async () => {
  const { salon, owner, book } = await salonWith()
  const before = await book()

  const reply = await owner.post(`/v1/appointments/${before.id}/reschedule`, { starts_at: noonIn(11), reason: 'Has a meeting.' })

  expect(reply.status).toBe(200)
  expect(reply.headers.get('etag')).toBe('"2"')
  expect(reply.body).toEqual({
    ...before,
    starts_at: noonIn(11),
    ends_at: noonIn(11, 60),
    rescheduled_from: [{ starts_at: noonIn(10), ends_at: noonIn(10, 60), member_id: before.member_id, rescheduled_at: expect.any(String) }],
    version: 2,
    updated_at: expect.any(String),
  })
  const told = (await eventsOf(salon.id)).filter(({ type }) => type.startsWith('appointment.'))
  expect(told.map(({ type }) => type)).toEqual(['appointment.created', 'appointment.rescheduled'])
  expect(told[1]?.data).toEqual({
    object: { ...reply.body, manage_url: null },
    previous_attributes: { starts_at: noonIn(10), ends_at: noonIn(10, 60), rescheduled_from: [] },
  })
  expect((await book()).starts_at).toBe(noonIn(10))
  expect(await rows('select from time_blocks where business_id = $1', [salon.id])).toHaveLength(2)
})

test('its own time is in nobody’s way: half an hour later, longer, and back', async () => {
  const { owner, book } = await salonWith()
  const { id } = await book()
  const move = (body: object) => expectOk(owner.post(`/v1/appointments/${id}/reschedule`, body))

  expect(await move({ starts_at: noonIn(10, 30) })).toMatchObject({ ends_at: noonIn(10, 90), duration_minutes: 60 })
  expect(await move({ starts_at: noonIn(10, 30), duration_minutes: 120 })).toMatchObject({
    ends_at: noonIn(10, 150),
    duration_minutes: 120,
  })
  expect(await move({ starts_at: noonIn(10), duration_minutes: 60 })).toMatchObject({ starts_at: noonIn(10), ends_at: noonIn(10, 60) })
})

test('a time that is taken leaves everything as it was', async () => {
  const { salon, owner, book } = await salonWith()
  await book({ starts_at: noonIn(11) })
  const before = await book()
  const told = (await eventsOf(salon.id)).length

  const reply = await owner.post(`/v1/appointments/${before.id}/reschedule`, { starts_at: noonIn(11, 30) })

  expect([reply.status, reply.body.code]).toEqual([409, 'slot_unavailable'])
  expect((await owner.get(`/v1/appointments/${before.id}`)).body).toEqual(before)
  expect(await eventsOf(salon.id)).toHaveLength(told)
  expect(await owner.post(`/v1/appointments/${before.id}/reschedule`, { starts_at: noonIn(12) })).toMatchObject({ status: 200 })
})

test('the same time again is no change', async () => {
  const { salon, owner, book } = await salonWith()
  const before = await book()
  const told = (await eventsOf(salon.id)).length
  const path = `/v1/appointments/${before.id}/reschedule`

  expect(await expectOk(owner.post(path, { starts_at: noonIn(10) }))).toEqual(before)
  expect(await expectOk(owner.post(path, { starts_at: noonIn(10), member_id: null, duration_minutes: 60 }))).toEqual(before)
  expect(await expectOk(owner.post(path, { starts_at: noonIn(10), member_id: before.member_id.toUpperCase() }))).toEqual(before)
  expect(await eventsOf(salon.id)).toHaveLength(told)
})

test('another member takes over, and the former one is free', async () => {
  const { salon, owner, book, service, stylist } = await salonWith()
  const other = await salon.member('staff')
  await expectOk(owner.patch(`/v1/services/${service.id}`, { member_ids: [stylist.memberId, other.memberId] }))
  const before = await book()

  const moved = await expectOk(owner.post(`/v1/appointments/${before.id}/reschedule`, { starts_at: noonIn(10), member_id: other.memberId }))

  expect(moved).toMatchObject({ member_id: other.memberId, starts_at: noonIn(10), version: 2 })
  expect((await eventsOf(salon.id)).at(-1)?.data.previous_attributes).toMatchObject({ member_id: stylist.memberId })
  expect(await book()).toMatchObject({ member_id: stylist.memberId })
})

test('customers move it within the notice that was agreed, the business at any time', async () => {
  const { owner, book, service } = await salonWith({ reschedule_notice_minutes: 24 * 60 })
  const { id } = await book({ starts_at: noonIn(3) })
  await expectOk(owner.patch(`/v1/services/${service.id}`, { reschedule_notice_minutes: 0 }))
  const path = `/v1/appointments/${id}/reschedule`

  const early = await owner.post(path, { starts_at: noonIn(4), by: 'customer' })
  await letPass(id, Date.parse(noonIn(4)) - Date.now() - 23 * hourMs)
  const late = await owner.post(path, { starts_at: noonIn(5), by: 'customer' })
  const byStaff = await owner.post(path, { starts_at: noonIn(5) })

  expect(early.status).toBe(200)
  expect([late.status, late.body.code]).toEqual([409, 'notice_too_short'])
  expect(byStaff.status).toBe(200)
})

test('what is pending stays so, and never waits longer than until it begins', async () => {
  const { owner, book } = await salonWith()
  const { id } = await book({ pending: true, expires_at: noonIn(9) })

  const moved = await expectOk(owner.post(`/v1/appointments/${id}/reschedule`, { starts_at: noonIn(8) }))

  expect(moved).toMatchObject({ status: 'pending', expires_at: noonIn(8) })
})

test('only the last ten times are kept with it, and all in its history', async () => {
  const { owner, book } = await salonWith()
  const { id } = await book()
  for (let day = 11; day <= 22; day += 1) await expectOk(owner.post(`/v1/appointments/${id}/reschedule`, { starts_at: noonIn(day) }))

  const { body } = await owner.get(`/v1/appointments/${id}`)

  expect(body.rescheduled_from.map((each: { starts_at: string }) => each.starts_at)).toEqual(
    Array.from({ length: 10 }, (_, index) => noonIn(21 - index)),
  )
  expect((await owner.get(`/v1/appointments/${id}/history`)).body.data).toHaveLength(13)
})

test('above what speaks against it only a manager moves, and the reason is kept', async () => {
  const { salon, book } = await salonWith()
  await book({ starts_at: noonIn(11) })
  const { id } = await book()
  const [staff, manager] = [await salon.member('staff'), await salon.member('manager')]
  const move = { starts_at: noonIn(11), override_reason: 'Twins.' }

  expect((await staff.post(`/v1/appointments/${id}/reschedule`, move)).body.code).toBe('scope_required')
  const moved = await expectOk(manager.post(`/v1/appointments/${id}/reschedule`, move))

  expect(moved).toMatchObject({ starts_at: noonIn(11), override_reason: 'Twins.' })
  expect((await manager.get(`/v1/appointments/${id}/history`)).body.data[0]).toMatchObject({ action: 'rescheduled', reason: 'Twins.' })
})

test('of two who move it at once with one version one does', async () => {
  const { owner, book } = await salonWith()
  const { id } = await book()
  const move = (day: number) => owner.post(`/v1/appointments/${id}/reschedule`, { starts_at: noonIn(day) }, { 'If-Match': '"1"' })

  const replies = await Promise.all([move(11), move(12), move(13)])

  expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412])
  const winner = replies.find(({ status }) => status === 200)
  expect((await owner.get(`/v1/appointments/${id}`)).body).toEqual(winner?.body)
})

test('two who want to swap their times are both refused, because each still has its own, and nothing has changed', async () => {
  const { owner, book } = await salonWith()
  const [one, other] = [await book({ starts_at: noonIn(10) }), await book({ starts_at: noonIn(11) })]

  const replies = await Promise.all([
    owner.post(`/v1/appointments/${one.id}/reschedule`, { starts_at: noonIn(11) }),
    owner.post(`/v1/appointments/${other.id}/reschedule`, { starts_at: noonIn(10) }),
  ])

  expect(replies.map(({ body, status }) => (status === 409 ? body.code : status))).toEqual(['slot_unavailable', 'slot_unavailable'])
  const { data } = (await owner.get('/v1/appointments?sort=starts_at')).body
  expect(data).toEqual([one, other])
})

test('nobody and another version are refused', async () => {
  const { owner, book } = await salonWith()
  const { id } = await book()
  const move = { starts_at: noonIn(11) }

  expect((await owner.post(`/v1/appointments/${randomUUID()}/reschedule`, move)).status).toBe(404)
  expect((await owner.post(`/v1/appointments/${id}/reschedule`, move, { 'If-Match': '"2"' })).status).toBe(412)
  expect((await owner.post(`/v1/appointments/${id}/reschedule`, { ...move, member_id: randomUUID() })).body.code).toBe(
    'reference_not_found',
  )
})
