import { beforeEach, expect, test } from '@jest/globals'
import { calendarSalon, googleSettings, lasting, noon } from '../support/calendars.ts'
import type { CalendarSalon } from '../support/calendars.ts'
import { until } from '../support/eventually.ts'
import { ownVendors } from '../support/vendors.ts'
import { workShop } from '../support/worker.ts'

const vendors = await ownVendors()
const shop = await workShop()
let salon: CalendarSalon

beforeEach(async () => {
  vendors.reset()
  await shop.start({ ...googleSettings(vendors), PROVIDER_TIMEOUT_MS: '2000' }, { sweepMs: 50 })
  salon = await calendarSalon(shop, vendors)
  await until('the calendar was looked at', async () => (await salon.connection()).last_synced_at !== null)
})

/** The time has come for whatever waits for its next attempt. */
const due = (): Promise<unknown> => shop.rows('update calendar_connections set due_at = now() where id = $1', [salon.connectionId])
const standing = (id: string): Promise<unknown> => until('the appointment stands in the calendar', () => salon.event(id) !== undefined)

test('without any push a change is found when the connection is due, which is within a quarter of an hour', async () => {
  const { last_synced_at: last, due_at: next } = await salon.connection()
  vendors.callbacks.mode('none')
  salon.account.primary.add(lasting(noon(1)))
  await due()

  expect(await until('the busy time is known', async () => (await salon.busy()).length === 1 && salon.busy())).toEqual([noon(1)])
  expect(Date.parse(String(next)) - Date.parse(String(last))).toBeLessThanOrEqual(15 * 60_000)
})

test.each([
  ['a server that has trouble', [{ status: 500, code: 'backendError' }]],
  ['too many requests', [{ status: 429, code: 'rateLimitExceeded', retryAfter: 1 }]],
  ['too many requests that say 403', [{ status: 403, code: 'userRateLimitExceeded' }]],
  ['a cut line', [{ broken: 'reset' }]],
  ['silence', [{ broken: 'hang' }]],
  ['nonsense', [{ broken: 'garbage' }]],
  ['an answer that was lost', [{}, { broken: 'reset', takes: true }]],
] as const)('%s delays the writing and doubles nothing', async (_what, behaviours) => {
  vendors.behaviours.next(salon.account.email, ...behaviours)
  const { id } = await salon.book(noon(1))
  await until('it was met', async () => salon.event(id) !== undefined || (await salon.connection()).failures > 0)
  await due()
  await standing(id)
  await due()
  await salon.sync()

  expect(salon.account.primary.written.map(({ what }) => what)).toEqual(['insert'])
  expect(await salon.connection()).toMatchObject({ status: 'active', failures: 0 })
})

test('a place in the list that is too old is found again by a list from the beginning, without doubles', async () => {
  const { primary } = salon.account
  const [gone, stays] = [primary.add(lasting(noon(1))), primary.add(lasting(noon(2)))]
  const { id } = await salon.book(noon(3))
  await salon.sync()
  primary.forgetTokens()
  // Deleted so long ago that no list tells of it.
  primary.events.delete(gone.id)
  await salon.sync()

  expect(await salon.busy()).toEqual([stays.start?.dateTime])
  expect(salon.event(id)).toBeDefined()
  expect(primary.written).toHaveLength(1)
  expect(await salon.conflicts()).toEqual([])
})

test('an event of ours that is gone when a calendar is listed from the beginning was deleted', async () => {
  const { id } = await salon.book(noon(1))
  await salon.sync()
  salon.account.primary.forgetTokens()
  salon.account.primary.events.delete(salon.event(id)?.id ?? '')
  await salon.sync()

  expect(await salon.conflicts()).toMatchObject([{ appointment_id: id, kind: 'deleted', resolution: 'restored' }])
  expect(salon.event(id)).toBeDefined()
})

test('a consent that was taken back asks for another, tells it once, and leaves the calendar alone', async () => {
  salon.account.revoke()
  // The access token that the worker still has is worth nothing either.
  await due()
  await until('the first answer was 401', async () => (await salon.connection()).failures > 0)
  await due()
  await until('the consent has ended', async () => (await salon.connection()).status === 'reauth_required')
  const told = await shop.rows(
    "select data -> 'object' ->> 'error_code' as code from events where business_id = $1 and type = 'calendar_connection.error'",
    [salon.id],
  )
  const asked = vendors.requests.length
  await salon.book(noon(1))
  await salon.sync()

  const mails = await shop.rows("select recipient from mails where kind = 'calendar_consent_ended' and details ->> 'person_id' = $1", [
    salon.personId,
  ])
  expect(told).toEqual([{ code: 'consent_revoked' }])
  expect(mails).toEqual([{ recipient: `${salon.account.email.split('@')[0] ?? ''}@example.com` }])
  expect(vendors.requests).toHaveLength(asked)
  expect((await salon.connection()).due_at).toBeNull()
})

test('a calendar that does not answer holds up no other', async () => {
  vendors.behaviours.always(salon.account.email, { broken: 'hang' })
  const other = await calendarSalon(shop, vendors)
  await salon.book(noon(1))
  const { id } = await other.book(noon(1))

  expect(await until('the other one is written', () => other.event(id))).toBeDefined()
})
