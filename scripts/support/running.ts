import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { inDataFolder } from './data-folder.ts'
import { commandLine } from './processes.ts'

/** What `make run` leaves for the commands beside it: where the server is, and the environment with which they reach its database. */
export type Running = {
  supervisor: number
  children: { pid: number; command: string }[]
  baseUrl: string
  environment: Record<string, string>
}

const file = () => inDataFolder('running.json')

export function writeRunning(running: Running): void {
  writeFileSync(file(), JSON.stringify(running), { mode: 0o600 })
}

export function forgetRunning(): void {
  rmSync(file(), { force: true })
}

/** The record, whether or not its processes still live. */
export function readRecord(): Running | undefined {
  try {
    return JSON.parse(readFileSync(file(), 'utf8')) as Running
  } catch {
    return undefined
  }
}

/** The running server of this checkout, or undefined when there is none. */
export function findRunning(): Running | undefined {
  const record = readRecord()
  return record && commandLine(record.supervisor).includes('scripts/run.ts') ? record : undefined
}
