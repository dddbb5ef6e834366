import { expect, test } from '@jest/globals'
import { rows } from '../support/api.ts'
import { eventTypesOf } from '../support/events.ts'
import { walk } from '../support/walk.ts'
import { caller, callId, newLine, newsOf, ownNumber, pass } from './line.ts'

const start = new Date('2026-01-05T09:30:00.000Z')
const quiet = { enabled: false }

test('a call that was answered: who, when, how long, and two events', async () => {
  const line = await newLine(quiet)

  const row = await pass(line, start, { dial: 'answered', seconds: 45 })

  const { body } = await line.salon.owner.get(`/v1/calls/${row.id}`)
  expect(body).toMatchObject({
    direction: 'inbound',
    status: 'completed',
    result: 'answered',
    from: caller,
    to: ownNumber,
    channel_id: line.voiceChannelId,
    started_at: '2026-01-05T09:30:00.000Z',
    answered_at: '2026-01-05T09:30:05.000Z',
    ended_at: '2026-01-05T09:30:45.000Z',
    duration_seconds: 45,
    recording: null,
    text_back: null,
  })
  const types = (await eventTypesOf(line.salon.id)).filter((type) => type.startsWith('call.'))
  expect([types.at(0), types.at(-1)]).toEqual(['call.started', 'call.completed'])
})

test('the caller becomes a customer, and the call stands in the thread of the number, once however often somebody calls', async () => {
  const line = await newLine(quiet)

  const first = await pass(line, start)
  const second = await pass(line, new Date('2026-01-05T10:30:00.000Z'))

  const { data } = (await line.salon.owner.get('/v1/customers')).body
  expect(data).toMatchObject([{ phones: [{ e164: caller }], lifecycle_stage: 'lead' }])
  expect([first.customer_id, second.customer_id]).toEqual([data[0].id, data[0].id])
  expect(second.conversation_id).toBe(first.conversation_id)
  expect(await rows('select channel_id, peer_address from conversations where business_id = $1', [line.salon.id])).toEqual([
    { channel_id: line.smsChannelId, peer_address: caller },
  ])
})

test('twenty calls of somebody new at once are one customer, one thread and twenty calls', async () => {
  const line = await newLine(quiet)

  await Promise.all(Array.from({ length: 20 }, () => line.tell(newsOf(start)[0])))

  const counted = await rows(
    `select (select count(*)::integer from customers where business_id = $1) as customers,
       (select count(*)::integer from conversations where business_id = $1) as threads,
       (select count(*)::integer from calls where business_id = $1) as calls`,
    [line.salon.id],
  )
  expect(counted).toEqual([{ customers: 1, threads: 1, calls: 20 }])
})

test('news that come backwards, doubled and at once are the same call', async () => {
  const [forwards, backwards, together] = [await newLine(quiet), await newLine(quiet), await newLine(quiet)]
  const news = newsOf(start, { dial: 'answered', seconds: 45 })
  const now = new Date('2026-01-05T09:31:00.000Z')

  for (const each of news) await forwards.tell(each, now)
  for (const each of [...news, ...news].reverse()) await backwards.tell(each, now)
  await Promise.all([...news, ...news].map((each) => together.tell(each, now)))

  const call = async ({ salon }: typeof forwards) => {
    const all = await walk<Record<string, unknown>>(salon.owner, '/v1/calls')
    expect(all).toHaveLength(1)
    const { direction, status, result, started_at, answered_at, ended_at, duration_seconds } = all[0] ?? {}
    return { direction, status, result, started_at, answered_at, ended_at, duration_seconds }
  }
  const expected = await call(forwards)
  expect(expected).toMatchObject({ status: 'completed', result: 'answered' })
  expect([await call(backwards), await call(together)]).toEqual([expected, expected])
  for (const { salon } of [forwards, backwards, together]) {
    const types = await eventTypesOf(salon.id)
    expect(types.filter((type) => type === 'call.started')).toHaveLength(1)
    expect(types.filter((type) => type === 'call.completed' || type === 'call.missed').at(-1)).toBe('call.completed')
  }
})

test('the same news again change nothing and are not told', async () => {
  const line = await newLine(quiet)
  const row = await pass(line, start, { id: callId() })
  const told = await eventTypesOf(line.salon.id)

  for (const news of newsOf(start, { id: row.provider_call_id ?? '' })) await line.tell(news)

  expect((await line.salon.owner.get(`/v1/calls/${row.id}`)).body.version).toBe(row.version)
  expect(await eventTypesOf(line.salon.id)).toEqual(told)
})

test('a recording that is told first belongs to the call that is told later', async () => {
  const line = await newLine(quiet)
  const [ringing] = newsOf(start)
  const recording = { id: `RE${'0'.repeat(32)}`, kind: 'voicemail', seconds: 14 } as const

  await line.tell({ providerCallId: ringing.providerCallId, at: '2026-01-05T09:31:00.000Z', recording })
  const row = await pass(line, start, { id: ringing.providerCallId })

  const { body } = await line.salon.owner.get(`/v1/calls/${row.id}`)
  expect(body).toMatchObject({
    from: caller,
    result: 'voicemail',
    recording: { kind: 'voicemail', duration_seconds: 14, consent_announced: true },
    started_at: start.toISOString(),
  })
  const types = (await eventTypesOf(line.salon.id)).filter((type) => type.startsWith('call.') && type !== 'call.updated')
  expect(types).toEqual(['call.started', 'call.recording_ready', 'call.missed'])
})

test('a number that was withheld is nobody', async () => {
  const line = await newLine(quiet)

  const row = await pass(line, start, { from: null })

  expect([row.from_address, row.customer_id, row.conversation_id, row.result]).toEqual([null, null, null, 'missed'])
  expect((await line.salon.owner.get('/v1/customers')).body.data).toEqual([])
})

test('a blocked customer was turned away, whatever the provider calls that', async () => {
  const line = await newLine({ enabled: true })
  await line.salon.owner.post('/v1/customers', { phones: [{ e164: caller }], status: 'blocked' })
  const [ringing] = newsOf(start)

  await line.tell(ringing)
  const row = await line.tell({ ...ringing, at: '2026-01-05T09:30:01.000Z', status: 'no_answer' })

  expect([row.result, row.text_back_status]).toEqual(['blocked', null])
  expect((await eventTypesOf(line.salon.id)).at(-1)).toBe('call.completed')
})

test('what somebody has set by hand stays when more is told', async () => {
  const line = await newLine(quiet)
  const [ringing, dialled, ended] = newsOf(start)
  const { id } = await line.tell(ringing)
  const { body: other } = await line.salon.owner.post('/v1/customers', { external_id: 'other' })
  await line.salon.owner.patch(`/v1/calls/${id}`, { customer_id: other.id, notes: 'Calls for somebody else.' })

  await line.tell(dialled)
  const row = await line.tell(ended)

  expect([row.customer_id, row.notes, row.result]).toEqual([other.id, 'Calls for somebody else.', 'missed'])
})
