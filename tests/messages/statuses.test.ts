import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { applyProviderStatus, claimMessage, recordTaken } from '../../src/domain/messages/messages.ts'
import type { MessageRow } from '../../src/domain/messages/messages.ts'
import { stepOf } from '../../src/domain/messages/states.ts'
import type { ProviderStatus, Status } from '../../src/domain/messages/states.ts'
import { trying } from '../support/properties.ts'
import { numberAt, textingSalon } from '../support/texting.ts'
import { ownVendors } from '../support/vendors.ts'
import { workShop } from '../support/worker.ts'

const vendors = await ownVendors()
const shop = await workShop()
const salon = await textingSalon(shop, vendors)

const words: readonly ProviderStatus[] = ['queued', 'sent', 'delivered', 'undelivered', 'failed', 'read']
// How far each status is: none may ever be left for one that is less far, and of the ends none for another, but delivered for read.
const distance: Readonly<Partial<Record<Status, number>>> = {
  queued: 0,
  sending: 1,
  sent: 2,
  delivered: 3,
  undelivered: 3,
  failed: 3,
  read: 4,
}
const at = new Date('2026-01-05T09:30:00.000Z')
let names = 0

/** A message that is with the provider, which has a name for it that we do not know yet. */
async function onItsWay(): Promise<{
  id: string
  name: string
  hears: (status: ProviderStatus) => Promise<MessageRow>
  learnsItsName: () => Promise<MessageRow>
}> {
  names += 1
  const name = `SM-test-${names}`
  const { id } = await salon.queue(numberAt(names), 'Hello')
  const claim = await salon.act((tx) => claimMessage(tx, id))
  if (claim === undefined) throw new Error('The message could not be claimed.')
  const integrationId = salon.channel.integration_id
  return {
    id,
    name,
    async hears(status) {
      await salon.act((tx) => applyProviderStatus(tx, { integrationId, providerMessageId: name, status, at }))
      return salon.message(id)
    },
    async learnsItsName() {
      await salon.act((tx) => recordTaken(tx, claim, { provider: 'twilio', providerMessageId: name, segments: 1 }))
      return salon.message(id)
    },
  }
}

test('whatever a provider says in whatever order and however often, a message never goes back, and one word counts once', async () => {
  const story = fc.record({ told: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 10 }), known: fc.nat({ max: 10 }) })
  await fc.assert(
    fc.asyncProperty(story, async ({ told, known }) => {
      const message = await onItsWay()
      const history: MessageRow[] = [await salon.message(message.id)]
      for (const [place, word] of told.entries()) {
        if (place === known) history.push(await message.learnsItsName())
        history.push(await message.hears(word))
      }
      if (known >= told.length) history.push(await message.learnsItsName())
      const last = history.at(-1) as MessageRow

      for (const [place, row] of history.slice(1).entries()) expect(isStep(history[place]?.status, row.status)).toBe(true)
      // The first end that was told is the end; read says in passing that it had arrived.
      expect(last.status).toBe(endOf(told))
      // Once more, all of it changes nothing.
      for (const word of told) expect((await message.hears(word)).version).toBe(last.version)
      const kept = await shop.rows('select status from message_status_updates where message_id = $1', [message.id])
      expect(kept).toHaveLength(new Set(told).size)
    }),
    trying(40),
  )
}, 60_000)

test('two ends contradict each other: the first one stands, and the conflict is kept', async () => {
  const message = await onItsWay()
  await message.learnsItsName()
  await message.hears('delivered')

  expect(await message.hears('failed')).toMatchObject({ status: 'delivered', error_code: null, status_conflict: true })
})

test('what has not been handed over is moved by nobody', () => {
  const still: Status[] = ['scheduled', 'held', 'queued', 'suppressed', 'cancelled', 'received']

  expect(still.flatMap((status) => words.map((word) => stepOf(status, word)))).not.toContain('forward')
})

test('a word about a message of another account is parked, and moves nothing', async () => {
  const other = await textingSalon(shop, vendors)
  const message = await onItsWay()
  await message.learnsItsName()
  const word = { integrationId: other.channel.integration_id, status: 'delivered', at } as const

  const byName = await other.act((tx) => applyProviderStatus(tx, { ...word, providerMessageId: message.name }))
  const byId = await other.act((tx) => applyProviderStatus(tx, { ...word, messageId: message.id }))

  expect([byName.result, byId.result]).toEqual(['parked', 'parked'])
  expect(await salon.message(message.id)).toMatchObject({ status: 'sent' })
})

function isStep(from: Status | undefined, to: Status): boolean {
  if (from === to) return true
  const [before = -1, after = -1] = [from === undefined ? undefined : distance[from], distance[to]]
  return after > before && (before < 3 || (from === 'delivered' && to === 'read'))
}

/** What a message is in the end that was handed over and heard this. */
function endOf(told: readonly ProviderStatus[]): Status {
  const end = told.find((word) => ['delivered', 'undelivered', 'failed', 'read'].includes(word))
  return end === 'delivered' && told.includes('read') ? 'read' : (end ?? 'sent')
}
