import { Client } from 'pg'
import type { Load, LoadResult, Operation } from './load/load.ts'
import { familySeconds, machineSeconds, parentOf, processorSeconds, residentMb } from './machine.ts'
import type { BenchServer } from './server.ts'

/** One server under one load for a while. */
export interface Sample extends LoadResult {
  readonly server: string
  readonly operation: Operation
  readonly connections: number
  readonly round: number
  readonly perSecond: number
  readonly serverMicroseconds: number
  readonly postgresMicroseconds: number
  /** The share of its core that the server used; below 0.9 something else was the limit. */
  readonly busy: number
  /** The share of all cores that the machine's host took away. */
  readonly stolen: number
  /** The share of all cores that nobody of us used. */
  readonly foreign: number
  readonly residentMb: number
}

export interface Meter {
  measure(server: BenchServer, operation: Operation, connections: number, seconds: number, round: number): Promise<Sample>
  /** Mixed load until three windows in a row are alike, so that everything is compiled and cached that ever will be. */
  warm(server: BenchServer, windowSeconds: number, maxWindows: number): Promise<void>
  end(): Promise<void>
}

export async function createMeter(load: Load, adminUrl: string): Promise<Meter> {
  const client = new Client({ connectionString: adminUrl })
  await client.connect()
  const backend = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const postgres = parentOf(backend.rows[0]?.pid ?? 0)
  const spent = (server: BenchServer) => ({
    server: processorSeconds(server.pid),
    postgres: postgres === 0 ? 0 : familySeconds(postgres),
    // This process, with every load that has ended.
    load: processorSeconds(process.pid, true),
    ...machineSeconds(),
  })
  const measure: Meter['measure'] = async (server, operation, connections, seconds, round) => {
    const before = spent(server)
    const result = await load.run(server.url, operation, connections, seconds)
    const after = spent(server)
    const used = (of: keyof typeof after): number => after[of] - before[of]
    return {
      ...result,
      server: server.name,
      operation,
      connections,
      round,
      perSecond: result.requests / result.seconds,
      serverMicroseconds: (used('server') * 1e6) / result.requests,
      postgresMicroseconds: (used('postgres') * 1e6) / result.requests,
      busy: used('server') / result.seconds,
      stolen: used('stolen') / Math.max(used('all'), 1),
      foreign: Math.max(0, used('used') - used('server') - used('postgres') - used('load')) / Math.max(used('all'), 1),
      residentMb: residentMb(server.pid),
    }
  }
  return {
    measure,
    async warm(server, windowSeconds, maxWindows) {
      const speeds: number[] = []
      while (speeds.length < maxWindows && !areAlike(speeds.slice(-3))) {
        speeds.push((await measure(server, 'mixed', 32, windowSeconds, 0)).perSecond)
      }
    },
    end: () => client.end(),
  }
}

function areAlike(speeds: readonly number[]): boolean {
  return speeds.length === 3 && Math.max(...speeds) / Math.min(...speeds) < 1.05
}
