import { beforeEach, expect, test } from '@jest/globals'
import { rescheduleAppointment } from '../../src/domain/appointments/appointments.ts'
import type { RunningWorker } from '../../src/jobs/worker.ts'
import { calendarSalon, googleSettings, lasting, noon } from '../support/calendars.ts'
import type { CalendarSalon } from '../support/calendars.ts'
import { until } from '../support/eventually.ts'
import { ownVendors } from '../support/vendors.ts'
import { workShop } from '../support/worker.ts'

// Google did what it was asked, and nobody heard that it had: what happens until the next attempt is nobody's conflict, and nothing stays behind.

const vendors = await ownVendors()
const shop = await workShop()
let salon: CalendarSalon
let worker: RunningWorker

beforeEach(async () => {
  vendors.reset()
  worker = await shop.start(googleSettings(vendors))
  salon = await calendarSalon(shop, vendors)
  await salon.sync()
})

const lost = { broken: 'reset', takes: true } as const
const nextWrite = (...behaviours: Parameters<typeof vendors.behaviours.next>[1][]): void =>
  vendors.behaviours.next(`${salon.account.email} write`, ...behaviours)
const startOf = async (id: string): Promise<string> => new Date((await salon.appointment(id)).starts_at).toISOString()
const written = (): string[] => salon.account.primary.written.map(({ what }) => what)

test('what was written unheard and then called off is taken out again', async () => {
  nextWrite(lost)
  const { id } = await salon.book(noon(1))
  await salon.failed()
  await salon.cancel(id)
  await salon.sync()

  expect(salon.event(id)).toBeUndefined()
  expect(written()).toEqual(['insert', 'delete'])
})

test('what was moved unheard and then moved on is nobody else, and is written once for each move', async () => {
  const { id } = await salon.book(noon(1))
  await salon.sync()
  nextWrite(lost)
  await salon.reschedule(id, noon(2))
  await salon.failed()
  await salon.reschedule(id, noon(3))
  await salon.sync()

  expect(salon.event(id)).toMatchObject({ start: { dateTime: noon(3) } })
  expect(await startOf(id)).toBe(noon(3))
  expect(await salon.conflicts()).toEqual([])
  expect(written()).toEqual(['insert', 'update', 'update'])
})

test.each([
  ['written', 0],
  ['moved', 1],
] as const)('what was %s unheard and then moved in Google is followed', async (_what, earlier) => {
  if (earlier === 0) nextWrite(lost)
  const { id } = await salon.book(noon(1))
  await (earlier === 0 ? salon.failed() : salon.sync())
  if (earlier === 1) {
    nextWrite(lost)
    await salon.reschedule(id, noon(2))
    await salon.failed()
  }
  salon.account.primary.change(salon.event(id)?.id ?? '', lasting(noon(4)))
  await salon.sync()

  expect(await startOf(id)).toBe(noon(4))
  expect(await salon.conflicts()).toEqual([])
  expect(written()).toHaveLength(1 + earlier)
})

test('what was taken out unheard and comes back was deleted by nobody', async () => {
  await salon.change({ on_external_delete: 'cancel' })
  const { id } = await salon.book(noon(1))
  await salon.sync()
  const other = await salon.colleague()
  nextWrite(lost)
  await salon.pass(id, other)
  await salon.failed()
  await salon.pass(id, salon.memberId)
  await salon.sync()

  expect((await salon.appointment(id)).status).toBe('confirmed')
  expect(salon.event(id)).toBeDefined()
  expect(await salon.conflicts()).toEqual([])
})

test('an event that changes while we write over it is read again, and what others added to it stays', async () => {
  const { primary } = salon.account
  const { id } = await salon.book(noon(1))
  await salon.sync()
  const name = salon.event(id)?.id ?? ''
  nextWrite({ meanwhile: () => void primary.change(name, { colorId: '7', attendees: [{ email: 'ada@example.com' }] }) })
  await salon.reschedule(id, noon(3))
  await salon.sync()

  expect(salon.event(id)).toMatchObject({ start: { dateTime: noon(3) }, colorId: '7', attendees: [{ email: 'ada@example.com' }] })
  expect(await salon.conflicts()).toEqual([])
  expect(written()).toEqual(['insert', 'update'])
})

test('an event that is moved while we write over it has been overtaken', async () => {
  const { primary } = salon.account
  const { id } = await salon.book(noon(1))
  await salon.sync()
  const name = salon.event(id)?.id ?? ''
  nextWrite({ meanwhile: () => void primary.change(name, lasting(noon(5))) })
  await salon.reschedule(id, noon(3))
  await salon.sync()

  expect(await startOf(id)).toBe(noon(3))
  expect(salon.event(id)).toMatchObject({ start: { dateTime: noon(3) } })
  expect(await salon.conflicts()).toMatchObject([{ kind: 'moved', resolution: 'overtaken', external_starts_at: noon(5) }])
})

test('an event that is moved while its appointment is being moved is overtaken, however close the two are', async () => {
  const { id } = await salon.book(noon(1))
  await salon.sync()
  vendors.behaviours.next(`${salon.account.email} list`, { delayMs: 500 })
  const asked = vendors.requests.length
  salon.account.primary.change(salon.event(id)?.id ?? '', lasting(noon(5)))
  await salon.due()
  await until('the worker asks what has changed', () => vendors.requests.length > asked)
  await salon.act(async (tx) => {
    const move = { starts_at: noon(3), by: 'staff' } as const
    await rescheduleAppointment(tx, id, move, { type: 'system', id: null, mayOverride: true }, () => undefined)
    await until('the worker waits for this transaction', async () => {
      const waiting = await shop.rows("select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
      return waiting.length > 0
    })
  })
  await salon.sync()

  expect(await startOf(id)).toBe(noon(3))
  expect(salon.event(id)).toMatchObject({ start: { dateTime: noon(3) } })
  expect(await salon.conflicts()).toMatchObject([{ resolution: 'overtaken', external_starts_at: noon(5) }])
})

test.each([
  ['booked', ['insert']],
  ['moved', ['insert', 'update']],
  ['called off', ['insert', 'delete']],
] as const)(
  'a worker that is killed after Google has answered and before it was noted: what was %s is written once',
  async (what, writes) => {
    const earlier = what === 'booked' ? undefined : await salon.book(noon(1))
    await salon.sync()
    await worker.stop()
    nextWrite({ broken: 'hang', takes: true })
    const doomed = shop.spawn(googleSettings(vendors))
    const id = earlier === undefined ? (await salon.book(noon(1))).id : earlier.id
    if (what === 'moved') await salon.reschedule(id, noon(2))
    if (what === 'called off') await salon.cancel(id)
    await until('Google has done it', () => written().length === writes.length)
    doomed.child.kill('SIGKILL')
    await doomed.ended
    await shop.start(googleSettings(vendors))
    await until('another worker has noted it', async () => {
      const { written: done, wanted } = (await salon.standing(id)) ?? {}
      return done === wanted
    })
    await salon.sync()

    expect(written()).toEqual(writes)
    expect(await salon.conflicts()).toEqual([])
    expect(salon.event(id)?.start).toEqual(what === 'called off' ? undefined : expect.objectContaining({ dateTime: await startOf(id) }))
  },
)

test('what is booked at the very moment when the calendar is connected is written all the same', async () => {
  const other = await calendarSalon(shop, vendors, false)
  const { id } = await other.act(async (tx) => {
    const booked = await other.bookWith(tx, noon(1))
    await other.connect()
    await until('the calendar was looked at', async () => (await other.connection()).last_synced_at !== null)
    return booked
  })
  await other.sync()

  expect(other.event(id)).toBeDefined()
})
