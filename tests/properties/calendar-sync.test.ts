import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { calendarSalon, googleSettings, lasting, noon } from '../support/calendars.ts'
import type { CalendarSalon } from '../support/calendars.ts'
import { until } from '../support/eventually.ts'
import { trying } from '../support/properties.ts'
import { ownVendors } from '../support/vendors.ts'
import { workShop } from '../support/worker.ts'

// I34: whatever happens on either side and however badly Google answers meanwhile, both sides end up saying the same: an appointment that is to come
// stands once in the calendar, at its own time, and nothing else of ours does. No two appointments overlap, and nothing is written without a reason.

const vendors = await ownVendors()
const shop = await workShop()

const slot = fc.integer({ min: 0, max: 5 })
const which = fc.integer({ min: 0, max: 3 })
const step = fc.oneof(
  fc.record({ does: fc.constant('book' as const), slot }),
  fc.record({ does: fc.constant('reschedule' as const), which, slot }),
  fc.record({ does: fc.constant('cancel' as const), which }),
  fc.record({ does: fc.constant('move there' as const), which, slot }),
  fc.record({ does: fc.constant('delete there' as const), which }),
  fc.record({ does: fc.constant('busy there' as const), slot }),
  fc.record({ does: fc.constant('forget the place' as const) }),
  fc.record({ does: fc.constant('sync' as const) }),
)
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
  await shop.start({ ...googleSettings(vendors), PROVIDER_TIMEOUT_MS: '2000', WORKER_CONCURRENCY: '4' }, { sweepMs: 50 })
  const worlds = fc.record({
    steps: fc.array(step, { minLength: 4, maxLength: 14 }),
    faults: fc.array(fault, { maxLength: 12 }),
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
      const ids: string[] = []
      let changes = 0
      for (const each of world.steps) changes += await live(salon, ids, each)
      vendors.behaviours.always(salon.account.email, undefined)
      await converge(salon)

      const there = salon.account.primary.live().filter(({ id }) => id.startsWith('cf'))
      expect(there.map(({ id, start, end }) => [id, start?.dateTime, end?.dateTime]).sort()).toEqual(await wanted(salon))
      expect(await overlaps(salon)).toEqual([])
      expect(salon.account.primary.written.length).toBeLessThanOrEqual(changes)
    }),
    trying(Number(process.env.PROPERTY_RUNS ?? 15)),
  )
}, 240_000)

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** One thing happens; answers by how many changes that is more. */
async function live(salon: CalendarSalon, ids: string[], each: Step): Promise<number> {
  const { primary } = salon.account
  const id = 'which' in each ? ids[each.which] : undefined
  switch (each.does) {
    case 'book': {
      const made = await salon.book(noon(0, each.slot)).catch(refused)
      if (made !== undefined) ids.push(made.id)
      return made === undefined ? 0 : 1
    }
    case 'reschedule':
      return id !== undefined && (await salon.reschedule(id, noon(0, each.slot)).catch(refused)) !== undefined ? 1 : 0
    case 'cancel':
      return id !== undefined && (await salon.cancel(id).catch(refused)) !== undefined ? 1 : 0
    case 'move there':
    case 'delete there': {
      const event = id === undefined ? undefined : salon.event(id)
      if (event === undefined) return 0
      if (each.does === 'move there') primary.change(event.id, lasting(noon(0, each.slot)))
      else primary.delete(event.id)
      return 1
    }
    case 'busy there':
      primary.add(lasting(noon(0, each.slot)))
      return 0
    case 'forget the place':
      primary.forgetTokens()
      return 0
    case 'sync':
      await salon.sync()
      return 0
  }
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
  // A last look finds nothing more to do.
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
