import { expect, test } from '@jest/globals'
import { business, newCustomer, rows } from '../support/api.ts'
import { feed } from '../support/walk.ts'

async function salonWithNote() {
  const salon = await business()
  const staff = await salon.member('staff')
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer())
  const { body: note } = await staff.post(`/v1/customers/${customer.id}/notes`, { body: 'Hello' })
  const notes = `/v1/customers/${customer.id}/notes`
  return { salon, staff, note, notes, path: `${notes}/${note.id}` }
}

test('a deleted note is gone for good; the event has what it last said', async () => {
  const { salon, staff, note, path } = await salonWithNote()

  const reply = await staff.delete(path)

  expect(reply.status).toBe(204)
  expect((await salon.owner.get(path)).status).toBe(404)
  expect((await staff.delete(path)).status).toBe(404)
  expect(await rows('select 1 from customer_notes where id = $1', [note.id])).toEqual([])
  expect((await feed(salon.owner)).at(-1)).toMatchObject({ type: 'customer_note.deleted', data: { object: note } })
})

test('staff delete no note of somebody else; a manager and a key do', async () => {
  const { salon, path, note, notes } = await salonWithNote()
  const colleague = await salon.member('staff')
  const another = await salon.owner.post(notes, { body: 'Another' })

  const refused = await colleague.delete(path)

  expect([refused.status, refused.body.code]).toEqual([403, 'forbidden'])
  expect((await salon.owner.get(path)).body).toEqual(note)
  expect((await (await salon.member('manager')).delete(path)).status).toBe(204)
  expect((await (await salon.key(['customers:write'])).delete(`${notes}/${another.body.id}`)).status).toBe(204)
})

test('deletes only the version that was seen', async () => {
  const { staff, path } = await salonWithNote()
  await staff.patch(path, { body: 'Changed' })

  const replies = [await staff.delete(path, { 'if-match': '"1"' }), await staff.delete(path, { 'if-match': '"2"' })]

  expect(replies.map((reply) => reply.status)).toEqual([412, 204])
})
