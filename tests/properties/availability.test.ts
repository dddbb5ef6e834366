import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { partyOf, reasonsAgainst } from '../../src/domain/availability/evaluate.ts'
import type { BookedBy } from '../../src/domain/availability/evaluate.ts'
import { laneOf } from '../../src/domain/availability/picture.ts'
import type { Block, Picture, Terms } from '../../src/domain/availability/picture.ts'
import { firstSlots } from '../../src/domain/availability/slots.ts'
import { trying } from '../support/properties.ts'

// What can be had, held against an oracle that walks through every five minutes of it and knows nothing of sorting, merging or searching.

const step = 300_000
const origin = Date.parse('2027-03-27T00:00:00Z')
const steps = 288
const at = (index: number): number => origin + index * step

interface Taken {
  readonly from: number
  readonly length: number
  readonly before: number
  readonly after: number
  readonly ours: boolean
  readonly held: boolean
  readonly seats: number
}
interface Stretch {
  readonly from: number
  readonly length: number
}
interface Member {
  readonly eligible: boolean
  readonly open: readonly Stretch[]
  readonly closedByException: boolean
  readonly away: readonly Stretch[]
  readonly busy: readonly Stretch[]
  readonly taken: readonly Taken[]
}
interface World {
  readonly now: number
  readonly terms: Terms
  readonly members: readonly Member[]
  readonly party: { readonly size: number; readonly booked_by: BookedBy }
}

const index = fc.integer({ min: 0, max: steps })
const stretch = fc.record({ from: index, length: fc.integer({ min: 1, max: 60 }) })
const few = <T>(one: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> => fc.array(one, { maxLength })
const minutes = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max }).map((value) => value * step)

const member: fc.Arbitrary<Member> = fc.record({
  eligible: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  // Several pieces that may touch, as nights do.
  open: fc.array(fc.record({ from: index, length: fc.integer({ min: 12, max: 120 }) }), { minLength: 1, maxLength: 3 }).map(apart),
  closedByException: fc.boolean(),
  away: few(stretch, 2),
  busy: few(stretch, 3),
  taken: few(
    fc.record({
      from: index,
      length: fc.integer({ min: 1, max: 24 }),
      before: fc.integer({ min: 0, max: 6 }),
      after: fc.integer({ min: 0, max: 6 }),
      ours: fc.boolean(),
      held: fc.boolean(),
      seats: fc.integer({ min: 1, max: 4 }),
    }),
    8,
  ),
})

const world: fc.Arbitrary<World> = fc.record({
  now: index.map(at),
  terms: fc.record({
    service_id: fc.constant('service'),
    active: fc.constant(true),
    bookable_online: fc.boolean(),
    duration: fc.integer({ min: 1, max: 24 }).map((value) => value * step),
    before: minutes(6),
    after: minutes(6),
    capacity: fc.integer({ min: 1, max: 4 }),
    interval: fc.integer({ min: 1, max: 12 }).map((value) => value * step),
    min_notice: minutes(24),
    max_advance_days: fc.constant(1),
  }),
  members: fc.array(member, { minLength: 1, maxLength: 3 }),
  party: fc.record({ size: fc.integer({ min: 1, max: 3 }), booked_by: fc.constantFrom<BookedBy>('customer', 'staff') }),
})

test('a time is listed exactly when nothing speaks against it, and that is when the oracle has it', () => {
  let listed = 0
  fc.assert(
    fc.property(world, (one) => {
      const picture = pictureOf(one)
      const party = partyOf(picture, one.party.size, one.party.booked_by)
      const slots = firstSlots(picture, { start: origin, end: at(steps) }, party, 1_000)
      const had = new Map(slots.map((slot) => [slot.start, slot]))
      const wrong: string[] = []
      for (let place = 0; place < steps; place += 1) {
        const time = { start: at(place), end: at(place) + picture.terms.duration }
        const free = one.members.flatMap((who, which) => (canHave(one, who, place) ? [`member ${which}`] : []))
        const judged = picture.lanes.filter((lane) => reasonsAgainst(picture, lane, time, party).length === 0)
        // The business books at any whole minute, and is shown the minutes at which times begin.
        const shown = free.filter((name) => beginsAt(one, one.members[Number(name.slice(7))] as Member, place))
        if (String(judged.map(({ member_id }) => member_id)) !== String(free)) wrong.push(`judged otherwise at ${place}`)
        if (String(had.get(time.start)?.member_ids ?? []) !== String(shown)) wrong.push(`listed otherwise at ${place}`)
        listed += shown.length
      }
      expect(wrong).toEqual([])
    }),
    { ...trying(200), endOnFailure: false },
  )
  // Worlds in which nothing can be had would prove little.
  expect(listed).toBeGreaterThan(1_000)
})

function pictureOf({ now, terms, members }: World): Picture {
  const lanes = members.map(({ eligible, open, closedByException, away, busy, taken }, which) => {
    const pieces = open.map(span)
    const regular = closedByException ? [{ start: origin, end: at(2 * steps) }] : pieces
    const who = { resource_id: `member ${which}`, member_id: `member ${which}`, eligible }
    return laneOf(
      who,
      { pieces, regular },
      away.map(span),
      busy.map(span),
      taken.map((block, place) => blockOf(block, place, terms)),
    )
  })
  return { now, time_zone: 'UTC', terms, lanes, stale: [] }
}

function span({ from, length }: Stretch): { start: number; end: number } {
  return { start: at(from), end: at(from + length) }
}

function blockOf({ from, length, before, after, ours, held, seats }: Taken, place: number, terms: Terms): Block {
  const [starts_at, ends_at] = [at(from), ours ? at(from) + terms.duration : at(from + length)]
  const shared = ours && terms.capacity > 1 ? seats : null
  return {
    id: `block ${place}`,
    ours,
    starts_at,
    ends_at,
    start: starts_at - before * step,
    end: ends_at + after * step,
    held,
    seats: shared,
  }
}

/** The rules of the contract, one instant after the other. */
function canHave(one: World, who: Member, place: number): boolean {
  const { terms, party, now } = one
  const [start, end] = [at(place), at(place) + terms.duration]
  const isCustomer = party.booked_by === 'customer'
  if (!who.eligible) return false
  if (isCustomer && (!terms.bookable_online || start < now + terms.min_notice || start > now + 86_400_000)) return false
  if (isCustomer && !beginsAt(one, who, place)) return false
  const times = (from: number, until: number): number[] => Array.from({ length: (until - from) / step }, (_, step_) => from + step_ * step)
  const inside = (list: readonly Stretch[], time: number): boolean =>
    list.some((part) => at(part.from) <= time && time < at(part.from + part.length))
  if (!times(start, end).every((time) => inside(who.open, time))) return false
  if (times(start, end).some((time) => inside(who.away, time))) return false
  const padded = times(start - terms.before, end + terms.after)
  if (padded.some((time) => inside(who.busy, time))) return false
  const blocks = who.taken.map((block, index_) => blockOf(block, index_, terms))
  const meeting = blocks.filter((block) => padded.some((time) => block.start <= time && time < block.end))
  const session = meeting.find((block) => block.seats !== null && block.starts_at === start && block.ends_at === end)
  if (meeting.some((block) => block !== session)) return false
  return party.size <= terms.capacity - (session?.seats ?? 0)
}

/** Whether one of the minutes at which times begin is this one, counted from where the piece opens in which it lies. */
function beginsAt({ terms }: World, { open }: Member, place: number): boolean {
  const piece = open.find(({ from, length }) => from <= place && place < from + length)
  return piece !== undefined && ((place - piece.from) * step) % terms.interval === 0
}

/** Without overlap, in order, as hours are. */
function apart(list: readonly Stretch[]): Stretch[] {
  const pieces: Stretch[] = []
  for (const { from, length } of [...list].sort((one, other) => one.from - other.from)) {
    const last = pieces.at(-1)
    const begins = Math.max(from, last === undefined ? 0 : last.from + last.length)
    if (begins < from + length) pieces.push({ from: begins, length: from + length - begins })
  }
  return pieces
}
