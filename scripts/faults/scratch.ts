import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { projectFolder } from '../support/data-folder.ts'
import type { Fault } from './fault.ts'

/** A copy of the project in which faults are planted, so that the project itself is never touched. */
export interface Scratch {
  /** Plants a fault and returns how to take it out again. Throws when the fault does not fit the code. */
  plant(fault: Fault): () => void
  /** Runs tests; the names of those that failed, and whether any ran at all. */
  test(places: readonly string[]): Outcome
  remove(): void
}
export interface Outcome {
  readonly ran: number
  readonly failed: readonly string[]
}

const timeoutMs = 10 * 60_000

interface JestReport {
  readonly testResults: readonly {
    readonly name: string
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
  }[]
}

export function makeScratch(databaseUrl: string): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'clientflow-faults-'))
  copyProject(folder)
  return {
    plant: (fault) => plant(join(folder, fault.file), fault),
    test: (places) => runJest(folder, databaseUrl, places),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Every file that is or would be committed, with the packages of the project itself. */
export function copyProject(folder: string): void {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: projectFolder,
    encoding: 'utf8',
  })
  for (const file of list.split('\0').filter((name) => name !== '')) {
    mkdirSync(join(folder, dirname(file)), { recursive: true })
    cpSync(join(projectFolder, file), join(folder, file))
  }
  symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'))
}

function plant(path: string, { from, to }: Fault): () => void {
  const sound = readFileSync(path, 'utf8')
  const places = sound.split(from).length - 1
  if (places !== 1) throw new Error(`the passage stands there ${places} times`)
  // A function, because a text would have its dollar signs read as patterns.
  writeFileSync(
    path,
    sound.replace(from, () => to),
  )
  return () => writeFileSync(path, sound)
}

function runJest(folder: string, databaseUrl: string, places: readonly string[]): Outcome {
  const file = join(folder, 'jest-report.json')
  rmSync(file, { force: true })
  const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js']
  const patterns = places.map((place) => `/tests/${place}[./]`)
  const { stderr } = spawnSync(process.execPath, [...jest, '--silent', '--json', '--outputFile', file, ...patterns], {
    cwd: folder,
    env: { ...process.env, TEST_DATABASE_URL: databaseUrl },
    timeout: timeoutMs,
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  return read(file) ?? { ran: 0, failed: [stderr.trim().split('\n').slice(-3).join(' ').slice(0, 300)] }
}

function read(file: string): Outcome | undefined {
  let report: JestReport
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as JestReport
  } catch {
    return undefined
  }
  const results = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status }) => ({ name: `${name.split('/tests/').at(-1) ?? name}: ${fullName}`, status })),
  )
  return { ran: results.length, failed: results.filter(({ status }) => status === 'failed').map(({ name }) => name) }
}
