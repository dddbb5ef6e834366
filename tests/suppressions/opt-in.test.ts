import { expect, test } from '@jest/globals'
import { liftByOptIn, suppress } from '../../src/domain/suppressions/suppressions.ts'
import { business, rows } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { channelIn, newNumber } from '../support/channels.ts'
import { eventTypesOf } from '../support/events.ts'
import { transactAs } from '../support/transactions.ts'

async function activeIn({ id }: Business): Promise<string[]> {
  const found = await rows<{ reason: string }>('select reason from suppressions where business_id = $1 and active order by 1', [id])
  return found.map(({ reason }) => reason)
}

test('closing for the same reason twice is closing once, also at once', async () => {
  const salon = await business()
  const address = newNumber()

  const made = await Promise.all(
    Array.from({ length: 6 }, () =>
      transactAs(salon, (tx) => suppress(tx, { channel: 'sms', address, reason: 'keyword_stop', providerRef: 'SM1' })),
    ),
  )

  expect(new Set(made.map(({ id }) => id)).size).toBe(1)
  expect(await eventTypesOf(salon.id)).toEqual(['suppression.created'])
})

test('who opts in takes back their own STOP and the block that it led to, in its scope, and nothing else', async () => {
  const salon = await business()
  const [address, one, other] = [newNumber(), await channelIn(salon, 'sms'), await channelIn(salon, 'sms')]
  const close = (reason: 'keyword_stop' | 'provider_block' | 'manual' | 'erased', scopeChannelId: string | null) =>
    transactAs(salon, (tx) => suppress(tx, { channel: 'sms', address, reason, scopeChannelId }))
  await close('keyword_stop', one)
  await close('provider_block', one)
  await close('keyword_stop', other)
  await close('manual', one)
  await close('erased', null)

  const lifted = await transactAs(salon, (tx) => liftByOptIn(tx, { channel: 'sms', address, scopeChannelId: one }))
  const again = await transactAs(salon, (tx) => liftByOptIn(tx, { channel: 'sms', address, scopeChannelId: one }))

  expect(lifted.map(({ reason }) => reason).sort()).toEqual(['keyword_stop', 'provider_block'])
  expect(again).toEqual([])
  expect(await activeIn(salon)).toEqual(['erased', 'keyword_stop', 'manual'])
})

test('a STOP after a START closes again', async () => {
  const salon = await business()
  const address = newNumber()
  const stop = () => transactAs(salon, (tx) => suppress(tx, { channel: 'sms', address, reason: 'keyword_stop' }))

  const first = await stop()
  await transactAs(salon, (tx) => liftByOptIn(tx, { channel: 'sms', address }))
  const second = await stop()

  expect(second.id).not.toBe(first.id)
  expect(await activeIn(salon)).toEqual(['keyword_stop'])
  expect(await eventTypesOf(salon.id)).toEqual(['suppression.created', 'suppression.lifted', 'suppression.created'])
})
