import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { projectFolder } from './support/data-folder.ts'

// Runs the checks of package.json: `lint:…` only read files, `test:…` start something. `node scripts/test.ts lint` runs the first kind alone,
// `node scripts/test.ts test:unit` that one.

type Check = { name: string; command: string }

const timeoutMs = 30 * 60_000
const shownLines = 120
// What is worth seeing of a check that passed.
const figures = /^(Tests|All files|Lines|Samples) *[:|]|^\S+ is not installed: /
const reports = join(projectFolder, 'reports')

const checks = findChecks(process.argv[2] ?? '')
mkdirSync(reports, { recursive: true })
const { passed, failed } = await runAll(checks)
const summary = `${passed} passed, ${failed} failed`
writeFileSync(join(reports, 'summary.txt'), `${summary}\n`)
console.log(summary)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1

function findChecks(prefix: string): Check[] {
  const manifest = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
  const all = Object.entries(manifest.scripts).map(([name, command]) => ({ name, command }))
  return ['lint:', 'test:'].flatMap((kind) => all.filter(({ name }) => name.startsWith(kind) && name.startsWith(prefix)))
}

// What only reads files runs side by side, a check to a processor; what starts something has the machine to itself. After a failure nothing else begins.
async function runAll(checks: readonly Check[]): Promise<{ passed: number; failed: number }> {
  const count = { passed: 0, failed: 0 }
  const runOneByOne = async (waiting: Check[]): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined && count.failed === 0; check = waiting.shift()) {
      if (await passes(check)) count.passed++
      else count.failed++
    }
  }
  const lints = checks.filter(({ name }) => name.startsWith('lint:'))
  await Promise.all(Array.from({ length: availableParallelism() }, () => runOneByOne(lints)))
  await runOneByOne(checks.filter(({ name }) => !name.startsWith('lint:')))
  return count
}

async function passes({ name, command }: Check): Promise<boolean> {
  console.log(`${name} …`)
  const began = Date.now()
  const log = join(reports, `${name.replace(':', '-')}.log`)
  const passed = await run(command, log)
  const output = readFileSync(log, 'utf8').trimEnd().split('\n')
  for (const line of passed ? output.filter((line) => figures.test(line)) : output.slice(-shownLines)) console.log(`  ${line}`)
  console.log(`${name}: ${passed ? 'passed' : `FAILED (${command})`}, ${((Date.now() - began) / 1000).toFixed(1)} s`)
  return passed
}

async function run(command: string, log: string): Promise<boolean> {
  const output = openSync(log, 'w')
  // A process group of its own, so that a check that hangs ends together with what it started.
  const child = spawn(command, {
    cwd: projectFolder,
    shell: true,
    env: { ...process.env, NO_COLOR: '1' },
    detached: true,
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  const end = () => child.pid !== undefined && process.kill(-child.pid, 'SIGTERM')
  const endAndExit = () => {
    end()
    process.exit(130)
  }
  const timer = setTimeout(end, timeoutMs)
  process.on('SIGINT', endAndExit).on('SIGTERM', endAndExit)
  const [code] = (await once(child, 'exit')) as [number | null]
  process.off('SIGINT', endAndExit).off('SIGTERM', endAndExit)
  clearTimeout(timer)
  return code === 0
}
