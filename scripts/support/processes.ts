import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** The command line of a running process, or an empty text when there is none: ids are used again, so a process is known by its command. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    if (process.platform === 'linux') return ''
  }
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

/** Sends the signals in turn, each followed by its time, until no process with this text in its command line has that id. */
export async function endProcess(pid: number, command: string, steps: [NodeJS.Signals, number][]): Promise<void> {
  for (const [signal, timeoutMs] of steps) {
    const deadline = Date.now() + timeoutMs
    if (commandLine(pid).includes(command)) trySignal(pid, signal)
    while (commandLine(pid).includes(command)) {
      if (Date.now() > deadline) break
      await sleep(20)
    }
  }
}

function trySignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
