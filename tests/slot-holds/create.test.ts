import { expect, test } from '@jest/globals'
import { rows } from '../support/api.ts'
import type { Actor } from '../support/http.ts'
import { dayMs, expectOk, noonIn, salonWith } from '../support/appointments.ts'

type World = Awaited<ReturnType<typeof salonWith>>

const at = (minutes: number): string => noonIn(10, minutes)
const asked = ({ wanted }: World, minutes: number, fields: object = {}): object => ({
  service_id: wanted.service_id,
  starts_at: at(minutes),
  ...fields,
})
const hold = (world: World, minutes: number, fields: object = {}, by: Actor = world.owner) =>
  by.post('/v1/slot-holds', asked(world, minutes, fields))

/** As if it had been made long ago. */
async function letExpire(id: unknown): Promise<void> {
  await rows("update slot_holds set expires_at = now() - interval '1 second' where id = $1", [id])
  await rows(
    "update time_blocks set held_until = now() - interval '1 second' where held_until is not null and id = (select block_id from slot_holds where id = $1)",
    [id],
  )
}

test('a hold keeps a time with whoever is free, for five minutes unless it is for longer', async () => {
  const world = await salonWith()

  const [short, long] = [await hold(world, 0), await hold(world, 60, { minutes: 15 })]

  expect(short).toMatchObject({
    status: 201,
    body: { status: 'held', member_id: world.stylist.memberId, starts_at: at(0), ends_at: at(60), party_size: 1, version: 1 },
  })
  expect([short.headers.get('location'), short.headers.get('etag')]).toEqual([`/v1/slot-holds/${short.body.id as string}`, '"1"'])
  const lasts = ({ body }: typeof short): number => (Date.parse(body.expires_at as string) - Date.parse(body.created_at as string)) / 60_000
  expect([lasts(short), lasts(long)]).toEqual([5, 15])
  expect(await expectOk(world.owner.get(`/v1/slot-holds/${short.body.id as string}`))).toEqual(short.body)
})

test('what is held can neither be held nor booked, and the refusal says what is free', async () => {
  const world = await salonWith()
  await hold(world, 0)

  const again = await hold(world, 30)

  expect(again).toMatchObject({ status: 409, body: { code: 'slot_unavailable', reasons: ['held'] } })
  expect((again.body.next_slots as { starts_at: string }[]).map(({ starts_at }) => starts_at)).toEqual([60, 75, 90, 105, 120].map(at))
  expect(await world.owner.post('/v1/appointments', { ...world.wanted, starts_at: at(0), source: 'staff' })).toMatchObject({ status: 409 })
})

test('a booking of exactly what is held consumes the hold, once', async () => {
  const world = await salonWith()
  const held = await expectOk(hold(world, 0))

  const booked = await world.book({ starts_at: at(0), hold_id: held.id })
  const again = await world.owner.post('/v1/appointments', { ...world.wanted, starts_at: at(0), source: 'staff', hold_id: held.id })

  expect(booked).toMatchObject({ status: 'confirmed', starts_at: at(0), member_id: world.stylist.memberId })
  expect(await expectOk(world.owner.get(`/v1/slot-holds/${held.id as string}`))).toMatchObject({ status: 'consumed', version: 2 })
  expect(again).toMatchObject({ status: 409, body: { code: 'slot_hold_ended' } })
  expect(await blocks(world)).toEqual([{ starts_at: at(0), held_until: null }])
})

test('a hold of another time, service or member is for something else, and one that is not there for nothing', async () => {
  const world = await salonWith()
  const held = await expectOk(hold(world, 0))
  const book = (fields: object) => world.owner.post('/v1/appointments', { ...world.wanted, starts_at: at(0), source: 'staff', ...fields })

  const refusals = [
    await book({ hold_id: held.id, starts_at: at(60) }),
    await book({ hold_id: held.id, duration_minutes: 30 }),
    await book({ hold_id: held.id, member_id: world.owner.memberId }),
    await book({ hold_id: held.id, service_id: undefined, duration_minutes: 60 }),
  ]

  expect(refusals.map(({ body }) => body.code)).toEqual(refusals.map(() => 'slot_hold_mismatch'))
  expect(await book({ hold_id: world.customer.id })).toMatchObject({ status: 404, body: { code: 'reference_not_found' } })
})

test('a hold that has expired counts as free at once, also for whoever had it', async () => {
  const world = await salonWith()
  const [first, second] = [await expectOk(hold(world, 0)), await expectOk(hold(world, 60))]
  await letExpire(first.id)
  await letExpire(second.id)

  const taken = await hold(world, 0)
  const late = await world.owner.post('/v1/appointments', { ...world.wanted, starts_at: at(60), source: 'staff', hold_id: second.id })

  expect(taken.status).toBe(201)
  expect(await expectOk(world.owner.get(`/v1/slot-holds/${first.id as string}`))).toMatchObject({ status: 'expired' })
  expect(late.status).toBe(201)
  expect(await blocks(world)).toEqual([
    { starts_at: at(0), held_until: taken.body.expires_at },
    { starts_at: at(60), held_until: null },
  ])
})

test('notice is judged as it was when the time was promised', async () => {
  const world = await salonWith({ min_notice_minutes: 60 })
  const held = await expectOk(hold(world, 0))
  // Meanwhile the service wants more notice than there is.
  await expectOk(world.owner.patch(`/v1/services/${world.wanted.service_id}`, { min_notice_minutes: (20 * dayMs) / 60_000 }))
  const book = (fields: object) => world.owner.post('/v1/appointments', { ...world.wanted, starts_at: at(0), source: 'web', ...fields })
  await rows("update slot_holds set created_at = created_at - interval '11 days' where id = $1", [held.id])

  expect(await book({})).toMatchObject({ status: 409, body: { reasons: ['min_notice', 'held'] } })
  expect(await book({ hold_id: held.id })).toMatchObject({ status: 201 })
})

test('places in a session are held like whole times', async () => {
  const world = await salonWith({ capacity: 3 })
  const two = await expectOk(hold(world, 0, { party_size: 2 }))
  const one = await expectOk(hold(world, 0))

  expect(await hold(world, 0)).toMatchObject({ status: 409, body: { reasons: ['capacity'] } })
  await world.book({ starts_at: at(0), party_size: 2, hold_id: two.id })
  await letExpire(one.id)
  expect((await hold(world, 0)).status).toBe(201)
  expect(await blocks(world)).toEqual([{ starts_at: at(0), held_until: null }])
})

test('one credential holds 25 times at once, and the next one again when one has ended', async () => {
  const world = await salonWith({ duration_minutes: 15 })
  const key = await world.salon.key()
  const holds = []
  for (let index = 0; index < 25; index += 1) holds.push(await expectOk(hold(world, index * 15, {}, key)))

  expect(await hold(world, 25 * 15, {}, key)).toMatchObject({ status: 409, body: { code: 'too_many_slot_holds' } })
  expect((await hold(world, 25 * 15)).status).toBe(201)
  await letExpire(holds[0]?.id)
  expect((await hold(world, 26 * 15, {}, key)).status).toBe(201)
})

test('a service that is not there, and a time that customers cannot have, are refused', async () => {
  const world = await salonWith({ max_advance_days: 5 })

  expect(await hold(world, 0, { service_id: world.customer.id })).toMatchObject({ status: 404, body: { code: 'reference_not_found' } })
  expect(await hold(world, 0)).toMatchObject({ status: 409, body: { code: 'slot_unavailable', reasons: ['max_advance'] } })
  expect((await hold(world, 0, { booked_by: 'staff' })).status).toBe(201)
})

async function blocks({ salon }: World) {
  const found = await rows<{ starts_at: Date; held_until: Date | null }>(
    'select starts_at, held_until from time_blocks where business_id = $1 order by starts_at',
    [salon.id],
  )
  return found.map(({ starts_at, held_until }) => ({ starts_at: starts_at.toISOString(), held_until: held_until?.toISOString() ?? null }))
}
