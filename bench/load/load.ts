import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Caller } from '../data/databases.ts'
import { loadGenerator, onCore } from '../machine.ts'

export type Operation = 'get' | 'list' | 'create' | 'mixed' | 'webhook' | `search ${string}`

/** What a load generator says about one run. */
export interface LoadResult {
  readonly requests: number
  readonly seconds: number
  /** Replies that were not 2xx, and requests without one. */
  readonly refused: number
  readonly broken: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
}

export interface Load {
  run(url: string, operation: Operation, connections: number, seconds: number): Promise<LoadResult>
  /** The same in an open loop: so many requests a second, each timed from when it was due. Accounts of providers stand in a file of their own. */
  runAt(url: string, operation: Operation, connections: number, seconds: number, perSecond: number, accounts?: string): Promise<LoadResult>
  end(): void
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const marker = `${Date.now().toString(36)}${process.pid}`
// Who sends when it is due must not wait for the core behind those that it asks. Without the right to that it stays as urgent as they are.
const punctual = ['nice', '-n', '-10']
let runs = 0

/** A load of these callers: each request is another one's, so that all their credentials stay in use. */
export function prepareLoad(callers: readonly Caller[]): Load {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const file = join(folder, 'callers.txt')
  writeFileSync(file, callers.flatMap(({ key, customerIds }) => customerIds.map((id) => `${key} ${id}\n`)).join(''))
  const wordsOf = (operation: Operation, from = file): string[] => [operation, from, `${marker}-${(runs += 1)}`]
  const ours = (program: string, url: string, connections: number, seconds: number, words: string[]): string[] => [
    process.execPath,
    here(program),
    url,
    String(connections),
    String(seconds),
    ...words,
  ]
  return {
    run(url, operation, connections, seconds) {
      const words = wordsOf(operation)
      const wrk = ['wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '20s', '-s', here('wrk.lua'), url, '--', ...words]
      return resultOf(loadGenerator === 'wrk' ? wrk : ours('autocannon.ts', url, connections, seconds, words))
    },
    runAt: (url, operation, connections, seconds, perSecond, accounts) =>
      resultOf([...punctual, ...ours('arrivals.ts', url, connections, seconds, [...wordsOf(operation, accounts), String(perSecond)])]),
    end: () => rmSync(folder, { recursive: true }),
  }
}

async function resultOf(command: string[]): Promise<LoadResult> {
  const output = await runProgram(onCore('others', command))
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as LoadResult
}

async function runProgram([program = '', ...words]: string[]): Promise<string> {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [output, [code]] = (await Promise.all([text(child.stdout), once(child, 'exit')])) as [string, [number | null]]
  if (code !== 0) throw new Error(`${program} ended with ${code ?? 'a signal'}: ${output}`)
  return output
}
