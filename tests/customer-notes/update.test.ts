import { expect, test } from '@jest/globals'
import { business, newCustomer } from '../support/api.ts'
import type { Actor } from '../support/http.ts'
import { feed } from '../support/walk.ts'

async function salonWithNote(writer?: (salon: Awaited<ReturnType<typeof business>>) => Promise<Actor>) {
  const salon = await business()
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer())
  const author = writer === undefined ? salon.owner : await writer(salon)
  const { body: note } = await author.post(`/v1/customers/${customer.id}/notes`, { body: 'Before', pinned: true })
  return { salon, author, note, path: `/v1/customers/${customer.id}/notes/${note.id}` }
}

test('changes what is sent, and says in the event what was there before', async () => {
  const { salon, note, path } = await salonWithNote()

  const reply = await salon.owner.patch(path, { body: 'After', pinned: true })

  expect(reply.status).toBe(200)
  expect(reply.headers.get('etag')).toBe('"2"')
  expect(reply.body).toEqual({ ...note, body: 'After', version: 2, updated_at: expect.any(String) })
  expect((await salon.owner.get(path)).body).toEqual(reply.body)
  const event = (await feed(salon.owner)).at(-1)
  expect(event).toMatchObject({ type: 'customer_note.updated', data: { object: reply.body } })
  expect(event?.data.previous_attributes).toEqual({ body: 'Before' })
})

test('what changes nothing is no change', async () => {
  const { salon, note, path } = await salonWithNote()

  const reply = await salon.owner.patch(path, { pinned: true })

  expect(reply.body).toEqual(note)
  expect(await feed(salon.owner)).toHaveLength(2)
})

test('changes only the version that was seen', async () => {
  const { salon, path } = await salonWithNote()

  const replies = [
    await salon.owner.patch(path, { pinned: false }, { 'if-match': '"1"' }),
    await salon.owner.patch(path, { pinned: true }, { 'if-match': '"1"' }),
  ]

  expect(replies.map((reply) => reply.status)).toEqual([200, 412])
  expect((await salon.owner.get(path)).body.pinned).toBe(false)
})

test('staff change their own notes', async () => {
  const { author, path } = await salonWithNote((salon) => salon.member('staff'))

  expect((await author.patch(path, { body: 'After' })).status).toBe(200)
})

test.each([['the owner'], ['a key']])('staff do not change the notes of %s', async (who) => {
  const { salon, note, path } = await salonWithNote(who === 'a key' ? (salon) => salon.key() : undefined)
  const staff = await salon.member('staff')

  const reply = await staff.patch(path, { body: 'Mine now' })

  expect(reply.status).toBe(403)
  expect(reply.body.code).toBe('forbidden')
  expect((await salon.owner.get(path)).body).toEqual(note)
  expect(await feed(salon.owner)).toHaveLength(2)
})

test.each(['manager', 'admin', 'owner'] as const)('a %s changes the notes of others', async (role) => {
  const { salon, path } = await salonWithNote((each) => each.member('staff'))

  expect((await (await salon.member(role)).patch(path, { pinned: false })).status).toBe(200)
})

test('a key with the scope changes any note, one without none', async () => {
  const { salon, path } = await salonWithNote()

  expect((await (await salon.key(['customers:write'])).patch(path, { pinned: false })).status).toBe(200)
  expect((await (await salon.key(['customers:read'])).patch(path, { pinned: true })).status).toBe(403)
})

test.each([{}, { body: null }, { pinned: null }, { author_member_id: null }])('refuses %j', async (body) => {
  const { salon, path } = await salonWithNote()

  expect((await salon.owner.patch(path, body)).status).toBe(400)
})
