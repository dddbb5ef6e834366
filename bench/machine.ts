import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'

/** The core that a server has to itself, and the one that PostgreSQL and the load share. Where cores cannot be chosen, nothing is pinned. */
export const pinning = has('taskset') && availableParallelism() > 1 ? { server: '0', others: '1' } : undefined

export const loadGenerator = has('wrk') ? 'wrk' : 'autocannon'

/** The words that start a command on a core. */
export function onCore(core: 'server' | 'others', command: string[]): string[] {
  return pinning === undefined ? command : ['taskset', '-c', pinning[core], ...command]
}

/** Moves this process, and so everything that it starts, to the core of the others. */
export function makeRoom(): void {
  if (pinning !== undefined) spawnSync('taskset', ['-a', '-c', '-p', pinning.others, String(process.pid)])
}

export function describeMachine(): Record<string, string | number> {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    node: process.versions.node,
    load: loadGenerator,
    pinned: pinning === undefined ? 'no' : 'server on core 0, PostgreSQL and load on core 1',
  }
}

const ticksPerSecond = 100

/** Seconds of processor time that a process has used so far; with those that it started and that have ended, if asked. */
export function processorSeconds(pid: number, withEnded = false): number {
  // The name, in brackets, may hold anything; the numbers come after it.
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ').map(Number) ?? []
  const [own, ended] = [(fields[11] ?? 0) + (fields[12] ?? 0), (fields[13] ?? 0) + (fields[14] ?? 0)]
  return (withEnded ? own + ended : own) / ticksPerSecond
}

/** The same of a process and of all that it has started. */
export function familySeconds(parent: number): number {
  const pids = readFolder('/proc').filter((name) => /^\d+$/.test(name) && parentOf(Number(name)) === parent)
  return pids.reduce((sum, pid) => sum + processorSeconds(Number(pid)), processorSeconds(parent, true))
}

export function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0)
}

export function residentMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024
}

export interface MachineSeconds {
  /** What processes used, what the machine's host took away, and everything, idleness included, over all cores. */
  readonly used: number
  readonly stolen: number
  readonly all: number
}

export function machineSeconds(): MachineSeconds {
  const ticks = (read('/proc/stat').split('\n')[0] ?? '').split(/\s+/).slice(1, 9).map(Number)
  const [user = 0, nice = 0, system = 0] = ticks
  const seconds = (value: number): number => value / ticksPerSecond
  return { used: seconds(user + nice + system), stolen: seconds(ticks[7] ?? 0), all: seconds(ticks.reduce((sum, each) => sum + each, 0)) }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function readFolder(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function has(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
}
