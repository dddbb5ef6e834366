import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { projectFolder } from './data-folder.ts'
import { endProcess } from './processes.ts'

const drainTimeoutMs = 20_000

/** `command` is what its command line contains. */
export type Child = { script: string; command: string; pid: number; exited: Promise<number> }

/** Starts `node <script>`. It gets a process group of its own, so that an interrupt from the keyboard reaches the supervisor alone. */
export function startChild(script: string, environment: Record<string, string>): Child {
  const command = join(projectFolder, script)
  const child = spawn(process.execPath, [command], {
    cwd: projectFolder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  })
  return { script, command, pid: child.pid ?? 0, exited: exitCode(child) }
}

/** SIGTERM lets requests and jobs in flight end. */
export async function stopChild({ pid, command }: Pick<Child, 'pid' | 'command'>): Promise<void> {
  const steps: [NodeJS.Signals, number][] = [
    ['SIGTERM', drainTimeoutMs],
    ['SIGKILL', 5_000],
  ]
  await endProcess(pid, command, steps)
}

function exitCode(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
