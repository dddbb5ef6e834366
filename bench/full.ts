import { startCluster } from './data/databases.ts'
import { measureFaults } from './faults/faults.ts'
import { comparisonsOf, goals, verdictOf } from './figures.ts'
import type { Figure } from './figures.ts'
import { measureGrowth } from './growth.ts'
import { measureCompiling, measureLayer } from './layer.ts'
import type { Sample } from './measure.ts'
import { measureMemory } from './memory.ts'
import { measureMessages } from './messages/messages.ts'
import { measureOpenLoop } from './open-loop.ts'
import { parts } from './options.ts'
import type { Options, Part } from './options.ts'
import { writeReport } from './report.ts'
import { measureScheduling } from './scheduling/scheduling.ts'
import type { ServerName } from './servers.ts'
import { compareSpeeds } from './speed.ts'
import { onStage } from './stage.ts'
import { measureStartUp } from './start-up.ts'

const sizes = Array.from({ length: 400 }, () => 500)
const atFew: ServerName[] = [
  'ours',
  'ours-210',
  'ours-unchecked',
  'ours-unguarded',
  'raw',
  'raw-tq',
  'raw-norls',
  'fastify',
  'fastify-tq',
  'textbook',
]
const atMany: ServerName[] = ['ours', 'ours-210', 'raw', 'fastify', 'fastify-tq', 'textbook']

/** Everything that is to be known, in about two hours. True unless a goal that decides was missed. */
export async function runFull(options: Options): Promise<boolean> {
  const { rounds, seconds, soakMinutes, campaign, only, faults, messages, scheduling } = options
  const figures: Figure[] = []
  const samples: Sample[] = []
  const cluster = await startCluster(true)
  const work: Record<Part, () => Promise<Figure[]> | Figure[]> = {
    validators: () => measureCompiling(3),
    'contract-layer': () => measureLayer(Math.max(3, rounds)),
    'start-up': () => measureStartUp(cluster.url, Math.max(3, rounds)),
    speed: async () => {
      samples.push(...(await measureSpeed(cluster.url, rounds, seconds)))
      return comparisonsOf(samples)
    },
    'open-loop': () => measureOpenLoop(cluster.url, Math.min(rounds, 3), seconds),
    growth: () => measureGrowth(cluster.url, rounds, seconds),
    messages: () => measureMessages(cluster.url, { rounds, soakMinutes, campaign, only: messages }),
    scheduling: () => measureScheduling(cluster.url, options),
    faults: () => measureFaults(faults),
    memory: () => measureMemory(cluster.url, soakMinutes),
  }
  const chosen = [...(only.length === parts.length ? [] : only), ...messages, ...scheduling, ...faults]
  try {
    for (const part of only) {
      figures.push(...(await work[part]()))
      // After each part, so that an hour is not lost by what fails last.
      writeReport(figures, samples, { rounds, seconds, soakMinutes }, chosen)
    }
  } finally {
    await cluster.stop()
  }
  const byName = new Map(figures.map((figure) => [figure.name, figure]))
  return goals.every((goal) => goal.decides !== true || verdictOf(goal, byName.get(goal.figure)) !== 'missed')
}

function measureSpeed(admin: string, rounds: number, seconds: number): Promise<Sample[]> {
  return onStage(admin, sizes, '120 paths', async ({ meter, startAll }) => {
    const servers = await startAll(atFew, 2, 8)
    const many = servers.filter(({ name }) => (atMany as string[]).includes(name))
    const samples: Sample[] = []
    const plans = [
      { operations: ['get', 'list'], connections: 32, servers },
      { operations: ['get', 'list'], connections: 1000, servers: many },
      // Last, because what is created changes the first pages.
      { operations: ['create'], connections: 32, servers },
      { operations: ['create'], connections: 1000, servers: many },
    ] as const
    for (const plan of plans) samples.push(...(await compareSpeeds(meter, { ...plan, rounds, seconds })))
    return samples
  })
}
