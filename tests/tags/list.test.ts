import { expect, test } from '@jest/globals'
import { plain, withTransaction } from '../../src/db/database.ts'
import { createPool } from '../../src/db/pool.ts'
import { listTags } from '../../src/domain/tags/queries.ts'
import { business, newCustomer, rows, server } from '../support/api.ts'
import { walk } from '../support/walk.ts'

async function salonWithTags(...customers: string[][]) {
  const salon = await business()
  for (const tags of customers) await salon.owner.post('/v1/customers', newCustomer({ tags }))
  const found = async (query = '', limit = 100) =>
    (await walk<{ name: string }>(salon.owner, `/v1/tags?${query}`, limit)).map((tag) => tag.name)
  return { salon, found }
}

test('lists each tag that a customer has once, by name, page by page', async () => {
  const { salon, found } = await salonWithTags(['vip', 'colour'], ['vip', 'a-b', 'a b', 'a_b'], ['0'])

  expect(await found()).toEqual(['0', 'a b', 'a-b', 'a_b', 'colour', 'vip'])
  expect(await found('', 1)).toEqual(['0', 'a b', 'a-b', 'a_b', 'colour', 'vip'])
  expect((await salon.owner.get('/v1/tags?limit=2')).body).toEqual({
    data: [
      { name: '0', customers_count: 1 },
      { name: 'a b', customers_count: 1 },
    ],
    page: { next_cursor: expect.any(String), has_more: true },
  })
})

test('narrows to those that begin with something', async () => {
  const { salon, found } = await salonWithTags(['vip', 'vi', 'vib', 'vj', 'v'], ['vip gold', 'z'])

  expect(await found('q=vi', 1)).toEqual(['vi', 'vib', 'vip', 'vip gold'])
  expect(await found('q=vip%20')).toEqual(['vip gold'])
  expect(await found('q=x')).toEqual([])
  expect((await salon.owner.get('/v1/tags?q=VIP')).status).toBe(400)
})

test('counts the customers who have each tag, deleted ones and those of other businesses not', async () => {
  const { salon } = await salonWithTags(['vip', 'colour'], ['vip'], ['vip'])
  await salonWithTags(['vip'])
  const [newest, second] = await walk(salon.owner, '/v1/customers')

  await salon.owner.delete(`/v1/customers/${newest?.id}`)
  await salon.owner.put(`/v1/customers/${second?.id}/tags/colour`)

  expect((await salon.owner.get('/v1/tags')).body.data).toEqual([
    { name: 'colour', customers_count: 2 },
    { name: 'vip', customers_count: 2 },
  ])
})

test('a tag ends with its last customer', async () => {
  const { salon, found } = await salonWithTags(['vip'], ['old'])
  const [old, vip] = await walk(salon.owner, '/v1/customers')

  await salon.owner.delete(`/v1/customers/${old?.id}`)
  await salon.owner.delete(`/v1/customers/${vip?.id}/tags/vip`)

  expect(await found()).toEqual([])
})

test('shows none of another business, and nothing to those without the scope', async () => {
  const { salon } = await salonWithTags(['theirs'])
  const other = await business()

  expect((await other.owner.get('/v1/tags')).body.data).toEqual([])
  expect((await (await salon.key(['events:read'])).get('/v1/tags')).status).toBe(403)
  expect((await (await salon.member('viewer')).get('/v1/tags')).body.data).toEqual([{ name: 'theirs', customers_count: 1 }])
})

test('of very many customers only those are read whose tags stand on the page, and from the index alone', async () => {
  const { salon } = await salonWithTags()
  await rows(
    `insert into customers (business_id, external_id, tags, search_text, sort_name)
     select $1, 'c' || n, array['tag ' || n % 30], '', '' from generate_series(1, 6000) n`,
    [salon.id],
  )
  await rows('analyze customer_tags')
  const db = {
    pool: createPool({ url: server.urls.application, size: 1, acquireTimeoutMs: 5_000 }),
    namedStatements: true,
  }

  const [found, counted] = await withTransaction(db, { business: salon.id }, async (tx) => [
    await listTags(tx, { prefix: 'tag', after: 'tag 1', limit: 5 }),
    await tx.first(plain<{ read: number }>("select pg_stat_get_xact_tuples_returned('customer_tags_tag_idx'::regclass) as read")),
  ])
  await db.pool.end()

  // Of the 30 tags 200 customers have each.
  expect(found.map(({ customers }) => customers)).toEqual([200, 200, 200, 200, 200])
  expect(counted?.read).toBeGreaterThanOrEqual(1_000)
  expect(counted?.read).toBeLessThanOrEqual(1_010)
})
