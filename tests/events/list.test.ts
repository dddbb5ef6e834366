import { expect, test } from '@jest/globals'
import { business, newCustomer, rows } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { feed } from '../support/walk.ts'

async function salonWithEvents(count: number): Promise<Business> {
  const salon = await business()
  for (let index = 0; index < count; index += 1) await salon.owner.post('/v1/customers', newCustomer())
  return salon
}

test('a business in which nothing happened has an empty feed that starts at 0', async () => {
  const salon = await business()

  const reply = await salon.owner.get('/v1/events')

  expect(reply.status).toBe(200)
  expect(reply.body).toEqual({ data: [], page: { next_after: 0, has_more: false } })
})

test('lists the oldest first, without gaps, and goes on where it ended', async () => {
  const salon = await salonWithEvents(5)

  const first = await salon.owner.get('/v1/events?limit=3')
  const second = await salon.owner.get(`/v1/events?limit=3&after=${first.body.page.next_after}`)
  const third = await salon.owner.get(`/v1/events?limit=3&after=${second.body.page.next_after}`)

  expect(first.body.page).toEqual({ next_after: 3, has_more: true })
  expect(second.body.page).toEqual({ next_after: 5, has_more: false })
  expect(third.body).toEqual({ data: [], page: { next_after: 5, has_more: false } })
  const sequences = [...first.body.data, ...second.body.data].map((event: { sequence: number }) => event.sequence)
  expect(sequences).toEqual([1, 2, 3, 4, 5])
  await salon.owner.post('/v1/customers', newCustomer())
  expect((await salon.owner.get('/v1/events?after=5')).body.data).toMatchObject([{ sequence: 6 }])
})

test('a page that is full to the last event has none after it', async () => {
  const salon = await salonWithEvents(3)

  expect((await salon.owner.get('/v1/events?limit=3')).body.page).toEqual({ next_after: 3, has_more: false })
})

test('narrowed to types it goes past all others, which are not gone through again', async () => {
  const salon = await salonWithEvents(3)
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer())
  await salon.owner.patch(`/v1/customers/${customer.id}`, { first_name: 'Ada' })
  await salon.owner.delete(`/v1/customers/${customer.id}`)

  const deleted = await salon.owner.get('/v1/events?type=customer.deleted')
  const changed = await salon.owner.get('/v1/events?type=customer.updated&type=customer.deleted&limit=1')
  const none = await salon.owner.get('/v1/events?type=business.updated')

  expect(deleted.body).toMatchObject({ data: [{ sequence: 6, type: 'customer.deleted' }], page: { next_after: 6, has_more: false } })
  expect(changed.body).toMatchObject({ data: [{ sequence: 5 }], page: { next_after: 5, has_more: true } })
  expect(none.body).toEqual({ data: [], page: { next_after: 6, has_more: false } })
})

test('what was refused is not in the feed, and leaves no gap', async () => {
  const salon = await salonWithEvents(1)
  await salon.owner.post('/v1/customers', { external_id: 'a' })
  await salon.owner.post('/v1/customers', { external_id: 'a' })
  await salon.owner.post('/v1/customers', { external_id: 'a' }, { 'idempotency-key': 'kept' })
  await salon.owner.post('/v1/customers', { first_name: 'Nobody' })
  await salon.owner.post('/v1/customers', { external_id: 'b' })

  expect((await feed(salon.owner)).map((event) => event.sequence)).toEqual([1, 2, 3])
})

test('a place whose next event is no longer kept has expired, and the beginning never', async () => {
  const salon = await salonWithEvents(6)
  await rows('delete from events where business_id = $1 and sequence <= 3', [salon.id])
  const after = async (place: number, query = '') => {
    const { status, body } = await salon.owner.get(`/v1/events?after=${place}${query}`)
    return status === 200 ? (body.data as { sequence: number }[]).map((event) => event.sequence) : [status, body.code]
  }

  expect(await after(0)).toEqual([4, 5, 6])
  expect(await after(2)).toEqual([404, 'cursor_expired'])
  expect(await after(2, '&type=customer.deleted')).toEqual([404, 'cursor_expired'])
  expect(await after(3)).toEqual([4, 5, 6])
  await rows('delete from events where business_id = $1', [salon.id])
  expect(await after(0)).toEqual([])
  expect(await after(5)).toEqual([404, 'cursor_expired'])
  expect(await after(6)).toEqual([])
  await salon.owner.post('/v1/customers', newCustomer())
  expect(await after(6)).toEqual([7])
})

test('a place that was never reached waits for it', async () => {
  const salon = await salonWithEvents(1)

  expect((await salon.owner.get('/v1/events?after=9007199254740991')).body.page).toEqual({ next_after: 9007199254740991, has_more: false })
})

test.each(['after=-1', 'after=x', 'after=1.5', 'after=9007199254740992', 'limit=101', 'type=customer', 'type=', 'cursor=abc'])(
  'refuses %s',
  async (query) => {
    const salon = await business()

    expect((await salon.owner.get(`/v1/events?${query}`)).status).toBe(400)
  },
)

test('each business has a feed of its own; managers and keys without the scope have none', async () => {
  const [salon, other] = [await salonWithEvents(2), await salonWithEvents(1)]

  expect(await feed(other.owner)).toMatchObject([{ sequence: 1, business_id: other.id }])
  expect(await feed(await salon.key(['events:read']))).toHaveLength(2)
  expect((await (await salon.member('manager')).get('/v1/events')).status).toBe(403)
  expect((await (await salon.key(['customers:read'])).get('/v1/events')).status).toBe(403)
})
