import { expect, test } from '@jest/globals'
import { business, newCustomer, rows } from '../support/api.ts'
import type { Reply } from '../support/http.ts'
import { expectOk, noonIn, salonWith } from '../support/appointments.ts'

type World = Awaited<ReturnType<typeof salonWith>>

const at = (minutes: number): string => noonIn(10, minutes)
const crowd = 200

/** How often each status was answered. */
function tally(replies: readonly Reply[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(replies, ({ status }) => status)].map(([status, list]) => [status, list.length]))
}

/** Pairs of blocks of one member that overlap, buffers included, though nobody put one above the other. */
async function overlaps({ salon }: World): Promise<unknown[]> {
  return rows(
    `select a.starts_at, b.starts_at from time_blocks a join time_blocks b on b.business_id = a.business_id and b.resource_id = a.resource_id and b.id > a.id
     where a.business_id = $1 and a.blocked_from < b.blocked_until and b.blocked_from < a.blocked_until and not a.overrides and not b.overrides`,
    [salon.id],
  )
}

test('of 200 who want one time at once, one has it', async () => {
  const world = await salonWith()
  const book = () => world.owner.post('/v1/appointments', { ...world.wanted, starts_at: at(0), source: 'staff' })

  const replies = await Promise.all(Array.from({ length: crowd }, book))

  expect(tally(replies)).toEqual({ 201: 1, 409: crowd - 1 })
  expect(new Set(replies.filter(({ status }) => status === 409).map(({ body }) => body.code))).toEqual(new Set(['slot_unavailable']))
  expect(await rows('select from time_blocks where business_id = $1', [world.salon.id])).toHaveLength(1)
})

test('of 200 who want times that overlap, as many have one as fit', async () => {
  const world = await salonWith({ buffer_after_minutes: 5 })
  const book = (_: unknown, index: number) =>
    world.owner.post('/v1/appointments', { ...world.wanted, starts_at: at((index * 7) % 600), source: 'staff' })

  const replies = await Promise.all(Array.from({ length: crowd }, book))

  const counts = tally(replies)
  expect(Object.keys(counts).sort()).toEqual(['201', '409'])
  expect(counts['201']).toBeGreaterThanOrEqual(5)
  expect(await rows('select from time_blocks where business_id = $1', [world.salon.id])).toHaveLength(counts['201'] ?? 0)
  expect(await overlaps(world)).toEqual([])
})

test('of 60 who want a place in a session of ten, ten have one, whether they hold or book it', async () => {
  const world = await salonWith({ capacity: 10 })
  const wanted = { ...world.wanted, starts_at: at(0) }
  const sit = (_: unknown, index: number) =>
    index % 3 === 0
      ? world.owner.post('/v1/slot-holds', { service_id: wanted.service_id, starts_at: wanted.starts_at })
      : world.owner.post('/v1/appointments', { ...wanted, source: 'staff' })

  const replies = await Promise.all(Array.from({ length: 60 }, sit))

  expect(tally(replies)).toEqual({ 201: 10, 409: 50 })
  expect(await rows('select from time_blocks where business_id = $1', [world.salon.id])).toHaveLength(1)
})

test('whoever is free: of 30 who name nobody, as many have the time as there are members', async () => {
  const world = await salonWith()
  const others = await Promise.all([world.salon.member('staff'), world.salon.member('staff')])
  const members = [world.stylist, ...others].map(({ memberId }) => memberId)
  await expectOk(world.owner.patch(`/v1/services/${world.wanted.service_id}`, { member_ids: members }))
  const book = () => world.owner.post('/v1/appointments', { ...world.wanted, member_id: undefined, starts_at: at(0), source: 'staff' })

  const replies = await Promise.all(Array.from({ length: 30 }, book))

  expect(tally(replies)).toEqual({ 201: 3, 409: 27 })
  expect(replies.flatMap(({ status, body }) => (status === 201 ? [body.member_id] : [])).sort()).toEqual(members.sort())
})

test('two who swap members at once: neither has both, and nobody is left without a time', async () => {
  const world = await salonWith()
  const other = await world.salon.member('staff')
  const members = [world.stylist.memberId, other.memberId]
  await expectOk(world.owner.patch(`/v1/services/${world.wanted.service_id}`, { member_ids: members }))
  const [one, two] = [
    await world.book({ starts_at: at(0), member_id: members[0] }),
    await world.book({ starts_at: at(0), member_id: members[1] }),
  ]
  const move = (id: unknown, member_id: unknown, minutes: number) =>
    world.owner.post(`/v1/appointments/${id as string}/reschedule`, { starts_at: at(minutes), member_id })

  for (let round = 0; round < 10; round += 1) {
    const minutes = round % 2 === 0 ? 30 : 0
    const replies = await Promise.all([move(one.id, members[(round + 1) % 2], minutes), move(two.id, members[round % 2], minutes)])
    expect(Object.keys(tally(replies)).every((status) => status === '200' || status === '409')).toBe(true)
    expect(await overlaps(world)).toEqual([])
    expect(await rows('select from time_blocks where business_id = $1', [world.salon.id])).toHaveLength(2)
  }
})

/** Pairs of appointments, all of which want another time at once; what each pair is answered, in the order of the pairs. */
async function atOnce(world: World, moves: readonly (readonly [string, object])[][]): Promise<Reply[][]> {
  const move = ([id, wanted]: readonly [string, object]) => world.owner.post(`/v1/appointments/${id}/reschedule`, wanted)
  return Promise.all(moves.map((pair) => Promise.all(pair.map(move))))
}

test('two who want to swap their times at once are both refused, however often, and keep what they have', async () => {
  const world = await salonWith()
  const pairs = await Promise.all(
    Array.from({ length: 12 }, async (_, pair) => {
      const [one, two] = [at(pair * 120), at(pair * 120 + 60)]
      return [await world.book({ starts_at: one }), await world.book({ starts_at: two })] as const
    }),
  )

  for (let round = 0; round < 5; round += 1) {
    const swaps = pairs.map(([one, two]) => [
      [one.id as string, { starts_at: two.starts_at as string }] as const,
      [two.id as string, { starts_at: one.starts_at as string }] as const,
    ])
    const replies = (await atOnce(world, swaps)).flat()
    expect(new Set(replies.map(({ status, body }) => `${status} ${body.code}`))).toEqual(new Set(['409 slot_unavailable']))
  }

  const { data } = await expectOk(world.owner.get('/v1/appointments?sort=starts_at&limit=100'))
  expect(data).toEqual(pairs.flat())
  expect(await overlaps(world)).toEqual([])
})

test('two who cross to free times of the other member at once both get there, in every round', async () => {
  const world = await salonWith()
  const other = await world.salon.member('staff')
  const members = [world.stylist.memberId, other.memberId] as const
  await expectOk(world.owner.patch(`/v1/services/${world.wanted.service_id}`, { member_ids: members }))
  const pairs = await Promise.all(
    Array.from({ length: 10 }, async (_, pair) => [
      await world.book({ starts_at: at(pair * 120), member_id: members[0] }),
      await world.book({ starts_at: at(pair * 120), member_id: members[1] }),
    ]),
  )

  for (let round = 1; round <= 6; round += 1) {
    const minutes = (pair: number): number => pair * 120 + (round % 2) * 60
    const crossing = pairs.map((pair, index) =>
      pair.map(({ id }, side) => [id as string, { starts_at: at(minutes(index)), member_id: members[(side + round) % 2] }] as const),
    )
    expect(tally((await atOnce(world, crossing)).flat())).toEqual({ 200: 20 })
    expect(await overlaps(world)).toEqual([])
  }
})

test('of two who move to one free time at once one gets it, in every round, and the other keeps what it has', async () => {
  const world = await salonWith()
  const pairs = await Promise.all(
    Array.from({ length: 10 }, async (_, pair) => [
      await world.book({ starts_at: at(pair * 240) }),
      await world.book({ starts_at: at(pair * 240 + 60) }),
    ]),
  )

  const replies = await atOnce(
    world,
    pairs.map((pair, index) => pair.map(({ id }) => [id as string, { starts_at: at(index * 240 + 120) }] as const)),
  )

  expect(replies.map((pair) => pair.map(({ status }) => status).sort())).toEqual(pairs.map(() => [200, 409]))
  for (const [index, pair] of pairs.entries()) {
    for (const [side, before] of pair.entries()) {
      const { status, body } = replies[index]?.[side] as Reply
      const now = await expectOk(world.owner.get(`/v1/appointments/${before.id as string}`))
      expect(now).toEqual(status === 200 ? body : before)
    }
  }
  expect(await overlaps(world)).toEqual([])
})

test('a hold that two want to consume is consumed by one', async () => {
  const world = await salonWith()
  for (let round = 0; round < 5; round += 1) {
    const starts_at = at(round * 60)
    const hold = await expectOk(world.owner.post('/v1/slot-holds', { service_id: world.wanted.service_id, starts_at }))
    const book = () => world.owner.post('/v1/appointments', { ...world.wanted, starts_at, source: 'staff', hold_id: hold.id })

    const replies = await Promise.all([book(), book(), book(), world.owner.post(`/v1/slot-holds/${hold.id as string}/release`)])

    const [booked] = await rows<{ count: number }>(
      'select count(*)::integer as count from appointments where business_id = $1 and starts_at = $2',
      [world.salon.id, starts_at],
    )
    expect(replies.every(({ status }) => status < 500)).toBe(true)
    expect(booked?.count).toBe(replies.slice(0, 3).filter(({ status }) => status === 201).length)
    expect(booked?.count).toBeLessThanOrEqual(1)
  }
})

test('somebody who writes past all of this meets the constraint of the table', async () => {
  const world = await salonWith()
  await world.book({ starts_at: at(0) })
  const [service, member] = [world.wanted.service_id, world.stylist.memberId]
  const write = (starts: string, ends: string) =>
    rows(
      `insert into time_blocks (business_id, service_id, member_id, starts_at, ends_at, blocked_from, blocked_until) values ($1, $2, $3, $4, $5, $4, $5)`,
      [world.salon.id, service, member, starts, ends],
    )

  await expect(write(at(30), at(90))).rejects.toMatchObject({ code: '23P01' })
  await expect(write(at(60), at(120))).resolves.toEqual([])
})

test('businesses do not meet', async () => {
  const [one, other] = [await salonWith(), await salonWith()]
  const stranger = await business()
  const customer = await expectOk(stranger.owner.post('/v1/customers', newCustomer()))

  await one.book({ starts_at: at(0) })
  await other.book({ starts_at: at(0) })

  expect(
    await stranger.owner.post('/v1/appointments', { ...one.wanted, customer_id: customer.id, starts_at: at(120), source: 'staff' }),
  ).toMatchObject({ status: 404 })
})
