import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { rows } from '../support/api.ts'
import { inLanes, trying } from '../support/properties.ts'
import { expectOk, noonIn, salonWith } from '../support/appointments.ts'

// People who book, hold, move, call off and put above what is there, all at once. Afterwards no two of a member overlap, no session has more than its
// places, and what is listed can be had while what is not cannot.

type World = Awaited<ReturnType<typeof makeWorld>>

const at = (minutes: number): string => noonIn(10, minutes)
const hours = 6

const deed = fc.record({
  what: fc.constantFrom('book', 'book', 'book', 'hold', 'take', 'release', 'move', 'move', 'cancel', 'above'),
  service: fc.nat({ max: 1 }),
  member: fc.nat({ max: 2 }),
  quarter: fc.nat({ max: hours * 4 - 1 }),
  which: fc.nat({ max: 50 }),
})
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never

async function makeWorld() {
  const world = await salonWith({ buffer_after_minutes: 15, capacity: 1, duration_minutes: 45 })
  const other = await world.salon.member('staff')
  const members = [world.stylist.memberId, other.memberId]
  await expectOk(world.owner.patch(`/v1/services/${world.wanted.service_id}`, { member_ids: members }))
  const course = {
    name: 'Course',
    duration_minutes: 60,
    capacity: 3,
    slot_interval_minutes: 30,
    max_advance_days: 365,
    member_ids: members,
  }
  const { id } = await expectOk(world.owner.post('/v1/services', course))
  return {
    ...world,
    members,
    services: [world.wanted.service_id, id as string],
    booked: [] as string[],
    holds: [] as { id: string; body: object }[],
  }
}

async function act(world: World, { what, service, member, quarter, which }: Deed): Promise<number> {
  const { owner, members, services, booked, holds } = world
  const time = { service_id: services[service], starts_at: at(quarter * 15), ...(member < 2 && { member_id: members[member] }) }
  const appointment = { customer_id: world.wanted.customer_id, source: 'staff' }
  if (what === 'book' || what === 'above') {
    const reply = await owner.post('/v1/appointments', {
      ...appointment,
      ...time,
      ...(what === 'above' && { override_reason: 'Squeezed in' }),
    })
    if (reply.status === 201) booked.push(reply.body.id as string)
    return reply.status
  }
  if (what === 'hold') {
    const reply = await owner.post('/v1/slot-holds', { ...time, booked_by: 'staff' })
    if (reply.status === 201) holds.push({ id: reply.body.id as string, body: time })
    return reply.status
  }
  const hold = holds[which % Math.max(holds.length, 1)]
  const id = booked[which % Math.max(booked.length, 1)]
  if (what === 'release' && hold !== undefined) return (await owner.post(`/v1/slot-holds/${hold.id}/release`)).status
  if (what === 'take' && hold !== undefined)
    return (await owner.post('/v1/appointments', { ...appointment, ...hold.body, hold_id: hold.id })).status
  if (what === 'move' && id !== undefined)
    return (await owner.post(`/v1/appointments/${id}/reschedule`, { starts_at: time.starts_at, member_id: time.member_id })).status
  if (what === 'cancel' && id !== undefined) return (await owner.post(`/v1/appointments/${id}/cancel`, { by: 'staff' })).status
  return 200
}

test('whatever people do at once, nobody is booked twice, and what is listed is what can be had', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 60, maxLength: 60 }), async (deeds) => {
      const world = await makeWorld()
      const statuses: number[] = []
      await inLanes(12, deeds, async (one) => void statuses.push(await act(world, one)))

      expect(statuses.filter((status) => ![200, 201, 409].includes(status))).toEqual([])
      expect(await overlapping(world)).toEqual([])
      expect(await crowded(world)).toEqual([])
      expect(await astray(world)).toEqual([])
      expect(await contradictions(world)).toEqual([])
    }),
    trying(4),
  )
})

/** Blocks of one member that overlap, buffers included, though neither was put above the other. */
function overlapping({ salon }: World): Promise<unknown[]> {
  return rows(
    `select a.id from time_blocks a join time_blocks b on b.business_id = a.business_id and b.resource_id = a.resource_id and b.id > a.id
     where a.business_id = $1 and a.blocked_from < b.blocked_until and b.blocked_from < a.blocked_until and not a.overrides and not b.overrides`,
    [salon.id],
  )
}

/** Blocks in which more sit than there are places, unless they were put there above that. */
function crowded({ salon }: World): Promise<unknown[]> {
  return rows(
    `select b.id from time_blocks b where b.business_id = $1 and not exists (select from appointments a where a.block_id = b.id and a.override_reason is not null)
       and b.capacity < (select coalesce(sum(a.party_size), 0) from appointments a where a.block_id = b.id)
                      + (select coalesce(sum(h.party_size), 0) from slot_holds h where h.block_id = b.id)`,
    [salon.id],
  )
}

/** Blocks that nobody sits in, and appointments that sit in a block of another time or member. */
function astray({ salon }: World): Promise<unknown[]> {
  return rows(
    `select b.id from time_blocks b where b.business_id = $1
       and not exists (select from appointments a where a.block_id = b.id) and not exists (select from slot_holds h where h.block_id = b.id)
     union all
     select a.id from appointments a join time_blocks b on b.id = a.block_id where a.business_id = $1
       and (a.starts_at, a.ends_at, a.member_id) is distinct from (b.starts_at, b.ends_at, b.member_id)`,
    [salon.id],
  )
}

/** For each quarter of an hour: listed exactly when nothing speaks against it; what speaks against it refuses a hold, and nothing does not. */
async function contradictions({ owner, services, members }: World): Promise<string[]> {
  const found: string[] = []
  for (const [service_id = '', member_id = ''] of services.map((service, index) => [service, members[index]])) {
    const query = new URLSearchParams({ service_id, member_id, from: at(0), before: at(hours * 60) })
    const { data } = (await expectOk(owner.get(`/v1/availability/slots?${query.toString()}`))) as { data: { starts_at: string }[] }
    const listed = new Set(data.map(({ starts_at }) => starts_at))
    for (let minutes = 0; minutes < hours * 60; minutes += 15) {
      const asked = new URLSearchParams({ service_id, member_id, starts_at: at(minutes) })
      const explained = (await expectOk(owner.get(`/v1/availability/explain?${asked.toString()}`))) as { reasons: string[] }
      if (listed.has(at(minutes)) !== (explained.reasons.length === 0)) found.push(`${at(minutes)} listed or explained wrongly`)
      const held = await owner.post('/v1/slot-holds', { service_id, member_id, starts_at: at(minutes), minutes: 1 })
      if (held.status === 201) await expectOk(owner.post(`/v1/slot-holds/${held.body.id as string}/release`))
      if (listed.has(at(minutes)) !== (held.status === 201)) found.push(`${at(minutes)} listed and ${held.status}`)
      if (held.status === 409 && String(held.body.reasons) !== String(explained.reasons))
        found.push(`${at(minutes)} refused for other reasons`)
    }
  }
  return found
}
