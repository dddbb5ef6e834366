import { expect, test } from '@jest/globals'
import { suppress } from '../../src/domain/suppressions/suppressions.ts'
import { until } from '../support/eventually.ts'
import { inLanes } from '../support/properties.ts'
import { numberAt, textingSalon } from '../support/texting.ts'
import { ownVendors } from '../support/vendors.ts'
import { workShop } from '../support/worker.ts'

const vendors = await ownVendors()
const shop = await workShop()
const recipients = 100
const each = 10
const stopping = 30

test('in the middle of 1,000 messages people say STOP: nothing is claimed after a STOP is committed, and the provider gets none of it', async () => {
  const salon = await textingSalon(shop, vendors)
  const people = Array.from({ length: recipients }, (_, place) => place)
  // Those to one recipient by one lane, so that they stand in their order.
  await inLanes(4, people, async (recipient) => {
    for (let turn = 0; turn < each; turn += 1) await salon.queue(numberAt(recipient), `number ${turn}`)
  })
  await shop.start({ TWILIO_API_URL: vendors.twilioUrl })
  const stopped: { address: string; at: string }[] = []

  for (let place = 0; place < stopping; place += 1) {
    await until('some more have left', () => salon.taken().length >= place * 10)
    const address = numberAt(place)
    await salon.act((tx) => suppress(tx, { channel: 'sms', address, reason: 'keyword_stop' }))
    const [after] = await shop.rows<{ at: string }>('select clock_timestamp()::text as at')
    stopped.push({ address, at: after?.at ?? '' })
  }
  await until(
    'all is decided',
    async () => {
      const { sent = 0, suppressed = 0 } = await salon.statuses()
      return sent + suppressed === recipients * each
    },
    90_000,
  )

  const late = await shop.rows(
    `select m.id from messages m join jsonb_to_recordset($1) as stop (address text, at timestamptz) on stop.address = m.to_address
     where m.business_id = $2 and m.claimed_at > stop.at`,
    [JSON.stringify(stopped), salon.id],
  )
  const { sent = 0, suppressed = 0 } = await salon.statuses()
  const claimed = await shop.rows('select to_address, body from messages where business_id = $1 and claimed_at is not null', [salon.id])
  expect(late).toEqual([])
  // It was a race: some had said STOP before the last of theirs had left.
  expect(suppressed).toBeGreaterThan(0)
  expect(salon.taken()).toHaveLength(sent)
  expect(claimed).toHaveLength(sent)
}, 150_000)
