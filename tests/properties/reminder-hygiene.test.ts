import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { rows } from '../support/api.ts'
import { expectOk, hourMs, noonIn } from '../support/appointments.ts'
import { inLanes, trying } from '../support/properties.ts'
import { replan, sendDueReminders, texting } from '../reminders/world.ts'
import type { World } from '../reminders/world.ts'

// I6: nobody is reminded of a time that is no longer theirs, nobody twice of one, and what was planned for a moment that had passed is skipped. Against an
// oracle that keeps a list for each appointment and knows nothing of locks, jobs and queries.

const hoursBefore = [1, 2, 3, 24]
const which = fc.nat({ max: 2 })
const hours = fc.nat({ max: 5 })
const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ does: fc.constant('book' as const), hours, pending: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('reschedule' as const), which, hours }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('cancel' as const), which }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('confirm' as const), which }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('change the rules' as const), rules: fc.subarray(hoursBefore) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('plan anew' as const) }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 2 }) }) },
  { weight: 6, arbitrary: fc.record({ does: fc.constant('hand over' as const) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('send' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

interface Reminder {
  readonly before: number
  /** The hour in whose middle the appointment begins that it is of. Everything is done on the hour, so what comes first never is a matter of seconds. */
  readonly start: number
  state: 'planned' | 'sent' | 'skipped' | 'cancelled'
  reason: string | null
  message: 'queued' | 'sent' | 'cancelled' | null
  /** Whether somebody has looked, an hour afterwards, that its message has left. */
  settled: boolean
}
interface Appointment {
  readonly id: string
  start: number
  isToCome: boolean
  readonly reminders: Reminder[]
}

/** What must be, from what was done: each moment is compared with the clock and nothing else. */
class Oracle {
  /** The hour that has just begun. */
  now = 0
  rules: readonly number[] = [24, 2]
  readonly appointments: Appointment[] = []

  book(id: string, start: number): void {
    const appointment = { id, start, isToCome: true, reminders: [] }
    this.appointments.push(appointment)
    this.plan(appointment)
  }
  move(appointment: Appointment, start: number): void {
    if (appointment.start === start) return
    this.takeBack(appointment, 'appointment_moved')
    appointment.start = start
    this.plan(appointment)
  }
  cancel(appointment: Appointment): void {
    this.takeBack(appointment, 'appointment_cancelled')
    appointment.isToCome = false
  }
  planAnew(): void {
    for (const appointment of this.appointments.filter(({ isToCome, start }) => isToCome && start >= this.now)) {
      const mine = appointment.reminders.filter(({ start }) => start === appointment.start)
      for (const each of mine.filter(({ state, before }) => state === 'planned' && !this.rules.includes(before)))
        Object.assign(each, { state: 'cancelled', reason: 'rule_removed' })
      const known = mine.filter(({ reason }) => reason !== 'rule_removed').map(({ before }) => before)
      for (const before of this.rules.filter((rule) => !known.includes(rule) && appointment.start - rule >= this.now))
        appointment.reminders.push(planned(before, appointment.start))
    }
  }
  handOver(): void {
    for (const each of this.appointments.flatMap(({ reminders }) => reminders)) {
      const moment = each.start - each.before
      // Half an hour after it the next hour begins, and another one later it is too late.
      const isLate = this.now > moment + 1
      if (each.state === 'planned' && moment < this.now)
        Object.assign(each, isLate ? { state: 'skipped', reason: 'too_late' } : { state: 'sent', message: 'queued' })
      else if (each.state === 'sent' && !each.settled && isLate)
        Object.assign(each, each.message === 'sent' ? { settled: true } : { state: 'skipped', reason: 'too_late', message: 'cancelled' })
    }
  }
  /** What leaves now; each has to be of the time that its appointment has. */
  send(): string[] {
    const wrong: string[] = []
    for (const { id, start, isToCome, reminders } of this.appointments)
      for (const each of reminders.filter(({ message }) => message === 'queued')) {
        each.message = 'sent'
        if (!isToCome || each.start !== start) wrong.push(id)
      }
    return wrong
  }
  private plan({ start, reminders }: Appointment): void {
    for (const before of this.rules) {
      const isThere = reminders.some((each) => each.before === before && each.start === start && ['planned', 'sent'].includes(each.state))
      if (isThere) continue
      const isPast = start - before < this.now
      reminders.push({ ...planned(before, start), ...(isPast && { state: 'skipped', reason: 'booked_too_late' }) })
    }
  }
  private takeBack({ start, reminders }: Appointment, reason: string): void {
    for (const each of reminders.filter((one) => one.start === start)) {
      if (each.state === 'planned') Object.assign(each, { state: 'cancelled', reason })
      else if (each.message === 'queued') Object.assign(each, { state: 'cancelled', reason, message: 'cancelled' })
    }
  }
}

function planned(before: number, start: number): Reminder {
  return { before, start, state: 'planned', reason: null, message: null, settled: false }
}

/** The instants of hours, while the clock on the wall stands where the test began. */
function clockOf(oracle: Oracle) {
  const minute = Math.floor(Date.now() / 60_000) * 60_000
  return {
    middleOf: (hour: number): string => new Date(minute + (hour - oracle.now + 0.5) * hourMs).toISOString(),
    hourOf: (instant: Date): number => (instant.getTime() - minute) / hourMs - 0.5 + oracle.now,
  }
}
type Clock = ReturnType<typeof clockOf>

test('in whatever order things happen, each reminder is what the rules and the clock make of it, and leaves at most once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
      const world = await texting()
      const oracle = new Oracle()
      const clock = clockOf(oracle)
      for (const each of steps) {
        expect([each, await live(world, oracle, clock, each)]).toEqual([each, []])
        expect([each, await stored(world, clock)]).toEqual([each, wanted(oracle)])
      }
      const left = wanted(oracle).filter((line) => line.endsWith('message sent'))
      expect(left).toHaveLength(new Set(left).size)
    }),
    trying(Number(process.env.PROPERTY_RUNS ?? 60)),
  )
})

/** One thing happens, to the product and to the oracle; answers the appointments of which something wrong leaves. */
async function live(world: World, oracle: Oracle, clock: Clock, each: Step): Promise<string[]> {
  const { owner, salon } = world
  // The newest ones, so that what happens meets what has not happened to them yet.
  const appointment = 'which' in each ? oracle.appointments.at(-1 - each.which) : undefined
  const act = async (action: string, body: object): Promise<boolean> => {
    const { status } = await owner.post(`/v1/appointments/${appointment?.id ?? ''}/${action}`, body)
    expect([200, 409]).toContain(status)
    return status === 200
  }
  const hour = 'hours' in each ? oracle.now + each.hours : 0
  switch (each.does) {
    case 'book': {
      const booked = { starts_at: clock.middleOf(hour), pending: each.pending, override_reason: 'Several at once.' }
      oracle.book((await world.bookFor(booked)).id as string, hour)
      return []
    }
    case 'reschedule':
      if (appointment !== undefined && (await act('reschedule', { starts_at: clock.middleOf(hour), override_reason: 'Several at once.' })))
        oracle.move(appointment, hour)
      return []
    case 'cancel':
      if (appointment?.isToCome === true && (await act('cancel', { by: 'customer' }))) oracle.cancel(appointment)
      return []
    case 'confirm':
      if (appointment !== undefined) await act('confirm', {})
      return []
    case 'change the rules': {
      const rules = each.rules.map((before) => ({ trigger: { type: 'offset', minutes_before: before * 60 } }))
      await expectOk(owner.put('/v1/reminder-rules', { rules }))
      oracle.rules = each.rules
      return []
    }
    case 'plan anew':
      await replan(salon.id)
      oracle.planAnew()
      return []
    case 'wait':
      await passHours(salon.id, each.hours)
      oracle.now += each.hours
      return []
    case 'hand over':
      await sendDueReminders(salon.id)
      oracle.handOver()
      return []
    case 'send':
      await rows("update messages set status = 'sent', due_at = null where business_id = $1 and status = 'queued'", [salon.id])
      return oracle.send()
  }
}

/** Moves everything back by so many hours, as if it had been done earlier: far away and back, or two times of one appointment would meet on the way. */
async function passHours(id: string, count: number): Promise<void> {
  for (const by of ["- interval '100 years'", `+ interval '100 years' - interval '${count} hours'`]) {
    const moved = (columns: string[]): string => columns.map((column) => `${column} = ${column} ${by}`).join(', ')
    await rows(`update time_blocks set ${moved(['starts_at', 'ends_at', 'blocked_from', 'blocked_until'])} where business_id = $1`, [id])
    await rows(`update appointments set ${moved(['starts_at', 'ends_at', 'expires_at'])} where business_id = $1`, [id])
    await rows(`update appointment_reminders set ${moved(['starts_at', 'planned_at', 'due_at'])} where business_id = $1`, [id])
  }
}

async function stored({ salon }: World, clock: Clock): Promise<string[]> {
  const found = await rows<{ id: string; minutes: number; starts_at: Date; state: string; reason: string | null; message: string | null }>(
    `select r.appointment_id as id, r.minutes_before as minutes, r.starts_at, r.state, r.reason, m.status as message
     from appointment_reminders r left join messages m on m.id = r.message_id where r.business_id = $1`,
    [salon.id],
  )
  return found.map((row) => lineOf(row.id, { ...row, before: row.minutes / 60, start: clock.hourOf(row.starts_at) } as never)).sort()
}

function wanted({ appointments }: Oracle): string[] {
  return appointments.flatMap(({ id, reminders }) => reminders.map((each) => lineOf(id, each))).sort()
}

function lineOf(id: string, { before, start, state, reason, message }: Omit<Reminder, 'settled'>): string {
  return `${id}: ${before} h before ${start}, ${state} ${reason ?? ''}, message ${message ?? 'none'}`
}

const deed = fc.record({
  what: fc.constantFrom('move', 'move', 'cancel', 'confirm', 'rules', 'plan anew', 'due', 'hand over', 'hand over'),
  which: fc.nat({ max: 5 }),
  day: fc.integer({ min: 20, max: 26 }),
  rules: fc.subarray(hoursBefore, { minLength: 1 }),
})

test('whatever happens at once, what is still to leave is of a time that stands, and of each time there is one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 50, maxLength: 50 }), async (deeds) => {
      const world = await texting()
      const ids: string[] = []
      for (let place = 0; place < 6; place += 1) ids.push((await world.bookFor({ starts_at: noonIn(10 + place), pending: true })).id)
      const statuses: number[] = []
      await inLanes(6, deeds, async ({ what, which: place, day, rules }) => {
        const path = `/v1/appointments/${ids[place] ?? ''}`
        const { owner, salon } = world
        const due = `update appointment_reminders set planned_at = now(), due_at = now() where appointment_id = $1 and state = 'planned'`
        if (what === 'due') await rows(due, [ids[place]])
        else if (what === 'hand over') await sendDueReminders(salon.id)
        else if (what === 'plan anew') await replan(salon.id)
        else statuses.push((await asked(owner, path, what, day, rules)).status)
      })

      expect(statuses.filter((status) => ![200, 409].includes(status))).toEqual([])
      const astray = await rows(
        `select r.id from messages m left join appointment_reminders r on r.message_id = m.id left join appointments a on a.id = r.appointment_id
         where m.business_id = $1 and m.status = 'queued'
           and (r.state = 'sent' and a.starts_at = r.starts_at and a.status in ('pending', 'confirmed')) is not true`,
        [world.salon.id],
      )
      expect(astray).toEqual([])
      const twice = await rows(
        `select r.appointment_id from messages m join appointment_reminders r on r.message_id = m.id where m.business_id = $1 and m.status <> 'cancelled'
         group by r.appointment_id, r.starts_at, r.minutes_before having count(*) > 1`,
        [world.salon.id],
      )
      expect(twice).toEqual([])
    }),
    trying(6),
  )
})

function asked(owner: World['owner'], path: string, what: string, day: number, rules: readonly number[]) {
  if (what === 'move') return owner.post(`${path}/reschedule`, { starts_at: noonIn(day), override_reason: 'Several at once.' })
  if (what === 'cancel') return owner.post(`${path}/cancel`, { by: 'staff' })
  if (what === 'confirm') return owner.post(`${path}/confirm`)
  const triggers = rules.map((before) => ({ trigger: { type: 'offset', minutes_before: before * 60 } }))
  return owner.put('/v1/reminder-rules', { rules: triggers })
}
