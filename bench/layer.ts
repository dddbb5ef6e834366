import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ContractSize } from './contract.ts'
import { drawCurve } from './curves.ts'
import type { Figure } from './figures.ts'
import { single } from './figures.ts'
import { describeMachine, onCore } from './machine.ts'
import { median, ratioOf } from './ratios.ts'

const contractSizes: ContractSize[] = ['real', '120 paths', '500 paths']

interface Compiled {
  readonly paths: number
  readonly operations: number
  readonly schemas: number
  readonly seconds: number
  readonly processorSeconds: number
  readonly residentMb: number
  readonly addedMb: number
}

/** What it costs to compile the contract at three sizes, each in a fresh process, the median of so many. Writes results/validators.md. */
export function measureCompiling(rounds: number): Figure[] {
  const rows = contractSizes.map((size) => {
    const runs = Array.from({ length: rounds }, () => ask<Compiled>(['--expose-gc', here('compile.ts'), size]))
    const middle = (of: (run: Compiled) => number): number => median(runs.map(of))
    const [first] = runs
    const numbers = [middle((run) => run.seconds), middle((run) => run.processorSeconds)].map((value) => value.toFixed(2))
    const memory = [middle((run) => run.residentMb), middle((run) => run.addedMb)].map((value) => value.toFixed(0))
    return [first?.operations, first?.paths, first?.schemas, ...numbers, ...memory]
  })
  drawCurve({
    file: 'validators',
    title: 'Compiling every validator, by the size of the contract',
    x: { name: 'operations' },
    y: { name: 'seconds' },
    lines: [
      { name: 'seconds', points: rows.map((row) => [Number(row[0]), Number(row[3])]) },
      { name: 'memory, in units of 100 MB', points: rows.map((row) => [Number(row[0]), Number(row[6]) / 100]) },
    ],
  })
  const { processor, cores, node } = describeMachine()
  const text = [
    '# Compiling the validators',
    '',
    'Every validator of the contract, for requests and replies, in a fresh process; medians. The server listens meanwhile and says that it is not',
    'ready; between two operations it answers. The first row is the contract as it is, the others have synthetic operations of the same kind added.',
    '',
    '| operations | paths | schemas | seconds | processor seconds | memory of the process, MB | of that compiled, MB |',
    '|---|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
    `${processor}, ${cores} cores, Node ${node}, ${rounds} processes each.`,
    '',
  ].join('\n')
  mkdirSync(here('results'), { recursive: true })
  writeFileSync(here('results/validators.md'), text)
  console.log(text)
  return []
}

/** The contract's own part of a request, by its own stopwatch, each time in a fresh process. */
export function measureLayer(rounds: number): Figure[] {
  const runs = Array.from({ length: rounds }, () =>
    contractSizes.map((size) => ask<Record<string, number>>([here('contract-layer.ts'), size])),
  )
  const figures: Figure[] = []
  for (const operation of ['get', 'list', 'create']) {
    const of = (index: number, part = operation): number[] => runs.map((run) => run[index]?.[part] ?? NaN)
    const sized = (index: number): number[] => of(index)
    figures.push(
      { name: `contract layer, ${operation}: µs`, value: ratioOf(sized(0)), noise: [] },
      { name: `contract layer, ${operation}: of that the reply, µs`, value: ratioOf(of(0, `${operation}.reply`)), noise: [] },
      // The best of each size: whatever else a process did at that time only makes it slower.
      single(`contract layer, ${operation}: 500 paths to 120`, Math.min(...sized(2)) / Math.min(...sized(1))),
    )
  }
  for (const { name, value } of figures)
    console.log(`${name} ${value.median.toFixed(2)} [${value.min.toFixed(2)} to ${value.max.toFixed(2)}]`)
  return figures
}

function ask<T>(words: string[]): T {
  const [program = '', ...rest] = onCore('server', [process.execPath, ...words])
  return JSON.parse(execFileSync(program, rest, { encoding: 'utf8' })) as T
}

function here(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url))
}
