import { beforeEach, expect, test } from '@jest/globals'
import { calendarSalon, googleSettings } from '../support/calendars.ts'
import type { CalendarSalon } from '../support/calendars.ts'
import { ownVendors } from '../support/vendors.ts'
import { workShop } from '../support/worker.ts'

const vendors = await ownVendors()
const shop = await workShop()
let salon: CalendarSalon

beforeEach(async () => {
  vendors.reset()
  vendors.callbacks.mode('none')
  await shop.start(googleSettings(vendors))
  salon = await calendarSalon(shop, vendors)
  await salon.sync()
})

interface Channel {
  readonly id: string
  readonly renew_at: Date
  readonly expires_at: Date
}
const channels = (): Promise<Channel[]> =>
  shop.rows<Channel>('select id, renew_at, expires_at from calendar_channels where connection_id = $1', [salon.connectionId])
const age = (days: number): Promise<unknown> =>
  shop.rows(
    `update calendar_channels set renew_at = renew_at - $2 * interval '1 day', expires_at = expires_at - $2 * interval '1 day' where connection_id = $1`,
    [salon.connectionId, days],
  )
const atGoogle = (): string[] => [...salon.account.primary.channels.keys()]
const calls = (): string[] =>
  vendors.requests.filter(({ path }) => path.endsWith('/watch') || path.endsWith('/stop')).map(({ path }) => path.split('/').at(-1) ?? '')

test('a channel is renewed more than a day before it ends, its successor is open before it is stopped, and it is stopped', async () => {
  const [first] = await channels()
  const ahead = Number(first?.expires_at) - Number(first?.renew_at)
  await salon.sync()
  const kept = atGoogle()
  await age(5.5)
  await salon.sync()
  const [second, ...others] = await channels()

  expect(ahead).toBeGreaterThan(86_400_000)
  expect(kept).toEqual([first?.id])
  expect(calls()).toEqual(['watch', 'watch', 'stop'])
  expect(others).toEqual([])
  expect(second?.id).not.toBe(first?.id)
  expect(atGoogle()).toEqual([second?.id])
})

test('a channel without a successor is kept to its end, and the calendar is in step all the same', async () => {
  const [first] = await channels()
  await age(5.5)
  vendors.behaviours.always(`${salon.account.email} watch`, { status: 400, code: 'pushNotSupportedForRequestedResource' })
  await salon.sync()
  const kept = atGoogle()
  await age(1.6)
  await salon.sync()

  expect(kept).toEqual([first?.id])
  expect(await channels()).toEqual([])
  expect(await salon.connection()).toMatchObject({ status: 'active', failures: 0 })
  expect(Date.parse(String((await salon.connection()).due_at))).toBeGreaterThan(Date.now() + 10 * 60_000)
})

test('a channel that cannot be stopped holds up nothing', async () => {
  await age(5.5)
  vendors.behaviours.next(`${salon.account.email} stop`, { status: 403, code: 'forbidden' })
  await salon.sync()

  expect(await channels()).toHaveLength(1)
  expect(await salon.connection()).toMatchObject({ status: 'active', failures: 0 })
})

test('after another consent there is another channel, because the former one may have ended with its own', async () => {
  const [first] = await channels()
  salon.account.primary.channels.clear()
  await salon.agreeAgain()
  const [second, ...others] = await channels()

  expect(others).toEqual([])
  expect(second?.id).not.toBe(first?.id)
  expect(atGoogle()).toEqual([second?.id])
})

test('who only pushes is not watched', async () => {
  await salon.change({ direction: 'push' })
  await salon.sync()

  expect([await channels(), atGoogle()]).toEqual([[], []])
})

test('a connection that is ended is closed at Google: nothing is watched, and the consent is given back', async () => {
  await salon.disconnect()
  await salon.settled()

  expect(atGoogle()).toEqual([])
  expect(await channels()).toEqual([])
  expect(vendors.requests.filter(({ path }) => path === '/revoke')).toHaveLength(1)
})
