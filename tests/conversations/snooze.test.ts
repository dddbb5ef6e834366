import { expect, test } from '@jest/globals'
import { changeConversation } from '../../src/domain/conversations/conversations.ts'
import { until } from '../support/eventually.ts'
import { numberAt, textingSalon } from '../support/texting.ts'
import { ownVendors } from '../support/vendors.ts'
import { workShop } from '../support/worker.ts'

const vendors = await ownVendors()
const shop = await workShop()
const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString()

test('a snoozed conversation opens again when its time has come, and not before', async () => {
  const salon = await textingSalon(shop, vendors)
  const [due, later] = [await salon.thread(numberAt(1)), await salon.thread(numberAt(2))]
  for (const { id } of [due, later])
    await salon.act((tx) => changeConversation(tx, id, { status: 'snoozed', snoozed_until: inAnHour() }, () => undefined))
  await shop.rows("update conversations set snoozed_until = now() - interval '1 second' where id = $1", [due.id])
  await shop.start()

  // Both jobs run now; the second one comes too early, as that of a snooze that was prolonged does.
  await shop.hurry()

  await until('the jobs are done', async () => (await shop.jobs()).length === 0)
  const rows = await shop.rows(
    'select status, snoozed_until is null as ended from conversations where id in ($1, $2) order by snoozed_until nulls first',
    [due.id, later.id],
  )
  expect(rows).toEqual([
    { status: 'open', ended: true },
    { status: 'snoozed', ended: false },
  ])
})
