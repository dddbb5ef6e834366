import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { plain } from '../../src/db/database.ts'
import { recordConsent } from '../../src/domain/consents/consents.ts'
import { decideSend, lockRecipient } from '../../src/domain/sending-gate/sending-gate.ts'
import type { Decision } from '../../src/domain/sending-gate/sending-gate.ts'
import { liftByOptIn, suppress } from '../../src/domain/suppressions/suppressions.ts'
import { contact, say } from '../consents/consents.ts'
import type { Contact } from '../consents/consents.ts'
import { business, rows } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { channelIn, newNumber } from '../support/channels.ts'
import { inLanes, trying } from '../support/properties.ts'
import { readAs, transactAs } from '../support/transactions.ts'

const allDay = { start: '00:00', end: '24:00', days: [1, 2, 3, 4, 5, 6, 7] }

interface World {
  readonly salon: Business
  readonly customer: Contact
  readonly numbers: readonly string[]
  readonly channelId: string
}

/** A customer with so many numbers who wants offers, in a business that sends them at any hour. */
async function world(numbers: number, policy: object = {}): Promise<World> {
  const salon = await business()
  const channelId = await channelIn(salon, 'sms', { is_default: true })
  const all = Array.from({ length: numbers }, newNumber)
  const customer = await contact(salon, { phones: all.map((e164) => ({ e164 })) })
  await salon.owner.put('/v1/messaging-policy', { marketing_window: allDay, ...policy })
  for (const address of all) await say(salon, customer, 'granted', { address })
  return { salon, customer, numbers: all, channelId }
}

/** Offers that wait to be sent, to one number after the other. */
async function offers({ salon, customer, numbers, channelId }: World, count: number): Promise<{ id: string; address: string }[]> {
  const made: { id: string; address: string }[] = []
  for (const [index, address] of numbers.entries()) {
    const [thread] = await rows<{ id: string }>(
      "insert into conversations (business_id, customer_id, channel_type, channel_id, peer_address) values ($1, $2, 'sms', $3, $4) returning id",
      [salon.id, customer.id, channelId, address],
    )
    const own = Math.ceil((count - index) / numbers.length)
    const inserted = await rows<{ id: string }>(
      `insert into messages (business_id, conversation_id, sequence, customer_id, channel_id, direction, sender_type, category, to_address, body, status, due_at)
       select $1, $2, n, $3, $4, 'outbound', 'system', 'marketing', $5, 'Half the price', 'queued', now() from generate_series(1, $6::integer) n returning id`,
      [salon.id, thread?.id, customer.id, channelId, address, own],
    )
    made.push(...inserted.map(({ id }) => ({ id, address })))
  }
  return made
}

/** What a sender does in one transaction: it locks the recipient, asks the gate, and marks the message. */
function claim({ salon, customer, channelId }: World, { id, address }: { id: string; address: string }): Promise<Decision['decision']> {
  return transactAs(salon, async (tx) => {
    await lockRecipient(tx, { channel: 'sms', address, customerId: customer.id })
    const { decision } = await decideSend(tx, {
      customer: { id: customer.id, status: 'active', time_zone: null, address: null },
      channelRow: { id: channelId, type: 'sms', a2p_status: 'approved' },
      address,
      category: 'marketing',
      at: new Date(),
      messageId: id,
    })
    const marked = "update messages set status = 'sending', claimed_at = clock_timestamp() where id = $1"
    if (decision === 'send') await tx.all(plain(marked, [id]))
    return decision
  })
}

test('of any number of senders at once no more pass than the cap allows, over all numbers of a customer', async () => {
  const cases = fc.record({
    cap: fc.nat({ max: 5 }),
    month: fc.nat({ max: 5 }),
    count: fc.integer({ min: 1, max: 12 }),
    numbers: fc.integer({ min: 1, max: 3 }),
  })
  await fc.assert(
    fc.asyncProperty(cases, async ({ cap, month, count, numbers }) => {
      const limits = { max_marketing_per_customer_per_day: cap, max_marketing_per_customer_per_30_days: month }
      const here = await world(numbers, limits)
      const waiting = await offers(here, count)
      const decisions: string[] = []

      await inLanes(6, waiting, async (offer) => void decisions.push(await claim(here, offer)))
      // Once more: what was let through is asked again after a failure, and does not stand in its own way.
      const [first] = await rows<{ id: string; to_address: string }>(
        'select id, to_address from messages where business_id = $1 and claimed_at is not null limit 1',
        [here.salon.id],
      )

      const passed = Math.min(cap, month, waiting.length)
      expect(decisions.filter((decision) => decision === 'send')).toHaveLength(passed)
      expect(decisions.filter((decision) => decision === 'refuse')).toHaveLength(waiting.length - passed)
      if (first !== undefined) expect(await claim(here, { id: first.id, address: first.to_address })).toBe('send')
    }),
    trying(12),
  )
})

test('nothing is claimed after a STOP has committed, however many senders are at work, until the person opts in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 20 }), fc.boolean(), async (before, scoped) => {
      const many = { max_marketing_per_customer_per_day: 100, max_marketing_per_customer_per_30_days: 1000 }
      const here = await world(1, many)
      const address = here.numbers[0] ?? ''
      const scopeChannelId = scoped ? here.channelId : null
      const waiting = await offers(here, 30)
      const passing = async (offer: { id: string; address: string }): Promise<void> => {
        await claim(here, offer)
      }
      const stop = () =>
        transactAs(here.salon, async (tx) => {
          await lockRecipient(tx, { channel: 'sms', address })
          const [clock] = await tx.all(plain<{ at: string }>('select clock_timestamp()::text as at'))
          await suppress(tx, { channel: 'sms', address, reason: 'keyword_stop', scopeChannelId })
          return clock?.at ?? ''
        })

      await inLanes(4, waiting.slice(0, before), passing)
      const [stoppedAt] = await Promise.all([stop(), inLanes(6, waiting.slice(before, 29), passing)])

      const after = await rows('select id from messages where business_id = $1 and claimed_at > $2::timestamptz', [
        here.salon.id,
        stoppedAt,
      ])
      expect(after).toEqual([])
      const last = waiting[29] as { id: string; address: string }
      expect(await claim(here, last)).toBe('refuse')
      await transactAs(here.salon, (tx) => liftByOptIn(tx, { channel: 'sms', address, scopeChannelId }))
      expect(await claim(here, last)).toBe('send')
    }),
    trying(8),
  )
})

test('what one business hears changes nothing in another', async () => {
  const things = fc.array(fc.constantFrom('stop', 'start', 'revoke', 'grant', 'bounce'), { minLength: 1, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(things, async (heard) => {
      const [here, there] = [await world(1), await world(1)]
      const address = here.numbers[0] ?? ''
      const { body } = await there.salon.owner.post('/v1/customers', { phones: [{ e164: address }] })
      const theirs = { ...there.customer, id: body.id as string }
      await say(there.salon, theirs, 'granted')
      const question = {
        customer: { id: theirs.id, status: 'active', time_zone: null, address: null },
        channelRow: { id: there.channelId, type: 'sms', a2p_status: 'approved' },
        address,
        category: 'marketing',
        at: new Date(),
      } as const

      for (const each of heard) {
        await transactAs(here.salon, async (tx) => {
          const said = { customerId: here.customer.id, channel: 'sms', address, purpose: 'marketing', source: 'keyword' } as const
          if (each === 'stop') await suppress(tx, { channel: 'sms', address, reason: 'keyword_stop' })
          if (each === 'bounce') await suppress(tx, { channel: 'sms', address, reason: 'provider_block' })
          if (each === 'start') await liftByOptIn(tx, { channel: 'sms', address })
          if (each === 'revoke' || each === 'grant') await recordConsent(tx, { ...said, action: each === 'grant' ? 'granted' : 'revoked' })
        })
      }

      expect((await decideSend(readAs(there.salon), question)).decision).toBe('send')
      expect((await there.salon.owner.get('/v1/suppressions')).body.data).toEqual([])
    }),
    trying(10),
  )
})
