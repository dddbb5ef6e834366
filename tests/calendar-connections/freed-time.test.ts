import { beforeEach, expect, test } from '@jest/globals'
import { joinWaitlist } from '../../src/domain/waitlist-entries/waitlist-entries.ts'
import { calendarSalon, googleSettings, lasting, later, noon } from '../support/calendars.ts'
import type { CalendarSalon } from '../support/calendars.ts'
import { until } from '../support/eventually.ts'
import { ownVendors } from '../support/vendors.ts'
import { workShop } from '../support/worker.ts'

const vendors = await ownVendors()
const shop = await workShop()
let salon: CalendarSalon
let wanted: { customer_id: string; service_id: string }

beforeEach(async () => {
  vendors.reset()
  await shop.start(googleSettings(vendors))
  salon = await calendarSalon(shop, vendors)
  await salon.sync()
  const [customer] = await shop.rows<{ id: string }>('select id from customers where business_id = $1', [salon.id])
  const [service] = await shop.rows<{ id: string }>(
    "insert into services (business_id, name, currency, max_advance_days) values ($1, 'Cut', 'EUR', 365) returning id",
    [salon.id],
  )
  wanted = { customer_id: customer?.id ?? '', service_id: service?.id ?? '' }
})

/** The customer waits for the hour that begins then. */
async function wait(from: string): Promise<string> {
  return (await salon.act((tx) => joinWaitlist(tx, { ...wanted, wanted_from: from, wanted_before: later(from, 60) }))).id
}

async function offerOf(id: string): Promise<{ status: string; at: string | undefined }> {
  const [row] = await shop.rows<{ status: string; offer_starts_at: Date | null }>('select * from waitlist_entries where id = $1', [id])
  return { status: row?.status ?? '', at: row?.offer_starts_at?.toISOString() }
}

async function offered(id: string): Promise<string | undefined> {
  const { at } = await until('the time is offered', async () => {
    const offer = await offerOf(id)
    return offer.status === 'offered' && offer
  })
  return at
}

test('time that an event gives back is offered: it was deleted, moved, shortened, or makes nobody busy any more', async () => {
  const { primary } = salon.account
  const events = [1, 2, 3, 4, 5].map((day) => primary.add(lasting(noon(day), 120)))
  await salon.sync()
  const [deleted, moved, shortened, free, stays] = [
    await wait(noon(1)),
    await wait(noon(2)),
    await wait(noon(3, 1)),
    await wait(noon(4)),
    await wait(noon(5)),
  ]

  const [first, second, third, fourth] = events.map(({ id }) => id)
  primary.delete(first ?? '')
  primary.change(second ?? '', lasting(noon(6), 120))
  primary.change(third ?? '', lasting(noon(3), 60))
  primary.change(fourth ?? '', { transparency: 'transparent' })
  await salon.sync()

  expect(await offered(deleted)).toBe(noon(1))
  expect(await offered(moved)).toBe(noon(2))
  expect(await offered(shortened)).toBe(noon(3, 1))
  expect(await offered(free)).toBe(noon(4))
  expect((await offerOf(stays)).status).toBe('waiting')
})

test('what is missing when a calendar is listed from its beginning is offered, and so is all of one that is disconnected', async () => {
  const { primary } = salon.account
  const [gone, stays] = [primary.add(lasting(noon(1))), primary.add(lasting(noon(2)))]
  await salon.sync()
  const [first, second] = [await wait(noon(1)), await wait(noon(2))]

  primary.forgetTokens()
  primary.events.delete(gone.id)
  await salon.sync()
  expect(await offered(first)).toBe(noon(1))
  expect((await offerOf(second)).status).toBe('waiting')
  expect(primary.events.has(stays.id)).toBe(true)
  await salon.change({ direction: 'push' })

  expect(await offered(second)).toBe(noon(2))
})
