import { expect, test } from '@jest/globals'
import { business, rows } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { newNumber } from '../support/channels.ts'
import { feed } from '../support/walk.ts'

async function suppressed({ id }: Business, reason: string): Promise<string> {
  const [row] = await rows<{ id: string }>(
    "insert into suppressions (business_id, channel, address, reason) values ($1, 'sms', $2, $3) returning id",
    [id, newNumber(), reason],
  )
  return row?.id ?? ''
}

test.each(['manual', 'unsubscribe_link'])('lifts what has the reason %s, once, and tells it once', async (reason) => {
  const salon = await business()
  const id = await suppressed(salon, reason)

  const first = await salon.owner.post(`/v1/suppressions/${id}/lift`)
  const second = await salon.owner.post(`/v1/suppressions/${id}/lift`)

  expect(first.body).toMatchObject({ active: false, lifted_at: expect.any(String), version: 2 })
  expect(second.body).toEqual(first.body)
  const previous_attributes = { active: true, lifted_at: null }
  expect(await feed(salon.owner)).toMatchObject([{ type: 'suppression.lifted', data: { object: first.body, previous_attributes } }])
})

test.each([
  ['keyword_stop', 'opt_in_required'],
  ['provider_block', 'suppression_not_liftable'],
  ['hard_bounce', 'suppression_not_liftable'],
  ['spam_complaint', 'suppression_not_liftable'],
  ['erased', 'suppression_not_liftable'],
])('nobody in the team lifts what has the reason %s', async (reason, code) => {
  const salon = await business()
  const id = await suppressed(salon, reason)

  const reply = await salon.owner.post(`/v1/suppressions/${id}/lift`)

  expect([reply.status, reply.body.code]).toEqual([409, code])
  expect((await salon.owner.get(`/v1/suppressions/${id}`)).body).toMatchObject({ active: true, version: 1 })
  expect(await feed(salon.owner)).toEqual([])
})

test('a lifted address can be closed again', async () => {
  const salon = await business()
  const wanted = { channel: 'sms', address: newNumber() }
  const { body: first } = await salon.owner.post('/v1/suppressions', wanted)
  await salon.owner.post(`/v1/suppressions/${first.id}/lift`)

  const again = await salon.owner.post('/v1/suppressions', wanted)

  expect(again.status).toBe(201)
  expect(again.body.id).not.toBe(first.id)
})

test('lifts only the version that was seen', async () => {
  const salon = await business()
  const id = await suppressed(salon, 'manual')

  const reply = await salon.owner.post(`/v1/suppressions/${id}/lift`, undefined, { 'If-Match': '"7"' })

  expect(reply.status).toBe(412)
  expect((await salon.owner.get(`/v1/suppressions/${id}`)).body.active).toBe(true)
})
