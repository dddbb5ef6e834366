import type { LocalPostgres } from '../../scripts/local-postgres.ts'
import type { Figure } from '../figures.ts'
import type { Sizes } from '../data/databases.ts'
import { onGround, startPostgres } from './ground.ts'
import type { Ground } from './ground.ts'
import * as killed from './killed.ts'
import * as pooler from './pooler.ts'
import * as postgres from './postgres.ts'
import * as redis from './redis.ts'
import { writeFaults } from './report.ts'
import * as slowClients from './slow-clients.ts'
import * as unknownKeys from './unknown-keys.ts'
import * as writers from './writers.ts'

interface Scenario {
  readonly sizes: Sizes
  readonly run: (ground: Ground) => Promise<Figure[]>
}
const scenarios: Readonly<Record<string, Scenario>> = {
  redis: { sizes: redis.sizes, run: redis.harmRedis },
  postgres: { sizes: postgres.sizes, run: postgres.harmPostgres },
  killed: { sizes: killed.sizes, run: killed.killServer },
  writers: { sizes: writers.sizes, run: writers.writeTogether },
  pooler: { sizes: pooler.sizes, run: pooler.goThroughPooler },
  'unknown-keys': { sizes: unknownKeys.sizes, run: unknownKeys.floodWithKeys },
  'slow-clients': { sizes: slowClients.sizes, run: slowClients.slowDown },
}

/** Everything that can be away, wrong or too much, in the midst of traffic, in about eight minutes; or those of the scenarios that are named. */
export async function measureFaults(only: readonly string[]): Promise<Figure[]> {
  const unknown = only.find((name) => !(name in scenarios))
  if (unknown !== undefined) throw new Error(`There is no scenario ${unknown}: ${Object.keys(scenarios).join(', ')}.`)
  const server: LocalPostgres = await startPostgres()
  const figures: Figure[] = []
  try {
    for (const [name, { sizes, run }] of Object.entries(scenarios)) {
      if (only.length > 0 && !only.includes(name)) continue
      const found = await onGround(server, sizes, run)
      for (const { name: figure, value } of found) console.log(`${figure}: ${value.median.toFixed(value.median < 10 ? 2 : 0)}`)
      figures.push(...found)
    }
  } finally {
    await server.stop()
  }
  writeFaults(figures)
  return figures
}
