import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { goals, verdictOf } from './figures.ts'
import type { Figure, Goal } from './figures.ts'
import { describeMachine } from './machine.ts'
import type { Sample } from './measure.ts'
import type { Ratio } from './ratios.ts'
import { median } from './ratios.ts'

const results = new URL('results/', import.meta.url)

/** What one run measured. */
interface Result {
  readonly at: string
  readonly machine: ReturnType<typeof describeMachine>
  readonly settings: Record<string, number>
  readonly figures: readonly Figure[]
  readonly samples: readonly Sample[]
}

/**
 * Writes results/<day>-<processor>.json, and results/latest.md to be read: of each figure the newest that was measured on such a machine. A run of some
 * parts has a file of its own, named by them; `only` is empty for all of them.
 */
export function writeReport(
  figures: readonly Figure[],
  samples: readonly Sample[],
  settings: Record<string, number>,
  only: readonly string[],
): void {
  mkdirSync(results, { recursive: true })
  const machine = describeMachine()
  const at = new Date().toISOString()
  const processor = String(machine.processor)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  const suffix = only.map((name) => `-${name}`).join('')
  const result: Result = { at, machine, settings, figures, samples }
  writeFileSync(new URL(`${at.slice(0, 10)}-${processor}${suffix}.json`, results), `${JSON.stringify(result, null, 1)}\n`)
  const text = reportOf(resultsOn(machine))
  writeFileSync(new URL('latest.md', results), text)
  console.log(`\n${text}`)
}

/** What was measured on such a machine, the oldest first. */
function resultsOn(machine: Result['machine']): Result[] {
  return readdirSync(results)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(new URL(name, results), 'utf8')) as Result)
    .filter((result) => isDeepStrictEqual(result.machine, machine))
    .sort((one, other) => (one.at < other.at ? -1 : 1))
}

function reportOf(all: readonly Result[]): string {
  const byName = new Map(all.flatMap(({ figures }) => figures.map((figure) => [figure.name, figure] as const)))
  const figures = [...byName.values()]
  const samples = all.findLast((result) => result.samples.length > 0)?.samples ?? []
  const named = new Set(goals.map(({ figure }) => figure))
  return [
    '# Speed and memory',
    '',
    `${factsOf({ ...all[0]?.machine })}. Measured:`,
    '',
    ...all.map(({ at, settings, figures: measured }) => `- ${at}: ${measured.length} figures; ${factsOf(settings)}`),
    '',
    'Ratios are of one round, then the median of the rounds with the least and the greatest. "Work" is the processor time that the other server uses for',
    'a request to that of ours: where a server was not the limit, it says more than the speed. "Best" is the same of the best round of each: what',
    'else a machine does only ever makes a request dearer, so it stands where the verdict is noise.',
    '',
    '## Goals',
    '',
    '| goal | figure | wanted | measured | work | best | verdict |',
    '|---|---|---|---|---|---|---|',
    ...goals.map((goal) => rowOf(goal, byName.get(goal.figure))),
    '',
    'Goals in bold decide. The others are reported.',
    '',
    '## Other comparisons',
    '',
    '| figure | measured | work | best | noise |',
    '|---|---|---|---|---|',
    ...figures
      .filter(({ name }) => !named.has(name) && !name.includes(', p95: '))
      .map(
        ({ name, value, work, bestWork, noise }) =>
          `| ${name} | ${span(value)} | ${work === undefined ? '' : span(work)} | ${bestWork?.toFixed(2) ?? ''} | ${noise.join('; ')} |`,
      ),
    '',
    '## Servers',
    '',
    '| operation | connections | server | requests/s | p50 ms | p95 ms | p99 ms | server µs | PostgreSQL µs | busy | memory MB |',
    '|---|---|---|---|---|---|---|---|---|---|---|',
    ...serverRows(samples),
    '',
  ].join('\n')
}

const factsOf = (facts: object): string =>
  Object.entries(facts)
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ')

function rowOf(goal: Goal, figure: Figure | undefined): string {
  const { goal: name, atLeast, atMost, decides } = goal
  const wanted = atLeast === undefined ? `≤ ${atMost ?? ''}` : `≥ ${atLeast}`
  const measured = figure === undefined ? '' : span(figure.value)
  const noise = figure === undefined || figure.noise.length === 0 ? '' : ` (${figure.noise.join('; ')})`
  const work = figure?.work === undefined ? '' : span(figure.work)
  return `| ${decides === true ? `**${name}**` : name} | ${goal.figure} | ${wanted} | ${measured} | ${work} | ${figure?.bestWork?.toFixed(2) ?? ''} | ${verdictOf(goal, figure)}${noise} |`
}

function span({ median: middle, min, max }: Ratio): string {
  const digits = middle < 10 ? 2 : middle < 100 ? 1 : 0
  return min === max ? middle.toFixed(digits) : `${middle.toFixed(digits)} [${min.toFixed(digits)} to ${max.toFixed(digits)}]`
}

function serverRows(samples: readonly Sample[]): string[] {
  const groups = Map.groupBy(samples, ({ operation, connections, server }) => `${operation} | ${connections} | ${server}`)
  return [...groups].map(([name, group]) => {
    const middle = (of: (sample: Sample) => number, digits: number): string => median(group.map(of)).toFixed(digits)
    const times = [middle((each) => each.p50Ms, 1), middle((each) => each.p95Ms, 1), middle((each) => each.p99Ms, 1)]
    const work = [
      middle((each) => each.serverMicroseconds, 0),
      middle((each) => each.postgresMicroseconds, 0),
      middle((each) => each.busy, 2),
    ]
    return `| ${[name, middle((each) => each.perSecond, 0), ...times, ...work, middle((each) => each.residentMb, 0)].join(' | ')} |`
  })
}
