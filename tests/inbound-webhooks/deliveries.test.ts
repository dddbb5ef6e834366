import { expect, test } from '@jest/globals'
import { business, rows } from '../support/api.ts'
import { processAll, receiptsOf } from '../support/inbound.ts'
import { inLanes } from '../support/properties.ts'
import { addChannel, connectPostmark, connectSmsProvider, connectTwilio, newNumber } from '../support/providers.ts'
import type { Provider } from '../support/providers.ts'

// Three of ten deliveries come twice and two of ten at another time than they should; while they come, others are processed already. DELIVERIES=10000
// asks for more of them than every run has time for.
const wanted = Number(process.env.DELIVERIES ?? 600)

interface Delivery {
  readonly to: 'twilio' | 'sms' | 'postmark'
  readonly path: string
  readonly content: Readonly<Record<string, unknown>>
}

/** What has to be there at the end, worked out from what was sent and nothing else. */
interface Oracle {
  readonly texts: Map<string, Set<string>>
  readonly words: Set<string>
  readonly closed: Set<string>
  readonly things: number
}

test('any number of deliveries in any order has the effect of each of them once', async () => {
  const salon = await business()
  const providers = { twilio: await connectTwilio(salon), sms: await connectSmsProvider(salon), postmark: await connectPostmark(salon) }
  const number = await addChannel(salon, providers.twilio, 'sms')
  const random = dice(20_260_105)
  const originals = Array.from({ length: Math.round(wanted / 1.3) }, (_, index) => delivery(index, number, random))
  const oracle = oracleOf(originals)

  const sent = disordered(originals, random)
  const half = sent.length / 2
  await deliver(providers, sent.slice(0, half))
  await Promise.all([deliver(providers, sent.slice(half)), processAll(salon, (ids) => shuffled(ids, random))])
  await processAll(salon, (ids) => shuffled(ids, random))

  expect(sent.length).toBeGreaterThan(wanted * 0.9)
  const receipts = await receiptsOf(salon)
  expect(receipts).toHaveLength(oracle.things)
  expect(receipts.filter(({ status }) => status !== 'processed')).toEqual([])
  const messages = await rows<{ from_address: string; body: string }>(
    'select from_address, body from messages where business_id = $1 order by sequence',
    [salon.id],
  )
  expect(messages).toHaveLength([...oracle.texts.values()].reduce((total, texts) => total + texts.size, 0))
  for (const [peer, texts] of oracle.texts) {
    expect(new Set(messages.filter((each) => each.from_address === peer).map(({ body }) => body))).toEqual(texts)
  }
  const words = await rows<{ word: string }>(
    "select provider_message_id || ' ' || status as word from message_status_updates where business_id = $1",
    [salon.id],
  )
  expect(words.map(({ word }) => word).sort()).toEqual([...oracle.words].sort())
  const closed = await rows<{ address: string }>('select address from suppressions where business_id = $1 and active', [salon.id])
  expect(closed.map(({ address }) => address).sort()).toEqual([...oracle.closed].sort())
  expect(await rows('select from customers where business_id = $1', [salon.id])).toHaveLength(oracle.texts.size)
  expect(await rows('select from conversations where business_id = $1', [salon.id])).toHaveLength(oracle.texts.size)
}, 900_000)

const peers = Array.from({ length: 12 }, newNumber)
const steps = ['sent', 'delivered', 'read'] as const

function delivery(index: number, To: string, random: Dice): Delivery {
  const kind = random(10)
  const peer = peers[random(peers.length)]
  if (kind < 4) return { to: 'twilio', path: '/messages', content: { MessageSid: `SM${index}`, From: peer, To, Body: `Text ${index}` } }
  const message = random(Math.ceil(wanted / 10))
  if (kind < 7)
    return {
      to: 'twilio',
      path: '/message-status',
      content: { MessageSid: `SM-out-${message}`, MessageStatus: steps[random(3)], To: peer },
    }
  const status = steps[random(2)]
  if (kind < 9)
    return { to: 'sms', path: '', content: { messageId: `sms-${message}`, status, timestamp: '2026-01-05T09:30:00Z', phoneNumber: peer } }
  const Email = `person-${random(20)}@example.com`
  return { to: 'postmark', path: '/events', content: { RecordType: 'SpamComplaint', ID: index, Email, MessageID: `mail-${index}` } }
}

function oracleOf(deliveries: readonly Delivery[]): Oracle {
  const oracle = { texts: new Map<string, Set<string>>(), words: new Set<string>(), closed: new Set<string>() }
  const things = new Set<string>()
  for (const { path, content } of deliveries) {
    const { From, Body, MessageSid, MessageStatus, messageId, status, Email, ID } = content as Record<string, string>
    if (path === '/messages') oracle.texts.set(From ?? '', (oracle.texts.get(From ?? '') ?? new Set()).add(Body ?? ''))
    else if (path === '/message-status') oracle.words.add(`${MessageSid} ${MessageStatus}`)
    else if (path === '') oracle.words.add(`${messageId} ${status}`)
    else oracle.closed.add(Email ?? '')
    things.add([path, MessageSid, MessageStatus, messageId, status, ID].join(' '))
  }
  return { ...oracle, things: things.size }
}

function deliver(providers: Readonly<Record<Delivery['to'], Provider>>, deliveries: readonly Delivery[]): Promise<void> {
  return inLanes(8, deliveries, async ({ to, path, content }) => {
    const { status } = await providers[to].post(path, content)
    expect([200, 204]).toContain(status)
  })
}

/** Three of ten stand twice, and two of ten somewhere else. */
function disordered(deliveries: readonly Delivery[], random: Dice): Delivery[] {
  const all = deliveries.flatMap((each) => (random(10) < 3 ? [each, each] : [each]))
  for (let place = 0; place < all.length; place += 1) {
    if (random(10) >= 2) continue
    const [moved] = all.splice(place, 1)
    if (moved !== undefined) all.splice(random(all.length + 1), 0, moved)
  }
  return all
}

function shuffled<T>(items: readonly T[], random: Dice): T[] {
  const left = [...items]
  return items.map(() => left.splice(random(left.length), 1)[0] as T)
}

type Dice = (sides: number) => number

/** The same throws in every run. */
function dice(seed: number): Dice {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}
