import { countedFacts } from './counts/counts.ts'
import type { BenchDatabase } from './data/databases.ts'
import { startCluster } from './data/databases.ts'
import type { Sample } from './measure.ts'
import { compareSpeeds } from './speed.ts'
import type { Stage } from './stage.ts'
import { onStage } from './stage.ts'

// What a request costs each server in processor time, and the best of the rounds: whatever else the machine did only makes it dearer.
// Requests a second would not do, because where PostgreSQL or the load is short of a core those of all servers draw near to each other.
// Wide enough for a slow machine; a mistake that doubles the cost is outside.
const gates = [
  { peer: 'raw', atLeast: { get: 0.5, list: 0.4, create: 0.4 } },
  { peer: 'fastify-tq', atLeast: { get: 0.35, list: 0.3, create: 0.45 } },
  // What PostgreSQL does for a list or a new customer costs both the same, so there is less to win.
  { peer: 'textbook', atLeast: { get: 2, list: 1.1, create: 1 } },
] as const
const operations = ['get', 'list', 'create'] as const
const sizes = Array.from({ length: 40 }, () => 100)
const roundsAtOnce = 2
// The share of the machine that others may have of it for a round to count.
const maxElsewhere = 0.15
const maxRounds = 6

/** About a minute: what can be counted, and whether the server is still in the class that it belongs to. */
export async function runQuick(): Promise<boolean> {
  const cluster = await startCluster(false)
  try {
    return await onStage(cluster.url, sizes, 'real', async (stage) => {
      const counted = await countsAreRight(stage.database)
      return (await speedsAreRight(stage)) && counted
    })
  } finally {
    await cluster.stop()
  }
}

async function countsAreRight(database: BenchDatabase): Promise<boolean> {
  const facts = await countedFacts(database)
  for (const { what, counted, wanted } of facts) console.log(`${counted === wanted ? 'ok    ' : 'FAILED'} ${what}: ${counted}`)
  return facts.every(({ counted, wanted }) => counted === wanted)
}

/** Whoever seems too dear is measured again, so that a moment in which the machine was busy elsewhere decides nothing. */
async function speedsAreRight({ meter, startAll }: Stage): Promise<boolean> {
  const servers = await startAll(['ours', ...gates.map(({ peer }) => peer)], 1, 3)
  const samples: Sample[] = []
  while (samples.length < maxRounds * operations.length * servers.length) {
    const from = samples.length / (operations.length * servers.length)
    const more = await compareSpeeds(meter, { operations, connections: 32, rounds: roundsAtOnce, seconds: 1, servers })
    samples.push(...more.map((sample) => ({ ...sample, round: from + sample.round })))
    if (missedGates(samples).length === 0) return true
  }
  for (const missed of missedGates(samples)) console.log(`FAILED ${missed}`)
  return false
}

function missedGates(samples: readonly Sample[]): string[] {
  // The best of at least two: a single round may have been the one in which the server's code was not yet compiled, or a neighbour had the caches.
  const cost = (server: string, operation: string): number => {
    const calm = samples.filter(
      (each) => each.server === server && each.operation === operation && each.foreign + each.stolen <= maxElsewhere,
    )
    return calm.length < 2 ? Infinity : Math.min(...calm.map((each) => each.serverMicroseconds))
  }
  return gates.flatMap(({ peer, atLeast }) =>
    operations.flatMap((operation) => {
      const [theirs, ours] = [cost(peer, operation), cost('ours', operation)]
      if (!Number.isFinite(theirs + ours)) {
        console.log(`${operation}: no verdict against ${peer}, the machine was busy elsewhere in all rounds but one at most`)
        return []
      }
      const ratio = theirs / ours
      const line = `${operation}: ${peer} ${theirs.toFixed(0)} µs, ours ${ours.toFixed(0)} µs, ratio ${ratio.toFixed(2)}, wanted ${atLeast[operation]}`
      console.log(line)
      return ratio >= atLeast[operation] ? [] : [line]
    }),
  )
}
