import type { PoolClient } from 'pg'
import { server } from '../support/api.ts'
import { openPool } from '../support/database.ts'
import { until } from '../support/eventually.ts'

/** A table that nobody else can use meanwhile, so that a request that needs it stays where it is. */
export interface LockedTable {
  /** Resolves when a statement waits for the table. */
  waiting(): Promise<void>
  unlock(): Promise<void>
}

const pools = new Map<string, ReturnType<typeof openPool>>()

export async function lockTable(name: 'business_counters' | 'customers' | 'people', url = server.urls.owner): Promise<LockedTable> {
  const pool = pools.get(url) ?? openPool(url)
  pools.set(url, pool)
  const client: PoolClient = await pool.connect()
  await client.query('begin')
  await client.query(`lock table ${name} in access exclusive mode`)
  const blocked = `select from pg_locks l join pg_class c on c.oid = l.relation where not l.granted and c.relname = $1
    and l.database = (select oid from pg_database where datname = current_database())`
  return {
    async waiting() {
      await until('the request waits for the table', async () => ((await pool.query(blocked, [name])).rowCount ?? 0) > 0)
    },
    async unlock() {
      await client.query('rollback')
      client.release()
    },
  }
}
