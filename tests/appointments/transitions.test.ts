import { expect, test } from '@jest/globals'
import { rows } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'
import { dayMs, expectOk, letPass, noonIn, salonWith } from '../support/appointments.ts'

/** An appointment that began an hour ago, whatever the time of day. */
async function begun(fields: object = {}) {
  const world = await salonWith()
  const { id } = await world.book(fields)
  await letPass(id, Date.parse(noonIn(10)) - Date.now() + 3_600_000)
  const act = (action: string, body?: object, headers?: Record<string, string>) =>
    world.owner.post(`/v1/appointments/${id}/${action}`, body, headers)
  return { ...world, id, act }
}

test('a pending appointment is confirmed once, however many try', async () => {
  const { salon, owner, book } = await salonWith()
  const pending = await book({ pending: true })

  const replies = await Promise.all(Array.from({ length: 5 }, () => owner.post(`/v1/appointments/${pending.id}/confirm`)))

  expect(replies.map(({ status, body }) => (status === 409 ? body.code : status)).sort()).toEqual([
    200,
    ...Array<string>(4).fill('appointment_status_conflict'),
  ])
  const { body } = await owner.get(`/v1/appointments/${pending.id}`)
  expect(body).toEqual({
    ...pending,
    status: 'confirmed',
    expires_at: null,
    confirmed_at: expect.any(String),
    version: 2,
    updated_at: expect.any(String),
  })
  expect((await eventsOf(salon.id)).filter(({ type }) => type === 'appointment.confirmed')).toEqual([
    {
      type: 'appointment.confirmed',
      data: {
        object: { ...body, manage_url: null },
        previous_attributes: { status: 'pending', expires_at: pending.expires_at, confirmed_at: null },
      },
    },
  ])
})

test('whoever is there is checked in, and then only completed', async () => {
  const { act, salon } = await begun()

  expect((await act('check-in')).body).toMatchObject({ status: 'checked_in', checked_in_at: expect.any(String) })
  for (const [action, body] of [
    ['check-in'],
    ['no-show'],
    ['confirm'],
    ['cancel', { by: 'staff' }],
    ['reschedule', { starts_at: noonIn(11) }],
  ] as const)
    expect([action, (await act(action, body)).body.code]).toEqual([action, 'appointment_status_conflict'])
  expect(await rows('select from time_blocks where business_id = $1', [salon.id])).toHaveLength(1)
  expect((await act('complete')).body).toMatchObject({ status: 'completed', completed_at: expect.any(String) })
  expect(await rows('select from time_blocks where business_id = $1', [salon.id])).toEqual([])
  expect((await eventsOf(salon.id)).slice(-2).map(({ type }) => type)).toEqual(['appointment.checked_in', 'appointment.completed'])
})

test('how it ended can be said once it has begun', async () => {
  const { owner, book } = await salonWith()
  const { id } = await book()

  for (const action of ['complete', 'no-show']) {
    const { status, body } = await owner.post(`/v1/appointments/${id}/${action}`)
    expect([action, status, body.code]).toEqual([action, 409, 'appointment_too_early'])
  }
})

test('what is pending cannot be attended', async () => {
  const { act, id } = await begun({ pending: true })

  for (const action of ['check-in', 'complete', 'no-show'])
    expect([action, (await act(action)).body.code]).toEqual([action, 'appointment_status_conflict'])
  expect(id).toBeDefined()
})

test('a no-show frees what is left of its time', async () => {
  const { act, salon } = await begun()

  expect((await act('no-show')).body).toMatchObject({ status: 'no_show', no_show_at: expect.any(String), completed_at: null })

  expect(await rows('select from time_blocks where business_id = $1', [salon.id])).toEqual([])
  expect((await eventsOf(salon.id)).at(-1)).toMatchObject({
    type: 'appointment.no_show',
    data: { previous_attributes: { status: 'confirmed', no_show_at: null } },
  })
})

test('a manager corrects how it ended for seven days, both ways', async () => {
  const { act, id, salon } = await begun()
  await act('no-show')
  const [staff, manager] = [await salon.member('staff'), await salon.member('manager')]
  const path = `/v1/appointments/${id}/correct`

  expect((await staff.post(path, { status: 'completed' })).body.code).toBe('scope_required')
  expect((await manager.post(path, { status: 'no_show' })).body.code).toBe('appointment_status_conflict')
  const corrected = await expectOk(manager.post(path, { status: 'completed', reason: 'Came through the back door.' }))
  expect(corrected).toMatchObject({ status: 'completed', no_show_at: null, completed_at: expect.any(String) })
  expect((await eventsOf(salon.id)).at(-1)).toMatchObject({
    type: 'appointment.completed',
    data: { previous_attributes: { status: 'no_show' } },
  })
  expect((await manager.get(`/v1/appointments/${id}/history`)).body.data[0]).toMatchObject({
    action: 'completed',
    reason: 'Came through the back door.',
  })
  await letPass(id, 7 * dayMs - 60_000)
  expect((await expectOk(manager.post(path, { status: 'no_show' }))).status).toBe('no_show')
  await letPass(id, 120_000)
  expect((await manager.post(path, { status: 'completed' })).body.code).toBe('appointment_correction_too_late')
})

test('an action on another version does nothing', async () => {
  const { act, owner, id } = await begun()
  const { body: before } = await owner.get(`/v1/appointments/${id}`)

  for (const [action, body] of [['check-in'], ['complete'], ['no-show'], ['cancel', { by: 'staff' }]] as const)
    expect([action, (await act(action, body, { 'If-Match': '"7"' })).status]).toEqual([action, 412])
  expect((await owner.get(`/v1/appointments/${id}`)).body).toEqual(before)
})

test('a member who leaves takes no appointment along', async () => {
  const { salon, owner, book, stylist } = await salonWith()
  const before = await book()

  await expectOk(owner.post(`/v1/team-members/${stylist.memberId}/remove`, { revoke_keys: false }))

  expect((await owner.get(`/v1/appointments/${before.id}`)).body).toEqual(before)
  expect(await rows('select from time_blocks where business_id = $1', [salon.id])).toHaveLength(1)
})
