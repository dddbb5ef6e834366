import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { readDocument } from '../src/http/contract/document.ts'
import { dropDatabase } from '../scripts/support/database-urls.ts'
import { bodiesOf, misbehaviour } from './behaviour.ts'
import { contractOf } from './contract.ts'
import type { ContractSize } from './contract.ts'
import type { BenchDatabase, Caller, Sizes } from './data/databases.ts'
import { createBenchDatabase } from './data/databases.ts'
import type { Load } from './load/load.ts'
import { prepareLoad } from './load/load.ts'
import type { Meter } from './measure.ts'
import { createMeter } from './measure.ts'
import type { BenchServer } from './server.ts'
import type { ServerName } from './servers.ts'
import { startNamed } from './servers.ts'

/** Where servers are put beside each other: a database, a load, and whoever was started. */
export interface Stage {
  readonly database: BenchDatabase
  readonly load: Load
  /** A load of some of the callers only. */
  loadOf(callers: readonly Caller[]): Load
  readonly meter: Meter
  start(name: ServerName): Promise<BenchServer>
  /** Starts each, sees that it behaves like the others, and warms it. */
  startAll(names: readonly ServerName[], windowSeconds: number, maxWindows: number): Promise<BenchServer[]>
}

/** Sets up a stage for this many customers, and clears everything away afterwards, also when the work fails. */
export async function onStage<T>(admin: string, sizes: Sizes, textbookSize: ContractSize, work: (stage: Stage) => Promise<T>): Promise<T> {
  const ends: (() => unknown)[] = []
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  ends.push(() => rmSync(folder, { recursive: true }))
  const contract = join(folder, 'openapi.json')
  writeFileSync(contract, JSON.stringify(contractOf(textbookSize)))
  try {
    const name = `clientflow_bench_${process.pid}`
    ends.push(() => dropDatabase(admin, name))
    const database = await createBenchDatabase(admin, name, sizes)
    const loadOf = (callers: readonly Caller[]): Load => {
      const made = prepareLoad(callers)
      ends.push(() => made.end())
      return made
    }
    const load = loadOf(database.callers)
    const meter = await createMeter(load, admin)
    ends.push(() => meter.end())
    const start = async (server: ServerName): Promise<BenchServer> => {
      const started = await startNamed(server, database, contract)
      ends.push(() => started.stop())
      return started
    }
    const startAll: Stage['startAll'] = async (names, windowSeconds, maxWindows) => {
      const servers: BenchServer[] = []
      for (const each of names) servers.push(await start(each))
      await requireBehaviour(servers, database)
      for (const server of servers) await meter.warm(server, windowSeconds, maxWindows)
      await tidyUp(database)
      return servers
    }
    return await work({ database, load, loadOf, meter, start, startAll })
  } finally {
    for (const end of ends.reverse()) await end()
  }
}

/** Nobody is timed who does less than the others. */
async function requireBehaviour(servers: readonly BenchServer[], { callers }: BenchDatabase): Promise<void> {
  const [caller] = callers
  if (caller === undefined) throw new Error('There is no caller.')
  const { document } = readDocument()
  const columns = Object.keys(document.components.schemas.Customer?.properties ?? {}).sort()
  const faults: string[] = []
  let first: string | undefined
  for (const { name, url } of servers) {
    faults.push(...(await misbehaviour(url, caller, columns)).map((fault) => `${name}: ${fault}`))
    const bodies = await bodiesOf(url, callers[1] ?? caller)
    if (bodies !== (first ??= bodies)) faults.push(`${name}: other bodies than ${servers[0]?.name ?? ''}`)
  }
  if (faults.length > 0) throw new Error(`Not all behave the same:\n  ${faults.join('\n  ')}`)
  console.log(`Behave the same: ${servers.map(({ name }) => name).join(', ')}`)
}

/** Customers that the warming created leave the first pages, so that these are what they were. */
async function tidyUp({ urls }: BenchDatabase): Promise<void> {
  const client = new Client({ connectionString: urls.owner })
  await client.connect()
  try {
    await client.query(
      "update customers set created_at = '2020-01-01 00:00:00Z' where external_id is null and created_at > '2020-01-01 00:00:00Z'",
    )
    await client.query('vacuum analyze customers')
  } finally {
    await client.end()
  }
}
