import { expect, test } from '@jest/globals'
import { plain, withTransaction } from '../../src/db/database.ts'
import { searchCustomers } from '../../src/domain/customers/list-queries.ts'
import { createDatabase, openPool } from '../support/database.ts'

const many = 50_000
const others = 200

test('a search under row-level security asks the trigram index for a rare word, and for a common one no more than it needs', async () => {
  const urls = await createDatabase()
  const owner = openPool(urls.owner)
  const { rows: businesses } = await owner.query<{ id: string }>(
    `insert into businesses (name, slug, time_zone) select 'B', 'b' || n, 'UTC' from generate_series(0, $1::int) n returning id`,
    [others],
  )
  const [large, ...small] = businesses.map(({ id }) => id)
  await owner.query(
    `insert into customers (business_id, external_id, search_text, sort_name, created_at)
     select $1, 'c' || n, ' common' || case when n = 777 then ' xiomara' else '' end, 'common', now() - n * interval '1 second'
     from generate_series(1, $2::int) n`,
    [large, many],
  )
  // Most businesses are small, so a plan that is made for the usual one would read all of this one.
  await owner.query(
    `insert into customers (business_id, external_id, search_text, sort_name) select unnest($1::uuid[]), 'c', 'one', 'one'`,
    [small],
  )
  await owner.query('vacuum analyze customers')

  const rare = await rowsRead(urls.application, large ?? '', '%iomar%')
  const common = await rowsRead(urls.application, large ?? '', '%common%')

  expect(rare.found).toBe(1)
  expect(common.found).toBe(26)
  // Two thousand are looked at before the index is asked, never all of them.
  expect(rare.read).toBeLessThan(5_000)
  expect(common.read).toBeLessThan(5_000)
})

/** How many rows of the table a search read, as PostgreSQL counted them within the transaction. */
function rowsRead(url: string, business: string, pattern: string): Promise<{ found: number; read: number }> {
  return withTransaction({ pool: openPool(url), namedStatements: true }, { business }, async (tx) => {
    const found = await searchCustomers(
      tx,
      [pattern],
      { include_deleted: false },
      { column: 'created_at', descending: true, after: undefined, limit: 26 },
    )
    const counted = await tx.first(
      plain<{ read: string }>(
        "select seq_tup_read + coalesce(idx_tup_fetch, 0) as read from pg_stat_xact_user_tables where relname = 'customers'",
      ),
    )
    return { found: found.length, read: Number(counted?.read) }
  })
}
