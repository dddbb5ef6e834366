import { drawCurve } from './curves.ts'
import type { Figure } from './figures.ts'
import { single } from './figures.ts'
import type { LoadResult } from './load/load.ts'
import type { BenchServer } from './server.ts'
import type { ServerName } from './servers.ts'
import { median, ratioOf } from './ratios.ts'
import type { Stage } from './stage.ts'
import { onStage } from './stage.ts'

const sizes = Array.from({ length: 400 }, () => 500)
const names: ServerName[] = ['ours', 'fastify', 'fastify-tq', 'textbook']
const connections = 64
const kneeRounds = 3
const steps = [0.2, 0.4, 0.6, 0.8, 0.95]
const honest = 0.6

/**
 * Requests that arrive when they arrive, whether or not others have been answered, as customers do. A closed loop waits for a slow answer
 * before it asks again, and so hides what the others would have waited. Mixed requests, at shares of what each server can do at most; the servers take
 * turns.
 */
export function measureOpenLoop(admin: string, rounds: number, seconds: number): Promise<Figure[]> {
  return onStage(admin, sizes, '120 paths', async (stage) => {
    const servers = await stage.startAll(names, 2, 8)
    const knees = await kneesOf(stage, servers, seconds)
    const runs = new Map(servers.map(({ name }): [string, Map<number, LoadResult[]>] => [name, new Map<number, LoadResult[]>()]))
    for (let round = 1; round <= rounds; round += 1) {
      for (const server of servers) await runAtShares(stage, server, knees.get(server.name) ?? 0, seconds, runs.get(server.name))
    }
    draw(knees.get('ours') ?? 0, runs.get('ours') ?? new Map())
    return servers.flatMap(({ name }) => [
      single(`open loop: most requests/s, ${name}`, knees.get(name) ?? 0),
      ...figuresOf(name, runs.get(name)?.get(honest) ?? []),
    ])
  })
}

/** The most that each answers a second when it is never left without work. */
async function kneesOf({ load }: Stage, servers: readonly BenchServer[], seconds: number): Promise<Map<string, number>> {
  const speeds = new Map(servers.map(({ name }): [string, number[]] => [name, []]))
  // A first round that does not count: who was idle has to find its way back.
  for (let round = 0; round <= kneeRounds; round += 1) {
    for (const { name, url } of servers) {
      const { requests, seconds: lasted } = await load.run(url, 'mixed', connections, seconds)
      if (round > 0) speeds.get(name)?.push(requests / lasted)
    }
  }
  return new Map([...speeds].map(([name, measured]) => [name, median(measured)]))
}

async function runAtShares(
  { load }: Stage,
  { name, url }: BenchServer,
  knee: number,
  seconds: number,
  runs: Map<number, LoadResult[]> | undefined,
): Promise<void> {
  await load.runAt(url, 'mixed', connections, seconds, Math.round(knee * honest))
  for (const share of name === 'ours' ? steps : [honest]) {
    const result = await load.runAt(url, 'mixed', connections, seconds, Math.round(knee * share))
    runs?.set(share, [...(runs.get(share) ?? []), result])
    const times = `p50 ${result.p50Ms.toFixed(1)} p95 ${result.p95Ms.toFixed(1)} p99 ${result.p99Ms.toFixed(1)} ms`
    console.log(`open loop, ${(share * 100).toFixed(0)} % of ${knee.toFixed(0)}/s  ${name.padEnd(12)} ${times}`)
  }
}

function figuresOf(name: string, runs: readonly LoadResult[]): Figure[] {
  const noise = runs.some(({ refused, broken }) => refused + broken > 0) ? ['refusals or broken requests'] : []
  return (['p50Ms', 'p95Ms', 'p99Ms'] as const).map((time) => ({
    name: `open loop at ${honest * 100} % of the knee, ${time.slice(0, 3)} ms: ${name}`,
    value: ratioOf(runs.map((run) => run[time])),
    noise,
  }))
}

function draw(knee: number, runs: ReadonlyMap<number, readonly LoadResult[]>): void {
  drawCurve({
    file: 'latency-by-load',
    title: 'How long an answer takes, by how many arrive',
    x: { name: 'requests a second, mixed, in an open loop' },
    y: { name: 'ms' },
    lines: (['p50Ms', 'p95Ms', 'p99Ms'] as const).map((time) => ({
      name: time.slice(0, 3),
      points: [...runs].map(([share, results]) => {
        const { median: middle, min, max } = ratioOf(results.map((result) => result[time]))
        return [Math.round(knee * share), middle, [min, max]]
      }),
    })),
  })
}
