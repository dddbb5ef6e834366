import { expect, test } from '@jest/globals'
import { business, newCustomer, rows } from '../support/api.ts'
import { walk } from '../support/walk.ts'

interface Entry {
  readonly id: string
  readonly type: string
  readonly occurred_at: string
  readonly event?: { readonly type: string; readonly customer_id: string; readonly changed_fields: string[] }
  readonly note?: { readonly body: string }
}

const said = ({ event, note }: Entry) => note?.body ?? event?.type

test("notes and events of one customer stand in one order, newest first, and nobody else's", async () => {
  const salon = await business()
  const { body: other } = await salon.owner.post('/v1/customers', newCustomer())
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer())
  const path = `/v1/customers/${customer.id}`
  await salon.owner.post(`${path}/notes`, { body: 'First' })
  await salon.owner.patch(path, { first_name: 'Ada', status: 'inactive' })
  const { body: note } = await salon.owner.post(`${path}/notes`, { body: 'Second' })
  await salon.owner.post(`/v1/customers/${other.id}/notes`, { body: 'Somebody else' })

  const { status, body } = await salon.owner.get(`${path}/timeline`)

  expect(status).toBe(200)
  expect((body.data as Entry[]).map(said)).toEqual(['Second', 'customer.updated', 'First', 'customer.created'])
  expect(body.data[0]).toEqual({ type: 'note', id: note.id, occurred_at: note.created_at, note })
  expect(body.data[1]).toEqual({
    type: 'event',
    id: expect.any(String),
    occurred_at: expect.any(String),
    event: { type: 'customer.updated', customer_id: customer.id, changed_fields: ['first_name', 'status'] },
  })
  const whole = (await salon.owner.get(`/v1/events/${body.data[1].id}`)).body
  expect(whole).toMatchObject({ type: 'customer.updated', occurred_at: body.data[1].occurred_at })
})

test('a change shows no value that the customer had before, and viewers may read it', async () => {
  const salon = await business()
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer({ first_name: 'Formerly' }))
  await salon.owner.patch(`/v1/customers/${customer.id}`, { first_name: 'Ada' })

  const reply = await (await salon.member('viewer')).get(`/v1/customers/${customer.id}/timeline`)

  expect(reply.status).toBe(200)
  expect(reply.text).not.toContain('Formerly')
  expect((await (await salon.key(['events:read'])).get(`/v1/customers/${customer.id}/timeline`)).status).toBe(403)
})

test('only the types that are asked for', async () => {
  const salon = await business()
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer())
  await salon.owner.post(`/v1/customers/${customer.id}/notes`, { body: 'A note' })
  const types = async (query: string) => {
    const { body } = await salon.owner.get(`/v1/customers/${customer.id}/timeline${query}`)
    return (body.data as Entry[]).map(({ type }) => type)
  }

  expect(await types('?type=note')).toEqual(['note'])
  expect(await types('?type=event')).toEqual(['event'])
  expect(await types('?type=event&type=note')).toEqual(['note', 'event'])
})

test('pages of any size are the same list', async () => {
  const salon = await business()
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer())
  const path = `/v1/customers/${customer.id}`
  for (let n = 0; n < 6; n += 1) {
    await salon.owner.post(`${path}/notes`, { body: `Note ${n}` })
    await salon.owner.patch(path, { first_name: `Name ${n}` })
  }
  // As if all had been written at once: then the id decides.
  await rows("update customer_notes set created_at = '2026-01-05T09:30:00Z' where customer_id = $1", [customer.id])
  await rows("update events set occurred_at = '2026-01-05T09:30:00Z' where customer_id = $1", [customer.id])

  const whole = await walk<Entry>(salon.owner, `${path}/timeline`)

  expect(whole).toHaveLength(13)
  for (const limit of [1, 2, 5, 12]) expect(await walk<Entry>(salon.owner, `${path}/timeline`, limit)).toEqual(whole)
})

test('what happened to those who were merged into a customer belongs to it, through a whole line', async () => {
  const salon = await business()
  const ids: string[] = []
  for (const name of ['a', 'b', 'c']) {
    const { body } = await salon.owner.post('/v1/customers', newCustomer({ first_name: name }))
    await salon.owner.post(`/v1/customers/${body.id}/notes`, { body: name })
    ids.push(body.id as string)
  }
  const [a, b, c] = ids as [string, string, string]
  await salon.owner.post(`/v1/customers/${b}/merge`, { source_id: a })
  await salon.owner.post(`/v1/customers/${c}/merge`, { source_id: b })

  const entries = await walk<Entry>(salon.owner, `/v1/customers/${c}/timeline`, 3)

  const created = entries.filter(({ event }) => event?.type === 'customer.created').map(({ event }) => event?.customer_id)
  expect(created).toEqual([c, b, a])
  expect(entries.filter(({ type }) => type === 'note').map(said)).toEqual(['c', 'b', 'a'])
  expect(entries.filter(({ event }) => event?.type === 'customer.merged').map(({ event }) => event?.customer_id)).toEqual([c, b])
})

test('a deleted customer has no timeline, and another business sees none', async () => {
  const [salon, other] = [await business(), await business()]
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer())
  const path = `/v1/customers/${customer.id}/timeline`

  expect(await other.owner.get(path)).toMatchObject({ status: 404, body: { code: 'not_found' } })
  await salon.owner.delete(`/v1/customers/${customer.id}`)
  expect((await salon.owner.get(path)).status).toBe(404)
})

test('a cursor of one customer is none for another', async () => {
  const salon = await business()
  const { body: one } = await salon.owner.post('/v1/customers', newCustomer())
  const { body: other } = await salon.owner.post('/v1/customers', newCustomer())
  await salon.owner.post(`/v1/customers/${one.id}/notes`, { body: 'A note' })
  const { body } = await salon.owner.get(`/v1/customers/${one.id}/timeline?limit=1`)

  const reply = await salon.owner.get(`/v1/customers/${other.id}/timeline?limit=1&cursor=${body.page.next_cursor}`)

  expect(reply.body.code).toBe('cursor_invalid')
})
