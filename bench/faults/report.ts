import { mkdirSync, writeFileSync } from 'node:fs'
import type { Figure, Goal } from '../figures.ts'
import { goals, verdictOf } from '../figures.ts'
import { describeMachine } from '../machine.ts'

const results = new URL('../results/', import.meta.url)

/** Writes results/faults.md; a run of some scenarios has a file of its own, named by them. */
export function writeFaults(figures: readonly Figure[], only: readonly string[]): void {
  mkdirSync(results, { recursive: true })
  const facts = { day: new Date().toISOString().slice(0, 10), ...describeMachine() }
  const scenarios = Map.groupBy(
    figures,
    ({ name }) => /^faults, ([^:]*?)(?: (?:killed|standing still|emptied|wanting another password|out of memory))?: /.exec(name)?.[1] ?? '',
  )
  const lines = [
    '# When things go wrong',
    '',
    `${Object.entries(facts)
      .map(([name, value]) => `${name}: ${value}`)
      .join('; ')}.`,
    '',
    'Each in the midst of requests that keep coming. Verdicts in bold decide.',
    '',
    ...[...scenarios].flatMap(([scenario, group]) => [
      `## ${scenario.charAt(0).toUpperCase()}${scenario.slice(1)}`,
      '',
      '| figure | measured | wanted | verdict |',
      '|---|---|---|---|',
      ...group.map((figure) =>
        row(
          figure,
          goals.find((goal) => goal.figure === figure.name),
        ),
      ),
      '',
    ]),
  ]
  writeFileSync(new URL(`${['faults', ...only].join('-')}.md`, results), lines.join('\n'))
}

function row(figure: Figure, goal: Goal | undefined): string {
  const { median } = figure.value
  const measured = Number.isInteger(median) ? String(median) : median.toFixed(median < 10 ? 2 : 0)
  const name = figure.name.replace(/^faults, /, '')
  if (goal === undefined) return `| ${name} | ${measured} | | |`
  const wanted = goal.atLeast === undefined ? `≤ ${goal.atMost ?? ''}` : `≥ ${goal.atLeast}`
  const verdict = verdictOf(goal, figure)
  return `| ${name} | ${measured} | ${wanted} | ${goal.decides === true ? `**${verdict}**` : verdict} |`
}
