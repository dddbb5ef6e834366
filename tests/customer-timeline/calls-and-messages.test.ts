import { expect, test } from '@jest/globals'
import { rows } from '../support/api.ts'
import { walk } from '../support/walk.ts'
import { newLine, pass } from '../calls/line.ts'

interface Entry {
  readonly id: string
  readonly type: string
  readonly occurred_at: string
}

const typesOf = (entries: readonly Entry[]): string[] => entries.map(({ type }) => type)

/** Somebody who called, wrote, was answered and noted down, in this order. */
async function inTouch() {
  const line = await newLine({ enabled: false })
  const call = await pass(line, new Date('2026-01-05T09:30:00.000Z'))
  const message = `insert into messages (business_id, conversation_id, sequence, customer_id, channel_id, direction, sender_type, category, body, status, occurred_at)
    values ($1, $2, $3, $4, $5, $6, $7, 'conversational', $8, $9, $10)`
  const place = (sequence: number) => [line.salon.id, call.conversation_id, sequence, call.customer_id, line.smsChannelId]
  await rows(message, [...place(1), 'inbound', 'customer', 'Are you open?', 'received', '2026-01-05T09:31:00Z'])
  await rows(message, [...place(2), 'outbound', 'agent', 'Until six.', 'delivered', '2026-01-05T09:32:00Z'])
  const path = `/v1/customers/${call.customer_id}/timeline`
  await line.salon.owner.post(`/v1/customers/${call.customer_id}/notes`, { body: 'Calls back.' })
  return { line, call, path, owner: line.salon.owner }
}

test('calls and messages stand among notes and events in one order, each as it is read elsewhere', async () => {
  const { call, path, owner } = await inTouch()

  const entries = await walk<Entry & Record<string, Record<string, unknown>>>(owner, path)

  expect(typesOf(entries.filter(({ type }) => type !== 'event'))).toEqual(['note', 'message', 'message', 'call'])
  expect(entries.map(({ occurred_at }) => occurred_at)).toEqual(
    entries
      .map(({ occurred_at }) => occurred_at)
      .sort()
      .reverse(),
  )
  const [shown] = entries.filter(({ type }) => type === 'call')
  expect(shown).toEqual({ type: 'call', id: call.id, occurred_at: call.started_at, call: (await owner.get(`/v1/calls/${call.id}`)).body })
  const [answer] = entries.filter(({ type }) => type === 'message')
  expect(answer?.message).toEqual((await owner.get(`/v1/messages/${answer?.id}`)).body)
  // What the feed tells of calls and messages is not shown twice.
  const told = entries.flatMap(({ event }) => (event === undefined ? [] : [event.type as string]))
  expect(told.filter((type) => /^(call|message)\./.test(type))).toEqual([])
})

test('pages of any size are the same list, also when all happened at once', async () => {
  const { line, path, owner } = await inTouch()
  for (let n = 0; n < 3; n += 1) await pass(line, new Date('2026-01-05T09:30:00.000Z'))
  await rows("update messages set occurred_at = '2026-01-05T09:30:00Z' where business_id = $1", [line.salon.id])

  const whole = await walk<Entry>(owner, path)

  expect(typesOf(whole).filter((type) => type === 'call')).toHaveLength(4)
  for (const limit of [1, 2, 5]) expect(await walk<Entry>(owner, path, limit)).toEqual(whole)
})

test('who may not read calls or conversations sees none of them, and may not ask for them', async () => {
  const { line, path } = await inTouch()
  const key = await line.salon.key(['customers:read'])
  const listener = await line.salon.key(['customers:read', 'calls:read'])

  expect(new Set(typesOf(await walk<Entry>(key, path)))).toEqual(new Set(['event', 'note']))
  expect((await key.get(`${path}?type=call`)).body).toMatchObject({ status: 403, code: 'scope_required' })
  expect((await key.get(`${path}?type=message`)).status).toBe(403)
  expect(typesOf((await listener.get(`${path}?type=call`)).body.data as Entry[])).toEqual(['call'])
  expect((await listener.get(`${path}?type=message&type=call`)).status).toBe(403)
})

test('calls of a customer that was merged into another are of that one', async () => {
  const { call, owner } = await inTouch()
  const { body: other } = await owner.post('/v1/customers', { external_id: 'other' })

  const preview = await owner.post(`/v1/customers/${other.id}/merge`, { source_id: call.customer_id, dry_run: true })
  const merge = await owner.post(`/v1/customers/${other.id}/merge`, { source_id: call.customer_id })

  expect(merge.body.moved).toMatchObject({ calls: 1, conversations: 1, messages: 2, notes: 1 })
  expect(preview.body.moved).toEqual(merge.body.moved)
  const entries = await walk<Entry>(owner, `/v1/customers/${other.id}/timeline`)
  expect(typesOf(entries).filter((type) => type === 'call' || type === 'message')).toEqual(['message', 'message', 'call'])
  expect((await owner.get(`/v1/calls/${call.id}`)).body).toMatchObject({ customer_id: other.id, version: call.version + 1 })
})
