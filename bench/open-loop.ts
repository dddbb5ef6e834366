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
 * before it asks again, and so hides what the others would have waited. Mixed requests, at shares of what each server can do at most.
 */
export function measureOpenLoop(admin: string, rounds: number, seconds: number): Promise<Figure[]> {
  return onStage(admin, sizes, '120 paths', async (stage) => {
    const servers = await stage.startAll(names, 2, 8)
    const figures: Figure[] = []
    for (const server of servers) {
      const knee = await kneeOf(stage, server, seconds)
      figures.push(single(`open loop: most requests/s, ${server.name}`, knee))
      const shares = server.name === 'ours' ? steps : [honest]
      const runs = await runsAt(stage, server, knee, shares, rounds, seconds)
      figures.push(...figuresOf(server.name, runs.get(honest) ?? []))
      if (server.name === 'ours') draw(knee, runs)
    }
    return figures
  })
}

async function kneeOf({ load }: Stage, { url }: BenchServer, seconds: number): Promise<number> {
  const speeds: number[] = []
  for (let round = 1; round <= kneeRounds; round += 1) {
    const { requests, seconds: lasted } = await load.run(url, 'mixed', connections, seconds)
    speeds.push(requests / lasted)
  }
  return median(speeds)
}

async function runsAt(
  { load }: Stage,
  { name, url }: BenchServer,
  knee: number,
  shares: readonly number[],
  rounds: number,
  seconds: number,
): Promise<Map<number, LoadResult[]>> {
  const runs = new Map<number, LoadResult[]>()
  for (let round = 1; round <= rounds; round += 1) {
    for (const share of shares) {
      const result = await load.runAt(url, 'mixed', connections, seconds, Math.round(knee * share))
      runs.set(share, [...(runs.get(share) ?? []), result])
      const times = `p50 ${result.p50Ms.toFixed(1)} p95 ${result.p95Ms.toFixed(1)} p99 ${result.p99Ms.toFixed(1)} ms`
      console.log(`${round}  open loop, ${(share * 100).toFixed(0)} % of ${knee.toFixed(0)}/s  ${name.padEnd(12)} ${times}`)
    }
  }
  return runs
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
