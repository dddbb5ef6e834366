import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, newCustomer, rows } from '../support/api.ts'
import { caller, newLine, pass } from '../calls/line.ts'

const nothing = {
  messages_received: 0,
  messages_sent: 0,
  calls_received: 0,
  calls_made: 0,
  calls_missed: 0,
  appointments: 0,
  appointments_completed: 0,
  no_shows: 0,
  spent: [],
  last_interaction_at: null,
}

test('messages and calls are counted, and the last of them is known', async () => {
  const line = await newLine({ enabled: false })
  const { owner } = line.salon
  const missed = await pass(line, new Date('2026-01-05T09:30:00.000Z'))
  await pass(line, new Date('2026-01-05T10:30:00.000Z'), { dial: 'answered' })
  await owner.post('/v1/calls', { direction: 'outbound', from: '+14155550100', to: caller, started_at: '2026-01-05T11:30:00Z' })
  const message = `insert into messages (business_id, conversation_id, sequence, customer_id, direction, sender_type, category, body, status, occurred_at, sent_at)
    values ($1, $2, $3, $4, $5, 'customer', 'conversational', 'Hello', $6, $7, $8)`
  const place = [line.salon.id, missed.conversation_id]
  await rows(message, [...place, 1, missed.customer_id, 'inbound', 'received', '2026-01-05T12:30:00Z', null])
  await rows(message, [...place, 2, missed.customer_id, 'outbound', 'sent', '2026-01-05T12:31:00Z', '2026-01-05T12:31:01Z'])
  await rows(message, [...place, 3, missed.customer_id, 'outbound', 'suppressed', '2026-01-05T12:40:00Z', null])

  const { status, body } = await owner.get(`/v1/customers/${missed.customer_id}/totals`)

  expect(status).toBe(200)
  expect(body).toEqual({
    customer_id: missed.customer_id,
    messages_received: 1,
    messages_sent: 1,
    calls_received: 2,
    calls_made: 1,
    calls_missed: 1,
    appointments: 0,
    appointments_completed: 0,
    no_shows: 0,
    spent: [],
    last_interaction_at: '2026-01-05T12:31:00.000Z',
  })
})

test('who was never in touch has none, after a merge they are those of both, and nobody is a 404', async () => {
  const line = await newLine({ enabled: false })
  const { owner } = line.salon
  const { customer_id } = await pass(line, new Date('2026-01-05T09:30:00.000Z'))
  const { body: other } = await owner.post('/v1/customers', newCustomer())

  expect((await owner.get(`/v1/customers/${other.id}/totals`)).body).toEqual({ customer_id: other.id, ...nothing })
  const { body: merge } = await owner.post(`/v1/customers/${other.id}/merge`, { source_id: customer_id })
  expect(merge.moved).toMatchObject({ calls: 1, conversations: 1 })
  expect((await owner.get(`/v1/customers/${other.id}/totals`)).body).toMatchObject({ calls_received: 1, calls_missed: 1 })
  expect((await owner.get(`/v1/customers/${customer_id}/totals`)).body.code).toBe('customer_merged')
  expect((await (await business()).owner.get(`/v1/customers/${other.id}/totals`)).status).toBe(404)
  expect((await owner.get(`/v1/customers/${randomUUID()}/totals`)).status).toBe(404)
})
