import type { Operation } from './load/load.ts'
import type { Meter, Sample } from './measure.ts'
import type { BenchServer } from './server.ts'

export interface Plan {
  readonly operations: readonly Operation[]
  readonly connections: number
  readonly rounds: number
  readonly seconds: number
  readonly servers: readonly BenchServer[]
}

/** Rounds of short runs, in each of which every server has its turn at everything, in an order that chance decides. */
export async function compareSpeeds(meter: Meter, { operations, connections, rounds, seconds, servers }: Plan): Promise<Sample[]> {
  const samples: Sample[] = []
  for (let round = 1; round <= rounds; round += 1) {
    for (const operation of operations) {
      for (const server of shuffled(servers)) {
        // Not measured: what V8 has dropped while the others had their turns comes back first.
        await meter.measure(server, operation, connections, seconds, 0)
        const sample = await meter.measure(server, operation, connections, seconds, round)
        samples.push(sample)
        console.log(lineOf(sample))
      }
    }
  }
  return samples
}

function lineOf(sample: Sample): string {
  const { round, operation, connections, server, perSecond, p50Ms, p95Ms, serverMicroseconds, postgresMicroseconds, busy } = sample
  const speed = `${perSecond.toFixed(0).padStart(6)}/s  p50 ${p50Ms.toFixed(1)} p95 ${p95Ms.toFixed(1)} ms`
  const work = `server ${serverMicroseconds.toFixed(0)} µs (${(busy * 100).toFixed(0)} %)  PostgreSQL ${postgresMicroseconds.toFixed(0)} µs`
  const elsewhere = sample.foreign > 0.05 ? `  ${(sample.foreign * 100).toFixed(0)} % elsewhere` : ''
  const faults = sample.refused + sample.broken === 0 ? '' : `  ${sample.refused} refused, ${sample.broken} broken`
  return `${round}  ${operation.padEnd(7)} ${String(connections).padStart(4)}  ${server.padEnd(15)} ${speed}  ${work}${elsewhere}${faults}`
}

function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((each) => [Math.random(), each] as const)
    .toSorted(([one], [other]) => one - other)
    .map(([, each]) => each)
}
