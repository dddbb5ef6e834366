import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, rows } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'

const usd = (amount_minor: number) => ({ amount_minor, currency: 'USD' })

test('a name is enough: an hour that costs nothing, at any quarter of an hour, by whoever is bookable', async () => {
  const salon = await business()

  const reply = await salon.owner.post('/v1/services', { name: 'Dry cut' })

  expect(reply.status).toBe(201)
  expect(reply.headers.get('location')).toBe(`/v1/services/${reply.body.id}`)
  expect(reply.headers.get('etag')).toBe('"1"')
  expect(reply.body).toEqual({
    id: expect.any(String),
    name: 'Dry cut',
    description: null,
    category: null,
    price: usd(0),
    deposit: null,
    cancellation_fee: null,
    tax_rate_bp: 0,
    duration_minutes: 60,
    buffer_before_minutes: 0,
    buffer_after_minutes: 0,
    capacity: 1,
    slot_interval_minutes: 15,
    min_notice_minutes: 0,
    max_advance_days: 30,
    cancel_notice_minutes: 0,
    reschedule_notice_minutes: 0,
    requires_confirmation: false,
    confirm_within_minutes: 1_440,
    bookable_online: true,
    location_type: 'on_site',
    prerequisites: null,
    policy: null,
    member_ids: [],
    status: 'active',
    created_at: expect.any(String),
    updated_at: expect.any(String),
    version: 1,
  })
  expect((await salon.owner.get(`/v1/services/${reply.body.id}`)).body).toEqual(reply.body)
  expect(await eventsOf(salon.id)).toEqual([{ type: 'service.created', data: { object: reply.body } }])
})

test('keeps all that is said about it, and each member once', async () => {
  const salon = await business()
  const [one, two] = [await salon.member('staff'), await salon.member('staff')]
  const said = {
    name: 'Cut and colour',
    description: 'A consultation,\ncolour and cut.',
    category: 'Colour',
    price: usd(14_500),
    deposit: usd(2_000),
    cancellation_fee: usd(0),
    tax_rate_bp: 1_900,
    duration_minutes: 1_440,
    buffer_before_minutes: 5,
    buffer_after_minutes: 120,
    capacity: 1_000,
    slot_interval_minutes: 20,
    min_notice_minutes: 120,
    max_advance_days: 365,
    cancel_notice_minutes: 1_440,
    reschedule_notice_minutes: 720,
    requires_confirmation: true,
    confirm_within_minutes: 90,
    bookable_online: false,
    location_type: 'video',
    prerequisites: 'A patch test.',
    policy: 'Be early.',
  }

  const { body } = await salon.owner.post('/v1/services', { ...said, member_ids: [two.memberId, one.memberId.toUpperCase(), one.memberId] })

  expect(body).toMatchObject({ ...said, member_ids: [one.memberId, two.memberId].sort() })
})

test('without a price the currency is that of the business', async () => {
  const salon = await business()
  await salon.owner.patch(`/v1/businesses/${salon.id}`, { currency: 'EUR' })

  const free = await salon.owner.post('/v1/services', { name: 'Advice' })
  const paid = await salon.owner.post('/v1/services', { name: 'Advice', deposit: { amount_minor: 500, currency: 'EUR' } })

  expect(free.body.price).toEqual({ amount_minor: 0, currency: 'EUR' })
  expect(paid.body.deposit).toEqual({ amount_minor: 500, currency: 'EUR' })
})

test.each([
  ['a deposit', { price: usd(100), deposit: { amount_minor: 1, currency: 'EUR' } }],
  ['a cancellation fee', { price: usd(100), cancellation_fee: { amount_minor: 1, currency: 'EUR' } }],
  ['a deposit without a price', { deposit: { amount_minor: 1, currency: 'EUR' } }],
])('refuses %s in another currency', async (_what, amounts) => {
  const salon = await business()

  const reply = await salon.owner.post('/v1/services', { name: 'Cut', ...amounts })

  expect([reply.status, reply.body.code]).toEqual([409, 'currency_mismatch'])
})

test('who does it is in the team: active or suspended, of this business, and not removed', async () => {
  const [salon, other] = [await business(), await business()]
  const [suspended, removed, stranger] = [await salon.member('staff'), await salon.member('staff'), await other.member('staff')]
  await rows("update team_members set status = 'suspended' where id = $1", [suspended.memberId])
  await rows("update team_members set status = 'removed' where id = $1", [removed.memberId])
  const create = (member: string) => salon.owner.post('/v1/services', { name: 'Cut', member_ids: [salon.owner.memberId, member] })

  expect((await create(suspended.memberId)).status).toBe(201)
  for (const id of [removed.memberId, stranger.memberId, randomUUID()]) {
    const reply = await create(id)
    expect([reply.status, reply.body.code]).toEqual([404, 'reference_not_found'])
  }
  expect((await salon.owner.get('/v1/services')).body.data).toHaveLength(1)
})
