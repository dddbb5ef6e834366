import { afterAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { eventIdOf } from '../../src/domain/calendar-events/calendar-events.ts'
import { calendarSalon, googleSettings, lasting, noon } from '../support/calendars.ts'
import type { CalendarSalon } from '../support/calendars.ts'
import { until } from '../support/eventually.ts'
import { trying } from '../support/properties.ts'
import { becomesReady, startTestServer } from '../support/test-server.ts'
import { ownVendors } from '../support/vendors.ts'
import { workShop } from '../support/worker.ts'

// I34: whatever happens on either side and however badly Google answers meanwhile, both sides end up saying the same: an appointment that is to come
// stands once in the calendar, at its own time, and nothing else of ours does. Others' times are known as they stand there. No two appointments overlap,
// each is written at most once for each change of it, and nobody is told of a conflict over an event that nobody touched.

const vendors = await ownVendors()
const shop = await workShop()
const api = await startTestServer({ ...shop.secrets, DATABASE_URL: shop.urls.application, LOG_LEVEL: 'silent' })
afterAll(() => api.stop())

const slot = fc.integer({ min: 0, max: 7 })
const which = fc.integer({ min: 0, max: 2 })
const newest = -1
const lost = { broken: 'reset' as const, takes: true }
const writeFault = fc.constantFrom(
  lost,
  { status: 412, code: 'conditionNotMet' },
  { status: 403, code: 'userRateLimitExceeded' },
  { status: 503, code: 'backendError' },
)
const ours = fc.oneof(
  { weight: 2, arbitrary: fc.record({ does: fc.constant('book' as const), slot }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('reschedule' as const), which, slot }) },
  fc.record({ does: fc.constant('cancel' as const), which }),
)
const theirs = fc.oneof(
  { weight: 2, arbitrary: fc.record({ does: fc.constant('move there' as const), which, slot }) },
  fc.record({ does: fc.constant('delete there' as const), which }),
  fc.record({ does: fc.constant('another title there' as const), which }),
  fc.record({ does: fc.constant('busy there' as const), slot }),
  fc.record({ does: fc.constant('other moved there' as const), which, slot }),
  fc.record({ does: fc.constant('other deleted there' as const), which }),
)
const trouble = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('the next write fails' as const), fault: writeFault }) },
  fc.record({ does: fc.constant('forget the place' as const) }),
  fc.record({ does: fc.constant('the channels end' as const) }),
)
// One thing after another, each either looked at before the next one happens, or not.
const step = fc.record({
  first: fc.oneof({ weight: 5, arbitrary: ours }, { weight: 3, arbitrary: theirs }, { weight: 3, arbitrary: trouble }),
  isSynced: fc.boolean(),
})
// What chance rarely brings: something of ours is written in vain, or unheard, and then something else becomes of the same appointment.
const unheard = fc
  .record({
    fault: writeFault,
    which,
    slots: fc.tuple(slot, slot),
    one: fc.constantFrom('book' as const, 'reschedule' as const),
    other: fc.constantFrom('reschedule' as const, 'cancel' as const, 'move there' as const, 'delete there' as const),
  })
  .map(({ fault, which: chosen, slots: [former, latter], one, other }) => [
    { first: { does: 'the next write fails' as const, fault }, isSynced: false },
    { first: { does: one, which: chosen, slot: former }, isSynced: true },
    { first: { does: other, which: one === 'book' ? newest : chosen, slot: latter }, isSynced: false },
  ])
const fault = fc.constantFrom(
  { status: 500, code: 'backendError' },
  { status: 429, code: 'rateLimitExceeded' },
  { status: 403, code: 'rateLimitExceeded' },
  { broken: 'reset' as const },
  { broken: 'reset' as const, takes: true },
  { broken: 'garbage' as const },
  { status: 503, code: 'backendError', takes: true },
  {},
)
const policies = fc.record({
  on_external_delete: fc.constantFrom('cancel' as const, 'flag' as const),
  on_external_move: fc.constantFrom('reschedule' as const, 'flag' as const),
})
const pushes = fc.constantFrom('usual' as const, 'doubled' as const, 'reversed' as const, 'none' as const)

test('in any order of changes and faults both sides come to agree, with at most one writing for a change', async () => {
  await becomesReady(api.url)
  await shop.start({ ...googleSettings(vendors, api.url), PROVIDER_TIMEOUT_MS: '2000', WORKER_CONCURRENCY: '4' }, { sweepMs: 50 })
  const worlds = fc.record({
    steps: fc
      .array(
        fc.oneof(
          step.map((each) => [each]),
          unheard,
        ),
        { minLength: 4, maxLength: 12 },
      )
      .map((each) => each.flat()),
    faults: fc.array(fault, { maxLength: 4 }),
    policies,
    pushes,
  })
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const salon = await calendarSalon(shop, vendors)
      await synced(salon)
      await salon.change(world.policies)
      vendors.callbacks.mode(world.pushes)
      vendors.behaviours.next(salon.account.email, ...world.faults)
      const life: Life = { salon, ids: [], others: [], changes: new Map(), touched: new Map() }
      await live(life, { does: 'book', slot: 0 })
      for (const { first, isSynced } of world.steps) {
        await live(life, first)
        if (isSynced) await salon.sync()
      }
      vendors.behaviours.reset()
      await converge(salon)

      const { primary } = salon.account
      const there = primary.live().filter(({ id }) => id.startsWith('cf'))
      expect(there.map(({ id, start, end }) => [id, start?.dateTime, end?.dateTime]).sort()).toEqual(await wanted(salon))
      const others = primary.live().filter(({ id }) => !id.startsWith('cf'))
      expect(await salon.busy()).toEqual(others.map(({ start }) => start?.dateTime).sort())
      expect(await overlaps(salon)).toEqual([])
      expect(tooMany(countOf(primary.written.map(({ id }) => id)), life.changes)).toEqual([])
      const told = (await salon.conflicts()).map(({ appointment_id: id }) => eventIdOf(String(id)))
      expect(tooMany(countOf(told), life.touched)).toEqual([])
    }),
    trying(Number(process.env.PROPERTY_RUNS ?? 30)),
  )
}, 240_000)

type Step = typeof step extends fc.Arbitrary<infer S extends { first: unknown }> ? S['first'] : never

/** What has happened so far: our appointments, other people's events, and how often each event had a reason to be written, or was touched there. */
interface Life {
  readonly salon: CalendarSalon
  readonly ids: string[]
  readonly others: string[]
  readonly changes: Map<string, number>
  readonly touched: Map<string, number>
}

/** One thing happens. */
async function live({ salon, ids, others, changes, touched }: Life, each: Step): Promise<void> {
  const { primary } = salon.account
  const id = 'which' in each ? ids.at(each.which) : undefined
  const other = 'which' in each ? others.at(each.which) : undefined
  const event = id === undefined ? undefined : salon.event(id)
  const changed = (appointment: { readonly id: string } | undefined): void => {
    if (appointment !== undefined) count(changes, eventIdOf(appointment.id))
  }
  switch (each.does) {
    case 'book': {
      const made = await salon.book(noon(0, each.slot)).catch(refused)
      if (made !== undefined) ids.push(made.id)
      changed(made)
      return
    }
    case 'reschedule': {
      changed(id === undefined ? undefined : await salon.reschedule(id, noon(0, each.slot)).catch(refused))
      return
    }
    case 'cancel': {
      changed(id === undefined ? undefined : await salon.cancel(id).catch(refused))
      return
    }
    case 'move there':
    case 'delete there':
      if (event === undefined) return
      count(changes, event.id)
      count(touched, event.id)
      if (each.does === 'move there') primary.change(event.id, lasting(noon(0, each.slot)))
      else primary.delete(event.id)
      return
    case 'another title there':
      if (event !== undefined) primary.change(event.id, { summary: 'Bring the drill' })
      return
    case 'busy there':
      others.push(primary.add(lasting(noon(0, each.slot))).id)
      return
    case 'other moved there':
      if (other !== undefined && primary.events.get(other)?.status === 'confirmed') primary.change(other, lasting(noon(0, each.slot)))
      return
    case 'other deleted there':
      if (other !== undefined) primary.delete(other)
      return
    case 'forget the place': {
      primary.forgetTokens()
      return
    }
    case 'the channels end':
      primary.channels.clear()
      await shop.rows('update calendar_channels set renew_at = now(), expires_at = now() where connection_id = $1', [salon.connectionId])
      return
    case 'the next write fails':
      vendors.behaviours.next(`${salon.account.email} write`, each.fault)
  }
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

function countOf(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) count(counts, name)
  return counts
}

/** What happened more often than there were reasons. */
function tooMany(counts: ReadonlyMap<string, number>, reasons: ReadonlyMap<string, number>): unknown[] {
  return [...counts].filter(([name, times]) => times > (reasons.get(name) ?? 0))
}

/** A refusal is an answer; anything else is a fault of ours. */
function refused(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && 'title' in error) return undefined
  throw error
}

async function synced(salon: CalendarSalon): Promise<void> {
  await until('the calendar was looked at', async () => (await salon.connection()).last_synced_at !== null)
}

/** Whatever waits for its next attempt has it now, until nothing waits and nothing failed. */
async function converge(salon: CalendarSalon): Promise<void> {
  await until('both sides agree', async () => {
    const before = vendors.requests.length
    await shop.rows('update calendar_connections set due_at = now() where id = $1', [salon.connectionId])
    await salon.sync()
    const [waiting] = await shop.rows('select from calendar_events where connection_id = $1 and written < wanted', [salon.connectionId])
    return waiting === undefined && (await salon.connection()).failures === 0 && vendors.requests.length > before
  })
  // A last look finds nothing more to do, and nor does what the last pushes bring about.
  await vendors.callbacks.settled()
  await salon.sync()
}

/** The slow and obvious word on what should stand there: every appointment that is to come. */
async function wanted({ id }: CalendarSalon): Promise<string[][]> {
  const text = "select id, starts_at, ends_at from appointments where business_id = $1 and status in ('pending', 'confirmed', 'checked_in')"
  const rows = await shop.rows<{ id: string; starts_at: Date; ends_at: Date }>(text, [id])
  return rows.map((row) => [`cf${row.id.replaceAll('-', '')}`, row.starts_at.toISOString(), row.ends_at.toISOString()]).sort()
}

async function overlaps({ id }: CalendarSalon): Promise<unknown[]> {
  return shop.rows(
    `select a.id from appointments a join appointments b on b.business_id = a.business_id and b.member_id = a.member_id and b.id > a.id
       and a.starts_at < b.ends_at and b.starts_at < a.ends_at
     where a.business_id = $1 and a.status in ('pending', 'confirmed') and b.status in ('pending', 'confirmed')`,
    [id],
  )
}
