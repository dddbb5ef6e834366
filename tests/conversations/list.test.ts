import { expect, test } from '@jest/globals'
import { rows } from '../support/api.ts'
import { messagingSalon, sent, textTo } from '../messages/messaging.ts'
import type { MessagingSalon } from '../messages/messaging.ts'

/** The conversations with these numbers, the one at the end written to last. */
async function threads(salon: MessagingSalon, ...places: number[]): Promise<string[]> {
  const ids: string[] = []
  for (const place of places) ids.push((await sent(salon, textTo(`+491512000000${place}`))).conversation_id as string)
  // Times of their own, because two can fall into the same millisecond.
  for (const [place, id] of ids.entries())
    await rows("update conversations set last_message_at = now() - interval '1 day' + $2 * interval '1 minute' where id = $1", [id, place])
  return ids
}

async function found(salon: MessagingSalon, query: string): Promise<string[]> {
  const { body } = await salon.owner.get(`/v1/conversations?${query}`)
  return (body.data as { id: string }[]).map(({ id }) => id)
}

test('the conversation with the newest message comes first, page by page', async () => {
  const salon = await messagingSalon()
  const ids = await threads(salon, 1, 2, 3)

  const first = await salon.owner.get('/v1/conversations?limit=2')
  const second = await salon.owner.get(`/v1/conversations?limit=2&cursor=${first.body.page.next_cursor}`)

  expect([...first.body.data, ...second.body.data].map(({ id }: { id: string }) => id)).toEqual([...ids].reverse())
  expect(await found(salon, 'sort=last_message_at')).toEqual(ids)
})

test('the list is narrowed by its filters', async () => {
  const salon = await messagingSalon()
  const [one = '', two = '', three = ''] = await threads(salon, 1, 2, 3)
  const until = new Date(Date.now() + 86_400_000).toISOString()
  await salon.owner.patch(`/v1/conversations/${one}`, { status: 'snoozed', snoozed_until: until, tags: ['vip', 'new'] })
  await salon.owner.patch(`/v1/conversations/${two}`, { assignee_id: salon.owner.memberId, priority: 'urgent', thread_type: 'complaint' })
  await salon.owner.post(`/v1/conversations/${three}/messages`, { direction: 'inbound', content: { type: 'text', body: 'Hello' } })
  const { body } = await salon.owner.get(`/v1/conversations/${three}`)

  expect(await found(salon, 'status=snoozed')).toEqual([one])
  expect(await found(salon, 'snoozed=true')).toEqual([one])
  expect((await found(salon, 'snoozed=false')).sort()).toEqual([two, three].sort())
  expect(await found(salon, 'tag=vip&tag=new')).toEqual([one])
  expect(await found(salon, 'tag=vip&tag=old')).toEqual([])
  expect(await found(salon, `assignee_id=${salon.owner.memberId}`)).toEqual([two])
  expect((await found(salon, 'unassigned=true')).sort()).toEqual([one, three].sort())
  expect(await found(salon, 'priority=urgent&priority=high')).toEqual([two])
  expect(await found(salon, 'thread_type=complaint')).toEqual([two])
  expect(await found(salon, 'unread=true')).toEqual([three])
  expect(await found(salon, `customer_id=${body.customer_id}`)).toEqual([three])
  expect(await found(salon, `channel_id=${salon.emailId}`)).toEqual([])
  expect(await found(salon, 'channel_type=email')).toEqual([])
})
