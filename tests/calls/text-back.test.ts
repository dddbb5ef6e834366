import { expect, test } from '@jest/globals'
import { rows } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'
import { afterHours, caller, callId, inHours, newLine, newsOf, ownNumber, pass } from './line.ts'
import type { Line } from './line.ts'

// The rules take the time from who calls them. A minute from now, because what is written meanwhile has the database's own time.
const start = new Date(Date.now() + 60_000)
const later = (seconds: number): Date => new Date(start.getTime() + seconds * 1_000)

interface Sent {
  readonly id: string
  readonly body: string
  readonly status: string
}

const messagesOf = ({ salon }: Line): Promise<Sent[]> =>
  rows<Sent & Record<string, unknown>>('select id, body, status from messages where business_id = $1 order by created_at, id', [salon.id])

async function textBackOf({ salon }: Line, id: string) {
  return (await salon.owner.get(`/v1/calls/${id}`)).body.text_back as object | null
}

test('a caller whom nobody answered gets a text when the delay is over, in the thread of the call', async () => {
  const line = await newLine({ delay_s: 60 })

  const row = await pass(line, start)

  const due = later(80).toISOString()
  expect(await textBackOf(line, row.id)).toEqual({ status: 'scheduled', reason: null, due_at: due, message_id: null })
  expect(await line.salon.jobs()).toContainEqual({ task: 'calls.text_back', payload: { call_id: row.id } })
  expect(await messagesOf(line)).toEqual([])

  await line.textBack(row.id, later(80))

  const [message] = await messagesOf(line)
  expect(message).toMatchObject({ body: inHours, status: 'queued' })
  expect(await textBackOf(line, row.id)).toEqual({ status: 'sent', reason: null, due_at: due, message_id: message?.id })
  expect(await rows('select conversation_id, to_address, category from messages where business_id = $1', [line.salon.id])).toEqual([
    { conversation_id: row.conversation_id, to_address: caller, category: 'conversational' },
  ])
  expect((await eventsOf(line.salon.id)).findLast(({ type }) => type === 'call.text_back_sent')?.data.object).toMatchObject({
    id: row.id,
    text_back: { status: 'sent', message_id: message?.id },
  })
})

test('the job that runs twice sends once', async () => {
  const line = await newLine()
  const row = await pass(line, start)

  await Promise.all([line.textBack(row.id, later(80)), line.textBack(row.id, later(80)), line.textBack(row.id, later(90))])
  await line.textBack(row.id, later(100))

  expect(await messagesOf(line)).toHaveLength(1)
})

test('outside of hours it says something else', async () => {
  const line = await newLine({ marketing_window: { start: '00:00', end: '00:15', days: [1] } })
  const monday = new Date(Date.UTC(2026, 0, 5, 12, 0))
  const row = await pass(line, monday)

  await line.textBack(row.id, new Date(monday.getTime() + 80_000))

  expect((await messagesOf(line)).map(({ body }) => body)).toEqual([afterHours])
})

test('who calls again and gets through is sent nothing', async () => {
  const line = await newLine({ delay_s: 120 })
  const missed = await pass(line, start)

  await pass(line, later(60), { dial: 'answered', seconds: 40 })

  expect(await textBackOf(line, missed.id)).toMatchObject({ status: 'cancelled', reason: 'caller_reached' })
  await line.textBack(missed.id, later(140))
  expect(await messagesOf(line)).toEqual([])
})

test('who is calling again right now is sent nothing; when that call is missed too, one text goes out for it', async () => {
  const line = await newLine({ delay_s: 30 })
  const first = await pass(line, start)
  const id = callId()
  const [ringing, ...rest] = newsOf(later(45), { id })
  await line.tell(ringing)

  await line.textBack(first.id, later(50))

  expect(await textBackOf(line, first.id)).toMatchObject({ status: 'cancelled', reason: 'caller_reached' })
  for (const news of rest) await line.tell(news)
  const [second] = (await line.salon.owner.get(`/v1/calls?from=${encodeURIComponent(caller)}&limit=1`)).body.data
  expect(second.provider_call_id).toBe(id)
  await line.textBack(second.id as string, later(95))
  expect(await messagesOf(line)).toHaveLength(1)
})

test('who is called back meanwhile is sent nothing', async () => {
  const line = await newLine({ delay_s: 120 })
  const missed = await pass(line, start)

  const call = { providerCallId: callId(), direction: 'outbound', from: ownNumber, to: caller } as const
  await line.tell({ ...call, at: later(70).toISOString(), status: 'completed', durationSeconds: 20 })

  await line.textBack(missed.id, later(140))
  expect(await messagesOf(line)).toEqual([])
})

test('one text within the window, and the next one after it', async () => {
  const line = await newLine({ delay_s: 0, dedupe_window_minutes: 60 })
  const calls = [await pass(line, start), await pass(line, later(600)), await pass(line, later(3_700))]

  for (const [index, seconds] of [20, 620, 3_720].entries()) await line.textBack(calls[index]?.id ?? '', later(seconds))

  const states = await Promise.all(calls.map((row) => textBackOf(line, row.id)))
  expect(states).toMatchObject([{ status: 'sent' }, { status: 'skipped', reason: 'already_sent' }, { status: 'sent' }])
  expect(await messagesOf(line)).toHaveLength(2)
})

test('twenty missed calls of one caller at once are one text', async () => {
  const line = await newLine({ delay_s: 0 })
  const calls = await Promise.all(Array.from({ length: 20 }, () => pass(line, start)))

  await Promise.all(calls.map(({ id }) => line.textBack(id, later(30))))

  expect(await messagesOf(line)).toHaveLength(1)
})

test.each([
  ['number_withheld', null],
  ['short_code', '72345'],
  ['invalid_number', 'sip:somebody@example.com'],
  ['line_type', '+493023125001'],
])('%s: %s is sent nothing', async (reason, from) => {
  const line = await newLine({ only_line_types: ['mobile'] })

  const row = await pass(line, start, { from })

  expect(await textBackOf(line, row.id)).toEqual({ status: 'skipped', reason, due_at: null, message_id: null })
  expect(await line.salon.jobs()).not.toContainEqual(expect.objectContaining({ task: 'calls.text_back' }))
})

test('who said STOP is sent nothing, and the message says why', async () => {
  const line = await newLine()
  const row = await pass(line, start)
  await rows("insert into suppressions (business_id, channel, address, reason) values ($1, 'sms', $2, 'keyword_stop')", [
    line.salon.id,
    caller,
  ])

  await line.textBack(row.id, later(80))

  expect(await textBackOf(line, row.id)).toMatchObject({ status: 'skipped', reason: 'refused' })
  expect((await messagesOf(line)).map(({ status }) => status)).toEqual(['suppressed'])
})

test('who was blocked since the call is sent nothing', async () => {
  const line = await newLine()
  const row = await pass(line, start)
  await line.salon.owner.patch(`/v1/customers/${row.customer_id}`, { status: 'blocked' })

  await line.textBack(row.id, later(80))

  expect(await textBackOf(line, row.id)).toMatchObject({ status: 'skipped', reason: 'refused' })
})

test('where something was said just now, nothing is sent', async () => {
  const line = await newLine({ skip_if_open_thread_minutes: 60 })
  const first = await pass(line, start)
  await line.textBack(first.id, later(80))
  const second = await pass(line, new Date(start.getTime() + 25 * 3_600_000))
  await rows('update conversations set last_message_at = $2 where id = $1', [first.conversation_id, later(25 * 3_600 - 600)])

  await line.textBack(second.id, later(25 * 3_600 + 80))

  expect(await textBackOf(line, second.id)).toMatchObject({ status: 'skipped', reason: 'recent_conversation' })
})

test('a business that does not want it sends nothing, also when it changes its mind in time', async () => {
  const [never, once] = [await newLine({ enabled: false }), await newLine()]
  const silent = await pass(never, start)
  const row = await pass(once, start)
  await rows('update messaging_policies set text_back_enabled = false where business_id = $1', [once.salon.id])

  await once.textBack(row.id, later(80))

  expect(await textBackOf(never, silent.id)).toBeNull()
  expect(await textBackOf(once, row.id)).toMatchObject({ status: 'cancelled', reason: 'disabled' })
})

test('news that come hours late are no reason to write to anybody', async () => {
  const line = await newLine()
  const now = new Date(start.getTime() + 2 * 3_600_000)
  const [, , ended] = newsOf(start)
  for (const news of newsOf(start, { id: ended.providerCallId })) await line.tell(news, now)

  const { data } = (await line.salon.owner.get('/v1/calls')).body
  expect(data).toMatchObject([{ result: 'missed', text_back: { status: 'skipped', reason: 'too_late' } }])
})

test('without a number that takes texts there is nothing to send it with', async () => {
  const line = await newLine()
  const row = await pass(line, start)
  await rows("update channels set status = 'archived', is_default = false where id = $1", [line.smsChannelId])

  await line.textBack(row.id, later(80))

  expect(await textBackOf(line, row.id)).toMatchObject({ status: 'skipped', reason: 'no_text_channel' })
})

test('whose customer was deleted meanwhile is sent nothing, and is not made anew', async () => {
  const line = await newLine()
  const row = await pass(line, start)
  await line.salon.owner.delete(`/v1/customers/${row.customer_id}`)

  await line.textBack(row.id, later(80))

  expect(await textBackOf(line, row.id)).toMatchObject({ status: 'skipped', reason: 'refused', message_id: null })
  expect((await line.salon.owner.get('/v1/customers')).body.data).toEqual([])
})
