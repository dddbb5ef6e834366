import { Client } from 'pg'
import type { QueryResultRow } from 'pg'
import { startLocalPostgres } from '../../scripts/local-postgres.ts'
import type { LocalPostgres } from '../../scripts/local-postgres.ts'
import { dropDatabase } from '../../scripts/support/database-urls.ts'
import type { BenchDatabase, Caller, Sizes } from '../data/databases.ts'
import { createBenchDatabase } from '../data/databases.ts'
import { onInterrupt } from '../ending.ts'
import type { BenchServer } from '../server.ts'
import { productionEnvironment, startServer } from '../server.ts'

/** Where something goes wrong: a PostgreSQL of its own, which may be harmed, a database on it, and our server, as often as it is started. */
export interface Ground {
  readonly postgres: LocalPostgres
  readonly database: BenchDatabase
  /** Our server as in production, with these settings; its secrets are those of the one before. */
  start(settings?: Readonly<Record<string, string>>): Promise<BenchServer>
  /** Asks the database as its owner, on a connection of its own. */
  rows<R extends QueryResultRow>(text: string, values?: unknown[]): Promise<R[]>
  caller(index: number): Caller
}

export async function startPostgres(): Promise<LocalPostgres> {
  const postgres = await startLocalPostgres('faults-postgres', { durable: true })
  onInterrupt(() => postgres.stop())
  return postgres
}

/** A ground with as many customers, cleared away afterwards, also when the work fails. */
export async function onGround<T>(postgres: LocalPostgres, sizes: Sizes, work: (ground: Ground) => Promise<T>): Promise<T> {
  const name = `clientflow_faults_${process.pid}`
  const servers: BenchServer[] = []
  try {
    const database = await createBenchDatabase(postgres.url, name, sizes)
    const environment = await productionEnvironment(database.urls.application)
    return await work({
      postgres,
      database,
      async start(settings = {}) {
        const server = await startServer('ours', ['src/main.ts'], { ...environment, ...settings })
        servers.push(server)
        return server
      },
      rows: (text, values) => ask(database.urls.owner, text, values),
      caller(index) {
        const caller = database.callers[index % database.callers.length]
        if (caller === undefined) throw new Error('There is no caller.')
        return caller
      },
    })
  } finally {
    for (const server of servers) await server.stop()
    await dropDatabase(postgres.url, name)
  }
}

async function ask<R extends QueryResultRow>(url: string, text: string, values: unknown[] = []): Promise<R[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<R>(text, values)).rows
  } finally {
    await client.end()
  }
}
