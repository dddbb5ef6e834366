import type { QueryResult } from 'pg'
import { reading as readingIsolated } from '../../src/db/database.ts'
import type { Database, Query, Read, Scope } from '../../src/db/database.ts'
import { createPool } from '../../src/db/pool.ts'
import { PreludedQuery, statementName } from '../../src/db/statement.ts'

// The production server with nothing between the businesses but a condition in each question about customers: no setting travels with it, and the
// role is one that row-level security does not apply to. To see what isolation costs when reading; everything else stays as it is.

export * from '../../src/db/database.ts'

const settings = { size: Number(process.env.DATABASE_POOL_SIZE), acquireTimeoutMs: 2_000 }
const pool = createPool({ url: process.env.UNGUARDED_DATABASE_URL ?? '', ...settings })
const conditioned = new Map<string, string>()

export function reading(db: Database, scope: Scope): Read {
  if (!('business' in scope)) return readingIsolated(db, scope)
  const all = async <R>(query: Query<R>): Promise<R[]> => {
    const { sql, parameters } = 'sql' in query ? query : query.compile()
    let text = conditioned.get(sql)
    if (text === undefined) {
      text = sql.replace(' where ', ` where "business_id" = $${parameters.length + 1} and `)
      conditioned.set(sql, text)
    }
    return (await send(text, [...parameters, scope.business])).rows as R[]
  }
  return { all, first: async (query) => (await all(query))[0] }
}

async function send(text: string, values: unknown[]): Promise<QueryResult> {
  const client = await pool.connect()
  try {
    return await new Promise<QueryResult>((resolve, reject) => {
      const config = { text, values, name: statementName(text) }
      client.query(new PreludedQuery([], config, (error, result) => (error ? reject(error) : resolve(result))) as never)
    })
  } finally {
    client.release()
  }
}
