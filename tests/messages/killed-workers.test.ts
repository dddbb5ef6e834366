import { expect, test } from '@jest/globals'
import { until } from '../support/eventually.ts'
import { passTime } from '../support/killed.ts'
import { numberAt, textingSalon } from '../support/texting.ts'
import { ownVendors } from '../support/vendors.ts'
import { workShop } from '../support/worker.ts'

const vendors = await ownVendors()
const shop = await workShop()
const settings = { TWILIO_API_URL: vendors.twilioUrl, PROVIDER_TIMEOUT_MS: '5000' }
const messages = 120
const kills = 4

test('workers are killed while they send: every message arrives, and none twice, because the provider is asked first', async () => {
  const salon = await textingSalon(shop, vendors)
  salon.always({ delayMs: 20 })
  for (let place = 0; place < messages; place += 1) await salon.queue(numberAt(place % 40), `number ${place}`)

  for (let kill = 1; kill <= kills; kill += 1) {
    const { child, ended } = shop.spawn(settings)
    const before = salon.taken().length
    await until('some of them are on their way', () => salon.taken().length >= before + 10)
    child.kill('SIGKILL')
    await ended
    await passTime(shop, vendors)
  }
  await shop.start(settings)
  await until('all have left', async () => (await salon.statuses())['sent'] === messages, 60_000)

  const copies = Map.groupBy(salon.taken(), ({ to, body }) => `${to} ${body}`)
  expect(copies.size).toBe(messages)
  expect([...copies.values()].filter((each) => each.length > 1)).toEqual([])
}, 120_000)
