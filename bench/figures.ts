import { readFileSync } from 'node:fs'
import type { Comparison, Ratio } from './ratios.ts'
import { compare } from './ratios.ts'
import type { Sample } from './measure.ts'

/** Something that was measured, as the goals name it. */
export interface Figure {
  readonly name: string
  readonly value: Ratio
  /** Why it is not to be judged; empty when it is. */
  readonly noise: readonly string[]
  /** Processor time of the servers, the other's to ours: what is left of a comparison in which something else was the limit. */
  readonly work?: Ratio
  readonly bestWork?: number
}

export interface Goal {
  readonly goal: string
  readonly figure: string
  readonly atLeast?: number
  readonly atMost?: number
  readonly ambition: number
  /** The others are reported, with what stands between. */
  readonly decides?: boolean
}

export type Verdict = 'reached' | 'missed' | 'noise' | 'not measured'

export const goals = JSON.parse(readFileSync(new URL('goals.json', import.meta.url), 'utf8')) as Goal[]

export function verdictOf({ atLeast, atMost }: Goal, figure: Figure | undefined): Verdict {
  if (figure === undefined) return 'not measured'
  if (figure.noise.length > 0) return 'noise'
  const { median } = figure.value
  return median >= (atLeast ?? -Infinity) && median <= (atMost ?? Infinity) ? 'reached' : 'missed'
}

export const single = (name: string, value: number, noise: readonly string[] = []): Figure => ({
  name,
  value: { median: value, min: value, max: value },
  noise,
})

/** Ours to everybody else's, at every operation and number of connections that both were measured at. */
export function comparisonsOf(samples: readonly Sample[]): Figure[] {
  const pairs: [string, string][] = [
    ...[...new Set(samples.map(({ server }) => server))].filter((name) => name !== 'ours').map((name): [string, string] => ['ours', name]),
    ['ours-210', 'textbook'],
    ['raw-tq', 'raw-norls'],
    ['fastify-tq', 'fastify'],
  ]
  const loads = [...new Set(samples.map(({ operation, connections }) => `${operation} ${connections}`))]
  return loads.flatMap((load) => {
    const [operation = '', connections = ''] = load.split(' ')
    const at = connections === '32' ? operation : `${operation} at ${connections} connections`
    const of = (server: string) => samples.filter((each) => each.server === server && `${each.operation} ${each.connections}` === load)
    return pairs.flatMap(([one, other]) => {
      const comparison = compare(of(one), of(other))
      return comparison === undefined ? [] : figuresOf(at, one, other, comparison)
    })
  })
}

function figuresOf(at: string, one: string, other: string, { speed, work, bestWork, p95, noise }: Comparison): Figure[] {
  const late = noise.filter((reason) => reason !== 'spread')
  return [
    { name: `${at}: ${one} to ${other}`, value: speed, noise, work, bestWork },
    { name: `${at}, p95: ${one} to ${other}`, value: p95, noise: late, work },
  ]
}
