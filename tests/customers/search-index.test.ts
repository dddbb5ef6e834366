import { expect, test } from '@jest/globals'
import { createDatabase, openPool } from '../support/database.ts'

const many = 50_000

test('a search under row-level security asks the trigram index for a rare word, and for a common one no more than it needs', async () => {
  const urls = await createDatabase()
  const owner = openPool(urls.owner)
  const { rows: made } = await owner.query<{ id: string }>(
    "insert into businesses (name, slug, time_zone) values ('A', 'a', 'UTC') returning id",
  )
  await owner.query(
    `insert into customers (business_id, external_id, search_text, sort_name, created_at)
     select $1, 'c' || n, ' common' || case when n = 777 then ' xiomara' else '' end, 'common', now() - n * interval '1 second'
     from generate_series(1, $2::int) n`,
    [made[0]?.id, many],
  )
  await owner.query('vacuum analyze customers')

  const rare = await rowsRead(urls.application, made[0]?.id ?? '', '%iomar%')
  const common = await rowsRead(urls.application, made[0]?.id ?? '', '%common%')

  expect(rare.found).toBe(1)
  expect(common.found).toBe(26)
  // Two thousand are looked at before the index is asked, never all of them.
  expect(rare.read).toBeLessThan(5_000)
  expect(common.read).toBeLessThan(5_000)
})

/** How many rows of the table a search read, as PostgreSQL counted them within the transaction. */
async function rowsRead(url: string, businessId: string, pattern: string): Promise<{ found: number; read: number }> {
  const client = await openPool(url).connect()
  await client.query('begin')
  await client.query("select set_config('app.business_id', $1, true)", [businessId])
  const { rowCount } = await client.query("select app.search_customers($1, '{}', 'created_at', true, null, null, 26)", [[pattern]])
  const { rows } = await client.query<{ read: string }>(
    "select seq_tup_read + coalesce(idx_tup_fetch, 0) as read from pg_stat_xact_user_tables where relname = 'customers'",
  )
  await client.query('rollback')
  client.release()
  return { found: rowCount ?? 0, read: Number(rows[0]?.read) }
}
