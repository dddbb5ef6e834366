import type { Sample } from './measure.ts'

/** Ours to another's, from samples of the same round: one ratio each round. */
export interface Ratio {
  readonly median: number
  readonly min: number
  readonly max: number
}
export interface Comparison {
  readonly speed: Ratio
  /** Processor time for each request: the other's to ours, so that more is better here too. */
  readonly work: Ratio
  /** The same of the best round of each: what else the machine does only ever makes a request dearer, so this is what noise leaves. */
  readonly bestWork: number
  readonly p95: Ratio
  /** Why the speeds are not to be judged; empty when they are. */
  readonly noise: readonly string[]
}

const maxSpread = 0.25
const minBusy = 0.9
const maxStolen = 0.03
const maxForeign = 0.05

export function compare(ours: readonly Sample[], theirs: readonly Sample[]): Comparison | undefined {
  const pairs = ours.flatMap((own) => {
    const other = theirs.find(({ round }) => round === own.round)
    return other === undefined ? [] : [[own, other] as const]
  })
  if (pairs.length === 0) return undefined
  const speed = ratioOf(pairs.map(([own, other]) => own.perSecond / other.perSecond))
  const work = ratioOf(pairs.map(([own, other]) => other.serverMicroseconds / own.serverMicroseconds))
  const p95 = ratioOf(pairs.map(([own, other]) => own.p95Ms / other.p95Ms))
  const least = (samples: readonly Sample[]): number => Math.min(...samples.map(({ serverMicroseconds }) => serverMicroseconds))
  const bestWork = least(pairs.map(([, other]) => other)) / least(pairs.map(([own]) => own))
  return { speed, work, bestWork, p95, noise: noiseOf(pairs.flat(), speed) }
}

function noiseOf(samples: readonly Sample[], speed: Ratio): string[] {
  const idle = [...new Set(samples.filter(({ busy }) => busy < minBusy).map(({ server }) => server))]
  return [
    ...((speed.max - speed.min) / speed.median > maxSpread ? ['spread'] : []),
    ...(samples.some(({ refused }) => refused > 0) ? ['refusals'] : []),
    ...(samples.some(({ broken }) => broken > 0) ? ['broken requests'] : []),
    ...(samples.some(({ stolen }) => stolen > maxStolen) ? ['stolen time'] : []),
    ...(samples.some(({ foreign }) => foreign > maxForeign) ? ['busy elsewhere'] : []),
    ...(idle.length > 0 ? [`not the limit: ${idle.join(', ')}`] : []),
  ]
}

export function ratioOf(values: readonly number[]): Ratio {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
