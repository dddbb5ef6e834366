import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, newCustomer } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'

const call = { direction: 'inbound', from: '+14155550134', to: '+14155550100', started_at: '2026-01-05T09:30:00Z' }
const segment = { speaker: 'customer', start_seconds: 2.4, end_seconds: 5.1, text: 'Anything free on Friday?' }
const transcript = { language: 'en-US', provider: 'deepgram', segments: [segment] }

async function logged() {
  const salon = await business()
  const { body } = await salon.owner.post('/v1/calls', call)
  return { salon, body, path: `/v1/calls/${body.id}` }
}

test('what the team says of a call is kept, told with what it was before, and cleared with null', async () => {
  const { salon, body, path } = await logged()
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer())
  const said = {
    disposition: 'callback_requested',
    customer_id: customer.id,
    member_id: salon.owner.memberId,
    follow_up_on: '2026-01-09',
    tags: ['vip', 'price', 'vip'].slice(0, 2),
    notes: 'On Friday.',
    summary: 'Wants a price.',
  }

  const reply = await salon.owner.patch(path, said, { 'If-Match': '"1"' })

  expect(reply.status).toBe(200)
  expect(reply.body).toEqual({ ...body, ...said, tags: ['price', 'vip'], version: 2, updated_at: expect.any(String) })
  const told = (await eventsOf(salon.id)).at(-1)
  expect(told).toMatchObject({ type: 'call.updated', data: { object: reply.body } })
  expect(told?.data.previous_attributes).toEqual({
    disposition: null,
    customer_id: null,
    member_id: null,
    follow_up_on: null,
    tags: [],
    notes: null,
    summary: null,
  })
  const nothing = Object.fromEntries(Object.keys(said).map((name) => [name, name === 'tags' ? [] : null]))
  const cleared = await salon.owner.patch(path, nothing)
  expect(cleared.body).toEqual({ ...body, version: 3, updated_at: expect.any(String) })
})

test('what was said can be written down, read by who may hear recordings, replaced and removed', async () => {
  const { salon, path } = await logged()
  expect((await salon.owner.get(`${path}/transcript`)).status).toBe(404)

  const { body } = await salon.owner.patch(path, { transcript })

  expect([body.has_transcript, body.version]).toEqual([true, 2])
  expect((await salon.owner.get(`${path}/transcript`)).body).toEqual(transcript)
  expect((await (await salon.member('viewer')).get(`${path}/transcript`)).status).toBe(403)
  const other = { ...transcript, segments: [{ ...segment, text: 'On Saturday?' }] }
  expect((await salon.owner.patch(path, { transcript: other })).body.version).toBe(3)
  expect((await salon.owner.patch(path, { transcript: other })).body.version).toBe(3)
  expect((await salon.owner.patch(path, { transcript: null })).body).toMatchObject({ has_transcript: false, version: 4 })
  expect((await salon.owner.get(`${path}/transcript`)).status).toBe(404)
})

test('the words of a call stand in no event and in no audit entry', async () => {
  const { salon, path } = await logged()

  await salon.owner.patch(path, { transcript })

  const told = JSON.stringify([await eventsOf(salon.id), (await salon.owner.get('/v1/audit-logs')).body])
  expect(told).not.toContain('Friday')
  expect((await salon.owner.get('/v1/audit-logs?limit=1')).body.data[0]).toMatchObject({
    action: 'call.updated',
    changed_fields: ['has_transcript', 'transcript'],
  })
})

test('nothing that differs is no change', async () => {
  const { salon, body, path } = await logged()

  const reply = await salon.owner.patch(path, { notes: null, tags: [] })

  expect(reply.body).toEqual(body)
  expect(await eventsOf(salon.id)).toHaveLength(1)
})

test('another version, nobody, and what happened are refused', async () => {
  const { salon, path } = await logged()

  expect((await salon.owner.patch(path, { notes: 'x' }, { 'If-Match': '"2"' })).status).toBe(412)
  expect((await salon.owner.patch(path, { customer_id: randomUUID() })).body.code).toBe('reference_not_found')
  expect((await salon.owner.patch(path, { member_id: randomUUID() })).body.code).toBe('reference_not_found')
  expect((await salon.owner.patch(path, { result: 'answered' })).status).toBe(400)
  expect((await salon.owner.patch(`/v1/calls/${randomUUID()}`, { notes: 'x' })).status).toBe(404)
})
