import { expect, test } from '@jest/globals'
import { rows } from '../support/api.ts'
import { expectOk, noonIn, salonWith } from '../support/appointments.ts'

const at = (minutes: number): string => noonIn(10, minutes)

async function held(service: object = {}, fields: object = {}) {
  const world = await salonWith(service)
  const wanted = { service_id: world.wanted.service_id, starts_at: at(0), ...fields }
  const hold = await expectOk(world.owner.post('/v1/slot-holds', wanted))
  return { ...world, hold, path: `/v1/slot-holds/${hold.id as string}`, again: () => world.owner.post('/v1/slot-holds', wanted) }
}

test('what is given back is free, and stays so', async () => {
  const { owner, path, again, salon } = await held()

  const released = await owner.post(`${path}/release`)

  expect(released).toMatchObject({ status: 200, body: { status: 'released', version: 2 } })
  expect(released.headers.get('etag')).toBe('"2"')
  expect(await rows('select from time_blocks where business_id = $1', [salon.id])).toEqual([])
  expect((await again()).status).toBe(201)
  expect(await owner.post(`${path}/release`)).toMatchObject({ status: 409, body: { code: 'slot_hold_ended' } })
  expect(await owner.get(path)).toMatchObject({ status: 200, body: { status: 'released' } })
})

test('one that has expired has nothing to give back', async () => {
  const { owner, path, hold } = await held()
  await rows("update slot_holds set expires_at = now() - interval '1 second' where id = $1", [hold.id])

  expect(await owner.get(path)).toMatchObject({ body: { status: 'expired' } })
  expect(await owner.post(`${path}/release`)).toMatchObject({
    status: 409,
    body: { code: 'slot_hold_ended', detail: 'This hold is expired.' },
  })
})

test('a session stays for the others who sit in it', async () => {
  const { owner, path, book, salon, wanted } = await held({ capacity: 4 }, { party_size: 2 })
  const other = await expectOk(owner.post('/v1/slot-holds', { service_id: wanted.service_id, starts_at: at(0) }))

  await expectOk(owner.post(`${path}/release`))
  const [left] = await rows<{ held_until: Date }>('select held_until from time_blocks where business_id = $1', [salon.id])
  const booked = await book({ starts_at: at(0), party_size: 3 })

  expect(left?.held_until.toISOString()).toBe(other.expires_at)
  expect(booked.status).toBe('confirmed')
  await expectOk(owner.post(`/v1/appointments/${booked.id as string}/cancel`, { by: 'staff' }))
  expect(await rows('select held_until is not null as held from time_blocks where business_id = $1', [salon.id])).toEqual([{ held: true }])
})

test('somebody else has changed it: nothing happens', async () => {
  const { owner, path } = await held()

  expect(await owner.post(`${path}/release`, undefined, { 'If-Match': '"7"' })).toMatchObject({ status: 412 })
  expect(await owner.get(path)).toMatchObject({ body: { status: 'held' } })
})

test('one that is not there is a 404', async () => {
  const { owner, hold, salon } = await held()
  const stranger = await held()

  expect(await owner.post(`/v1/slot-holds/${salon.id}/release`)).toMatchObject({ status: 404, body: { code: 'not_found' } })
  expect(await stranger.owner.get(`/v1/slot-holds/${hold.id as string}`)).toMatchObject({ status: 404 })
  expect(await stranger.owner.post(`/v1/slot-holds/${hold.id as string}/release`)).toMatchObject({ status: 404 })
})

test('holding and giving back are in the audit log, and no events', async () => {
  const { owner, path, hold } = await held()
  await expectOk(owner.post(`${path}/release`))

  const logged = (await expectOk(owner.get(`/v1/audit-logs?resource_id=${hold.id as string}`))) as { data: { action: string }[] }

  expect(logged.data.map(({ action }) => action)).toEqual(['slot_hold.released', 'slot_hold.created'])
})
