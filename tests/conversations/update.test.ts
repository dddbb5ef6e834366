import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { rows } from '../support/api.ts'
import { conversationWith, messagingSalon } from '../messages/messaging.ts'
import type { MessagingSalon } from '../messages/messaging.ts'

const statuses = ['open', 'pending', 'snoozed', 'closed', 'spam'] as const
const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString()

// From each status those that people may set; all others are refused.
const allowed: Readonly<Record<(typeof statuses)[number], readonly string[]>> = {
  open: ['open', 'pending', 'snoozed', 'closed', 'spam'],
  pending: ['open', 'pending', 'snoozed', 'closed', 'spam'],
  snoozed: ['open', 'pending', 'snoozed', 'closed', 'spam'],
  closed: ['open', 'closed', 'spam'],
  spam: ['open', 'closed', 'spam'],
}

test.each(statuses.flatMap((from) => statuses.map((to) => ({ from, to, may: allowed[from].includes(to) }))))(
  'from $from to $to: $may',
  async ({ from, to, may }) => {
    const salon = await messagingSalon()
    const { id } = await conversationWith(salon)
    const form = (status: string): object => (status === 'snoozed' ? { status, snoozed_until: tomorrow() } : { status })
    await salon.owner.patch(`/v1/conversations/${id}`, form(from))

    const reply = await salon.owner.patch(`/v1/conversations/${id}`, form(to))

    expect([reply.status, reply.body.code]).toEqual(may ? [200, undefined] : [409, 'conversation_status_invalid'])
    expect((await salon.owner.get(`/v1/conversations/${id}`)).body.status).toBe(may ? to : from)
  },
)

test('each kind of change is told by an event of its own', async () => {
  const salon = await messagingSalon()
  const { id } = await conversationWith(salon)
  const path = `/v1/conversations/${id}`

  await salon.owner.patch(path, { assignee_id: salon.owner.memberId, priority: 'urgent', status: 'closed' })
  await salon.owner.patch(path, { status: 'open' })
  await salon.owner.patch(path, { status: 'open' })

  const told = await rows<{ type: string; before: object }>(
    `select type, data -> 'previous_attributes' as before from events where business_id = $1 and type like 'conversation.%' order by sequence`,
    [salon.id],
  )
  expect(
    told
      .map(({ type }) => type)
      .slice(1)
      .sort(),
  ).toEqual(['conversation.assigned', 'conversation.closed', 'conversation.reopened', 'conversation.updated'])
  expect(told.find(({ type }) => type === 'conversation.closed')?.before).toEqual({ status: 'open', closed_at: null })
  expect((await salon.owner.get(path)).body.version).toBe(3)
})

test.each([
  { what: 'without an end', form: { status: 'snoozed' } },
  { what: 'until yesterday', form: { status: 'snoozed', snoozed_until: new Date(Date.now() - 86_400_000).toISOString() } },
  { what: 'for two years', form: { status: 'snoozed', snoozed_until: new Date(Date.now() + 2 * 366 * 86_400_000).toISOString() } },
  { what: 'while it stays open', form: { snoozed_until: tomorrow() } },
])('a snooze $what is refused', async ({ form }) => {
  const salon = await messagingSalon()
  const { id } = await conversationWith(salon)

  expect((await salon.owner.patch(`/v1/conversations/${id}`, form)).body.code).toBe('snooze_invalid')
})

test('an old version is not changed, and a message makes no version old', async () => {
  const salon = await messagingSalon()
  const conversation = await conversationWith(salon)
  const path = `/v1/conversations/${conversation.id}`
  const seen = { 'If-Match': '"1"' }
  await salon.owner.post(`${path}/messages`, { direction: 'inbound', content: { type: 'text', body: 'Hello' } })

  const changed = await salon.owner.patch(path, { priority: 'high' }, seen)
  const late = await salon.owner.patch(path, { priority: 'low' }, seen)

  expect([changed.status, late.status]).toEqual([200, 412])
  expect(changed.body).toMatchObject({ version: 2, activity: { message_count: 1, unread_count: 1, preview: 'Hello' } })
})

test('reading sets the number of unread messages to 0, and no version', async () => {
  const salon = await messagingSalon()
  const { id } = await conversationWith(salon)
  await salon.owner.post(`/v1/conversations/${id}/messages`, { direction: 'inbound', content: { type: 'text', body: 'Hello' } })

  const read = await salon.owner.post(`/v1/conversations/${id}/read`)
  const again = await salon.owner.post(`/v1/conversations/${id}/read`)

  expect(read.body).toMatchObject({ version: 1, activity: { unread_count: 0, message_count: 1 } })
  expect(again.body).toEqual(read.body)
  expect(await rows("select from audit_logs where business_id = $1 and action = 'conversation.read'", [salon.id])).toHaveLength(1)
})

test('many are changed at once, and one that is refused does not keep the others', async () => {
  const salon = await messagingSalon()
  const [one, other] = [await conversationWith(salon), await inPerson(salon)]
  await salon.owner.patch(`/v1/conversations/${other.id}`, { status: 'closed' })
  const unknown = randomUUID()

  const reply = await salon.owner.post('/v1/conversations/bulk', {
    conversation_ids: [one.id, other.id, unknown],
    status: 'pending',
    add_tags: ['spring'],
  })

  expect(reply.body.data).toMatchObject([
    { conversation_id: one.id, result: 'updated', version: 2 },
    { conversation_id: other.id, result: 'conflict', problem: { code: 'conversation_status_invalid' } },
    { conversation_id: unknown, result: 'not_found', problem: { code: 'not_found' } },
  ])
  expect((await salon.owner.get(`/v1/conversations/${other.id}`)).body).toMatchObject({ status: 'closed', tags: [] })
})

test('many are given to a member who is not there: nothing changes', async () => {
  const salon = await messagingSalon()
  const { id } = await conversationWith(salon)

  const reply = await salon.owner.post('/v1/conversations/bulk', { conversation_ids: [id], assignee_id: randomUUID() })

  expect([reply.status, reply.body.code]).toEqual([404, 'reference_not_found'])
})

async function inPerson(salon: MessagingSalon): Promise<{ id: string }> {
  const { body } = await salon.owner.post('/v1/customers', { external_id: 'other' })
  const reply = await salon.owner.post('/v1/conversations', { customer_id: (body as { id: string }).id, channel_type: 'in_person' })
  return reply.body as { id: string }
}
