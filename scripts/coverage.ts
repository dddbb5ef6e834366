import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { linesOfCode } from './support/covered-lines.ts'
import type { Line } from './support/covered-lines.ts'
import { readRuns } from './support/v8-coverage.ts'
import { projectFolder } from './support/data-folder.ts'

// Runs Jest and says which lines of code ran, in Jest itself and in the servers that the tests start; most of it runs in those. With names of test
// files it runs only these and judges nothing.

const least = 95
const judged = ['src/domain', 'src/http']
const raw = join(projectFolder, 'reports/coverage')
const chosen = process.argv.slice(2)

interface Result {
  readonly file: string
  readonly lines: readonly Line[]
}

rmSync(raw, { recursive: true, force: true })
mkdirSync(raw, { recursive: true })
const jest = spawnSync('npm', ['run', '--silent', 'jest', '--', ...chosen], {
  cwd: projectFolder,
  env: { ...process.env, NODE_V8_COVERAGE: raw },
  stdio: 'inherit',
})
process.exitCode = jest.status ?? 1
// A log is read from its end: what failed stands there, not a table.
if (jest.status === 0) report()

function report(): void {
  const runs = readRuns(raw, projectFolder)
  const results = judged.flatMap((folder) =>
    globSync(`${folder}/**/*.ts`, { cwd: projectFolder })
      .sort()
      .map((file): Result => ({ file, lines: linesOfCode(readFileSync(join(projectFolder, file), 'utf8'), runs.get(file) ?? []) }))
      .filter(({ lines }) => lines.length > 0),
  )
  print(results)
  for (const folder of judged) {
    const share = shareOf(results.filter(({ file }) => file.startsWith(`${folder}/`)))
    if (share >= least || chosen.length > 0) continue
    console.error(`${folder}: ${share.toFixed(1)} % of its lines ran; ${least} % is asked for.`)
    process.exitCode = process.exitCode === 0 ? 1 : process.exitCode
  }
}

function print(results: readonly Result[]): void {
  const width = Math.max(...results.map(({ file }) => file.length))
  for (const folder of judged) {
    const inside = results.filter(({ file }) => file.startsWith(`${folder}/`))
    for (const { file, lines } of inside) {
      console.log(`${file.padEnd(width)}  ${percent([{ file, lines }])}  ${missing(lines)}`.trimEnd())
    }
    console.log(`${folder.padEnd(width)}  ${percent(inside)}`)
  }
  console.log(`Lines: ${percent(results).trim()}`)
}

function shareOf(results: readonly Result[]): number {
  const lines = results.flatMap((result) => result.lines)
  return lines.length === 0 ? 100 : (100 * lines.filter(({ ran }) => ran).length) / lines.length
}

// Rounded down, so that 100 means all of them.
function percent(results: readonly Result[]): string {
  return `${(Math.floor(shareOf(results) * 10) / 10).toFixed(1).padStart(5)} %`
}

/** The lines that did not run, as `12-15, 40`. Lines without code between two of them belong to the gap. */
function missing(lines: readonly Line[]): string {
  const gaps: number[][] = []
  for (const [index, { number, ran }] of lines.entries()) {
    if (ran) continue
    if (index > 0 && lines[index - 1]?.ran === false) gaps.at(-1)?.splice(1, 1, number)
    else gaps.push([number])
  }
  return gaps.map((gap) => gap.join('-')).join(', ')
}
