import { expect, test } from '@jest/globals'
import { business } from '../support/api.ts'
import { channelIn, newNumber } from '../support/channels.ts'
import { feed } from '../support/walk.ts'

test('keeps what is closed, says where it is kept, and tells it', async () => {
  const salon = await business()
  const wanted = { channel: 'sms', address: newNumber(), note: 'Asked in the shop.' }

  const reply = await salon.owner.post('/v1/suppressions', wanted)

  expect(reply.status).toBe(201)
  expect(reply.headers.get('location')).toBe(`/v1/suppressions/${reply.body.id}`)
  expect(reply.body).toEqual({
    id: expect.any(String),
    ...wanted,
    reason: 'manual',
    scope_channel_id: null,
    active: true,
    provider_ref: null,
    lifted_at: null,
    created_at: expect.any(String),
    updated_at: expect.any(String),
    version: 1,
  })
  expect((await salon.owner.get(`/v1/suppressions/${reply.body.id}`)).body).toEqual(reply.body)
  expect(await feed(salon.owner)).toMatchObject([{ type: 'suppression.created', data: { object: reply.body } }])
  expect((await salon.owner.get('/v1/audit-logs')).text).not.toContain(wanted.address)
})

test('of several who close an address at once one does, and the others learn which', async () => {
  const salon = await business()
  const wanted = { channel: 'sms', address: newNumber() }

  const replies = await Promise.all(Array.from({ length: 6 }, () => salon.owner.post('/v1/suppressions', wanted)))

  const [made, ...others] = replies.sort((one, other) => one.status - other.status)
  expect(made?.status).toBe(201)
  expect(others.map(({ status, body }) => [status, body.code, body.existing_id])).toEqual(
    others.map(() => [409, 'suppression_exists', made?.body.id]),
  )
})

test('an address is the same in every form, and closed in one business alone', async () => {
  const [salon, other] = [await business(), await business()]
  await salon.owner.post('/v1/suppressions', { channel: 'email', address: 'Ada.Lovelace@Example.com' })

  const again = await salon.owner.post('/v1/suppressions', { channel: 'email', address: 'ada.lovelace@example.com' })
  const found = await salon.owner.get('/v1/suppressions?address=ADA.lovelace@example.com')
  const elsewhere = await other.owner.post('/v1/suppressions', { channel: 'email', address: 'ada.lovelace@example.com' })

  expect(again.body.code).toBe('suppression_exists')
  expect(found.body.data).toMatchObject([{ address: 'ada.lovelace@example.com' }])
  expect(elsewhere.status).toBe(201)
})

test.each([
  ['a number for mails', { channel: 'email', address: '+14155550134' }],
  ['a mail address for texts', { channel: 'sms', address: 'ada@example.com' }],
  ['a mail address for calls', { channel: 'voice', address: 'ada@example.com' }],
])('refuses %s', async (_what, wanted) => {
  const salon = await business()

  const reply = await salon.owner.post('/v1/suppressions', wanted)

  expect([reply.status, reply.body.code]).toEqual([409, 'address_not_of_channel'])
})

test('closes one channel of the business, which is there and of the same kind', async () => {
  const [salon, other] = [await business(), await business()]
  const [texts, mails, theirs] = [await channelIn(salon, 'sms'), await channelIn(salon, 'email'), await channelIn(other, 'sms')]
  const close = (scope_channel_id: string) =>
    salon.owner.post('/v1/suppressions', { channel: 'sms', address: '+14155550134', scope_channel_id })

  expect((await close(texts)).body).toMatchObject({ scope_channel_id: texts })
  expect((await close(mails)).body.code).toBe('reference_not_found')
  expect((await close(theirs)).body.code).toBe('reference_not_found')
})

test('is found by what it is', async () => {
  const salon = await business()
  const number = newNumber()
  const { body: text } = await salon.owner.post('/v1/suppressions', { channel: 'sms', address: number })
  const { body: call } = await salon.owner.post('/v1/suppressions', { channel: 'voice', address: number })
  await salon.owner.post(`/v1/suppressions/${call.id}/lift`)
  const ids = async (query: string) =>
    (await salon.owner.get(`/v1/suppressions?${query}`)).body.data.map(({ id }: { id: string }) => id).sort()

  expect(await ids(`address=${encodeURIComponent(number)}`)).toEqual([text.id, call.id].sort())
  expect(await ids('active=true')).toEqual([text.id])
  expect(await ids('active=false')).toEqual([call.id])
  expect(await ids('channel=voice')).toEqual([call.id])
  expect(await ids('reason=manual')).toEqual([text.id, call.id].sort())
  expect(await ids('reason=keyword_stop&reason=hard_bounce')).toEqual([])
})
