import { expect, test } from '@jest/globals'
import { auditing } from '../support/audit.ts'
import { workShop } from '../support/worker.ts'

const shop = await workShop()
const audit = auditing(shop)

test('old entries go from the start of the chain; the rest still verifies, and the next entry follows', async () => {
  const business = await audit.business(5)
  await audit.age(business, [1, 2, 3])

  await shop.purge()

  expect(await audit.sequences(business)).toEqual([4, 5])
  expect(await audit.broken(business)).toBeUndefined()
  await audit.change(business)
  expect(await audit.sequences(business)).toEqual([4, 5, 6])
  expect(await audit.broken(business)).toBeUndefined()
})

test('a log that is old as a whole goes as a whole, and still verifies', async () => {
  const business = await audit.business(3)
  await audit.age(business, [1, 2, 3])

  await shop.purge()

  expect(await audit.sequences(business)).toEqual([])
  expect(await audit.broken(business)).toBeUndefined()
})

test('two years are kept', async () => {
  const business = await audit.business(1)
  await shop.rows("update audit_logs set occurred_at = now() - interval '2 years' + interval '1 day' where business_id = $1", [business])

  await shop.purge()

  expect(await audit.sequences(business)).toEqual([1])
})

test('an old entry behind a younger one stays until its turn comes', async () => {
  const business = await audit.business(4)
  await audit.age(business, [1, 3])

  await shop.purge()

  expect(await audit.sequences(business)).toEqual([2, 3, 4])
  expect(await audit.broken(business)).toBeUndefined()
})

test('a gap in the chain is left as the evidence that it is', async () => {
  const business = await audit.business(4)
  await audit.age(business, [1, 2, 3])
  await shop.rows('delete from audit_logs where business_id = $1 and sequence = 2', [business])

  await shop.purge()

  expect(await audit.sequences(business)).toEqual([3, 4])
  expect(await audit.broken(business)).toEqual({ sequence: 2, reason: 'missing' })
})

test('one business has its own beginning, whatever another one has', async () => {
  const [old, young] = [await audit.business(3), await audit.business(3)]
  await audit.age(old, [1, 2])

  await shop.purge()

  expect([await audit.sequences(old), await audit.sequences(young)]).toEqual([[3], [1, 2, 3]])
  expect([await audit.broken(old), await audit.broken(young)]).toEqual([undefined, undefined])
})
