import { Client, Pool } from 'pg'
import type { QueryResultRow } from 'pg'
import { withTransaction } from '../../src/db/database.ts'
import { createPool } from '../../src/db/pool.ts'
import { dropDatabase } from '../../scripts/support/database-urls.ts'
import { textingSalon } from '../../tests/support/texting.ts'
import type { TextingSalon } from '../../tests/support/texting.ts'
export type { TextingSalon }
import { inLanes } from '../../tests/support/properties.ts'
import { startVendors } from '../../tests/vendors/vendors.ts'
import type { Vendors } from '../../tests/vendors/vendors.ts'
import type { BenchDatabase, Sizes } from '../data/databases.ts'
import { createBenchDatabase } from '../data/databases.ts'
import { familySeconds, machineSeconds, parentOf, processorSeconds } from '../machine.ts'
import type { BenchProcess, BenchServer } from '../server.ts'
import { productionEnvironment, startProcess, startServer } from '../server.ts'
import { findFreePort } from '../../scripts/support/free-port.ts'

/** Where messages are sent and received: a database, stand-ins for the vendors in this process, and the product's two processes as often as wanted. */
export interface Street {
  readonly database: BenchDatabase
  readonly vendors: Vendors
  /** Where the API is, or will be. */
  readonly url: string
  /** Businesses that text, each by an account of its own. */
  salons(count: number): Promise<TextingSalon[]>
  startApi(): Promise<BenchServer>
  /** A worker, or one with somebody in it who answers when asked: how long its claims took, how much memory it keeps. */
  startWorker(settings?: Readonly<Record<string, string>>, variant?: 'timed-claims' | 'kept-memory'): BenchProcess
  /** Asks the database as its owner. */
  rows<R extends QueryResultRow>(text: string, values?: unknown[]): Promise<R[]>
  /** Begins to count processor time: that of PostgreSQL, of this process with the stand-ins in it, of these processes of the product, and of others. */
  meter(...product: readonly BenchProcess[]): () => Use
}

/** Processor time in seconds, and what speaks against judging what was measured meanwhile. */
export interface Use {
  readonly postgres: number
  readonly vendors: number
  readonly product: number
  readonly noise: readonly string[]
}

const [maxForeign, maxStolen] = [0.1, 0.03]

/** Sets up a street, and clears everything away afterwards, also when the work fails. */
export async function onStreet<T>(admin: string, sizes: Sizes, work: (street: Street) => Promise<T>): Promise<T> {
  const ends: (() => unknown)[] = []
  try {
    const name = `clientflow_bench_${process.pid}`
    ends.push(() => dropDatabase(admin, name))
    const database = await createBenchDatabase(admin, name, sizes)
    const vendors = await startVendors()
    ends.push(() => vendors.stop())
    const owner = new Pool({ connectionString: database.urls.owner, max: 4 })
    owner.on('error', () => undefined)
    ends.push(() => owner.end())
    const pool = createPool({ url: database.urls.application, size: 8, acquireTimeoutMs: 60_000 })
    ends.push(() => pool.end())
    const secrets = await productionEnvironment(database.urls.application)
    const port = String(await findFreePort())
    const url = `http://127.0.0.1:${port}`
    const environment = {
      ...secrets,
      HOST: '127.0.0.1',
      PORT: port,
      PUBLIC_URL: url,
      WORKER_DATABASE_URL: database.urls.worker,
      TWILIO_API_URL: vendors.twilioUrl,
    }
    const rows: Street['rows'] = async (text, values = []) => (await owner.query(text, values)).rows as never
    const transact: Parameters<typeof textingSalon>[0]['transact'] = (scope, act, last) =>
      withTransaction({ pool, namedStatements: true }, scope, act, last)
    const postgres = await postgresOf(admin)
    return await work({
      database,
      vendors,
      url,
      rows,
      async salons(count) {
        const made: TextingSalon[] = []
        const shop = { rows: rows as never, transact, secrets: secrets as never }
        await inLanes(4, Array.from({ length: count }), async () => void made.push(await textingSalon(shop, vendors)))
        return made
      },
      async startApi() {
        const server = await startServer('ours', ['src/main.ts'], environment)
        ends.push(() => server.stop())
        return server
      },
      startWorker(settings = {}, variant) {
        const words = [...(variant === undefined ? [] : ['--expose-gc', '--import', `./bench/variants/${variant}.ts`]), 'src/worker.ts']
        const worker = startProcess('worker', words, { ...environment, ...settings })
        ends.push(() => worker.stop())
        return worker
      },
      meter(...product) {
        const now = () => ({
          postgres: familySeconds(postgres),
          vendors: processorSeconds(process.pid),
          // With every load that has ended.
          ours: processorSeconds(process.pid, true),
          product: product.reduce((sum, { pid }) => sum + processorSeconds(pid), 0),
          ...machineSeconds(),
        })
        const before = now()
        return () => {
          const after = now()
          const used = (of: keyof typeof after): number => after[of] - before[of]
          const foreign = (used('used') - used('postgres') - used('ours') - used('product')) / used('all')
          return {
            postgres: used('postgres'),
            vendors: used('vendors'),
            product: used('product'),
            noise: [
              ...(foreign > maxForeign ? ['busy elsewhere'] : []),
              ...(used('stolen') / used('all') > maxStolen ? ['stolen time'] : []),
            ],
          }
        }
      },
    })
  } finally {
    for (const end of ends.reverse()) await end()
  }
}

/** The process that all of PostgreSQL's others come from. */
async function postgresOf(url: string): Promise<number> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const parent = parentOf(rows[0]?.pid ?? 0)
  await client.end()
  return parent
}
