import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, newCustomer, rows } from '../support/api.ts'
import { walk } from '../support/walk.ts'

interface Note {
  readonly id: string
  readonly body: string
}

async function salonWithNotes(count: number) {
  const salon = await business()
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer())
  const path = `/v1/customers/${customer.id}/notes`
  for (let index = 0; index < count; index += 1) await salon.owner.post(path, { body: `n${index}`, pinned: index % 2 === 1 })
  const found = async (query: string, limit = 100) => (await walk<Note>(salon.owner, `${path}?${query}`, limit)).map((note) => note.body)
  return { salon, path, found }
}

test('lists the notes on one customer, newest first, page by page', async () => {
  const { salon, path, found } = await salonWithNotes(5)
  const other = await salon.owner.post('/v1/customers', newCustomer())
  await salon.owner.post(`/v1/customers/${other.body.id}/notes`, { body: 'of somebody else' })

  expect(await found('', 2)).toEqual(['n4', 'n3', 'n2', 'n1', 'n0'])
  const page = await salon.owner.get(`${path}?limit=1`)
  expect(page.body.data).toEqual([(await salon.owner.get(`${path}/${page.body.data[0].id}`)).body])
})

test('filters by pin and by time', async () => {
  const { salon, found } = await salonWithNotes(4)
  await rows(
    "update customer_notes set created_at = '2026-01-01T10:00:00Z'::timestamptz + substr(body, 2)::int * interval '1 day' where business_id = $1",
    [salon.id],
  )

  expect(await found('pinned=true', 1)).toEqual(['n3', 'n1'])
  expect(await found('pinned=false')).toEqual(['n2', 'n0'])
  expect(await found('created_from=2026-01-02T10:00:00Z&created_before=2026-01-04T10:00:00Z')).toEqual(['n2', 'n1'])
  expect(await found('updated_before=2026-01-04T10:00:00Z')).toEqual([])
  expect(await found('updated_from=2026-01-04T10:00:00Z')).toEqual(['n3', 'n2', 'n1', 'n0'])
})

test('no notes are an empty page, but no customer is a 404', async () => {
  const { salon, path } = await salonWithNotes(0)
  const other = await business()
  const deleted = await salon.owner.post('/v1/customers', newCustomer())
  await salon.owner.post(`/v1/customers/${deleted.body.id}/notes`, { body: 'Left behind' })
  await salon.owner.delete(`/v1/customers/${deleted.body.id}`)

  expect((await salon.owner.get(path)).body).toEqual({ data: [], page: { next_cursor: null, has_more: false } })
  const refused = [
    await salon.owner.get(`/v1/customers/${randomUUID()}/notes`),
    await salon.owner.get(`/v1/customers/${deleted.body.id}/notes`),
    await other.owner.get(path),
  ]
  expect(refused.map((reply) => reply.status)).toEqual([404, 404, 404])
})

test("a cursor of one customer's notes is none of another's", async () => {
  const { salon, path } = await salonWithNotes(2)
  const other = await salon.owner.post('/v1/customers', newCustomer())
  const cursor = (await salon.owner.get(`${path}?limit=1`)).body.page.next_cursor

  const replies = [
    await salon.owner.get(`/v1/customers/${other.body.id}/notes?limit=1&cursor=${cursor}`),
    await salon.owner.get(`${path}?limit=1&pinned=true&cursor=${cursor}`),
    await salon.owner.get(`/v1/customers?limit=1&cursor=${cursor}`),
  ]

  expect(replies.map((reply) => reply.body.code)).toEqual(['cursor_invalid', 'cursor_invalid', 'cursor_invalid'])
})
