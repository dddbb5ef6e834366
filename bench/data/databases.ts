import { readFileSync } from 'node:fs'
import { Client } from 'pg'
import { startLocalPostgres } from '../../scripts/local-postgres.ts'
import type { DatabaseUrls } from '../../scripts/support/database-urls.ts'
import { dropDatabase } from '../../scripts/support/database-urls.ts'
import type { TestCluster } from '../../scripts/support/test-cluster.ts'
import { createMigratedDatabase, startTestCluster } from '../../scripts/support/test-cluster.ts'
import { roles } from '../../generated/operations.ts'
import { mintApiKey } from '../../src/crypto/api-key-format.ts'
import { onInterrupt } from '../ending.ts'

/** How many customers each business has. */
export type Sizes = readonly number[]

/** A credential, and customers that it may read, and one that it may not. */
export interface Caller {
  readonly key: string
  readonly businessId: string
  readonly customerIds: readonly string[]
  readonly strangerId: string
}

export interface BenchDatabase {
  readonly urls: DatabaseUrls
  readonly callers: readonly Caller[]
}

const callersAtAll = 1000
const customersOfCaller = 5

/** The full run writes durably, as production does, on a server that is kept; the quick one takes a server of the tests. */
export async function startCluster(durable: boolean): Promise<TestCluster> {
  const given = process.env.TEST_DATABASE_URL
  const isOwn = durable && (given === undefined || given === '')
  const cluster = await (isOwn ? startLocalPostgres('bench-postgres', { durable: true }) : startTestCluster())
  onInterrupt(() => cluster.stop())
  return cluster
}

/** A migrated database of that name, with these customers and 1,000 API keys spread over the businesses. */
export async function createBenchDatabase(admin: string, name: string, sizes: Sizes): Promise<BenchDatabase> {
  await dropDatabase(admin, name)
  const urls = await createMigratedDatabase(admin, name)
  const client = new Client({ connectionString: urls.owner })
  await client.connect()
  try {
    await client.query('begin')
    await client.query(
      'create temp table bench_sizes on commit drop as select * from unnest($1::int[]) with ordinality as s (size, number)',
      [sizes],
    )
    await client.query(readFileSync(new URL('seed.sql', import.meta.url), 'utf8'))
    const callers = await makeCallers(client, sizes.length)
    await client.query('commit')
    await client.query('vacuum analyze')
    return { urls, callers }
  } finally {
    await client.end()
  }
}

async function makeCallers(client: Client, businesses: number): Promise<Caller[]> {
  const keys = Array.from({ length: callersAtAll }, () => mintApiKey('live'))
  const numbers = keys.map((_, index) => 1 + (index % businesses))
  const found = await client.query<{ businessId: string; customerIds: string[]; strangerId: string }>(
    `with added as (
       insert into api_keys (business_id, name, prefix, hash, scopes)
         select b.id, 'bench ' || place, prefix, hash, $4 from unnest($1::int[], $2::text[], $3::bytea[]) with ordinality as k (number, prefix, hash, place)
         join businesses b on b.slug = 'salon-' || number returning name, business_id)
     select business_id as "businessId",
       array(select c.id from customers c where c.business_id = added.business_id order by c.external_id limit $5) as "customerIds",
       (select c.id from customers c where c.business_id = (select id from businesses where id <> added.business_id limit 1) limit 1) as "strangerId"
     from added order by substr(name, 7)::int`,
    [numbers, keys.map(({ prefix }) => prefix), keys.map(({ hash }) => hash), roles.owner, customersOfCaller],
  )
  return found.rows.map((row, index) => ({ ...row, key: keys[index]?.secret ?? '' }))
}
