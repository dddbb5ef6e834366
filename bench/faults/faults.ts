import type { LocalPostgres } from '../../scripts/local-postgres.ts'
import type { Figure } from '../figures.ts'
import type { Sizes } from '../data/databases.ts'
import { onStreet } from '../messages/salons.ts'
import type { Street } from '../messages/salons.ts'
import { deliverInDisorder } from './deliveries.ts'
import { onGround, startPostgres } from './ground.ts'
import type { Ground } from './ground.ts'
import { killReceiver } from './killed-receiver.ts'
import { killWorkers } from './killed-workers.ts'
import * as killed from './killed.ts'
import * as pooler from './pooler.ts'
import * as postgres from './postgres.ts'
import * as redis from './redis.ts'
import { writeFaults } from './report.ts'
import * as slowClients from './slow-clients.ts'
import * as unknownKeys from './unknown-keys.ts'
import * as writers from './writers.ts'

type Scenario = (server: LocalPostgres) => Promise<Figure[]>

const onGroundOf =
  (sizes: Sizes, run: (ground: Ground) => Promise<Figure[]>): Scenario =>
  (server) =>
    onGround(server, sizes, run)
const onStreetOf =
  (run: (street: Street) => Promise<Figure[]>): Scenario =>
  (server) =>
    onStreet(server.url, [10], run)

const scenarios: Readonly<Record<string, Scenario>> = {
  redis: onGroundOf(redis.sizes, redis.harmRedis),
  postgres: onGroundOf(postgres.sizes, postgres.harmPostgres),
  killed: onGroundOf(killed.sizes, killed.killServer),
  'killed-receiver': onStreetOf(killReceiver),
  'killed-workers': onStreetOf(killWorkers),
  deliveries: deliverInDisorder,
  writers: onGroundOf(writers.sizes, writers.writeTogether),
  pooler: onGroundOf(pooler.sizes, pooler.goThroughPooler),
  'unknown-keys': onGroundOf(unknownKeys.sizes, unknownKeys.floodWithKeys),
  'slow-clients': onGroundOf(slowClients.sizes, slowClients.slowDown),
}

/** Everything that can be away, wrong or too much, in the midst of traffic, in about a quarter of an hour; or those of the scenarios that are named. */
export async function measureFaults(only: readonly string[]): Promise<Figure[]> {
  const unknown = only.find((name) => !(name in scenarios))
  if (unknown !== undefined) throw new Error(`There is no scenario ${unknown}: ${Object.keys(scenarios).join(', ')}.`)
  const server: LocalPostgres = await startPostgres()
  const figures: Figure[] = []
  try {
    for (const [name, run] of Object.entries(scenarios)) {
      if (only.length > 0 && !only.includes(name)) continue
      const found = await run(server)
      for (const { name: figure, value } of found) console.log(`${figure}: ${value.median.toFixed(value.median < 10 ? 2 : 0)}`)
      figures.push(...found)
    }
  } finally {
    await server.stop()
  }
  writeFaults(figures, only)
  return figures
}
