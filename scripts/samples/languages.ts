import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { projectFolder } from '../support/data-folder.ts'

export interface Sample {
  readonly source: string
  /** Where the source stands too. */
  readonly file: string
  readonly environment: Readonly<Record<string, string>>
}

/** The status of the reply, or why there was none. */
export type Outcome = { readonly status: number } | { readonly fault: string }

export interface Runner {
  readonly run: (sample: Sample) => Promise<Outcome>
  readonly end: () => void
}

/** What runs the samples of a language, by the language's label. */
export const runners: Readonly<Record<string, () => Runner>> = {
  curl: () => ({ run: runShell, end: () => undefined }),
  TypeScript: () => lineByLine(process.execPath, join(projectFolder, 'scripts/samples/typescript.ts')),
  Python: () => lineByLine('python3', join(projectFolder, 'scripts/samples/python.py')),
}

// The shell has its programs for everything, so the sample is one more; curl tells the status instead of showing the reply.
const statusOnly = `curl() { command curl --silent --show-error --output /dev/null --write-out '%{http_code}' "$@"; }\n`

async function runShell({ source, environment }: Sample): Promise<Outcome> {
  const child = spawn('bash', ['-euc', statusOnly + source], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  const [output, fault] = await Promise.all([text(child.stdout), text(child.stderr)])
  return /^\d{3}$/.test(output) && output !== '000' ? { status: Number(output) } : { fault: fault + output }
}

/** One process for all samples: a line of JSON in, a line of JSON out. */
function lineByLine(command: string, script: string): Runner {
  const child: ChildProcess = spawn(command, [script], { cwd: projectFolder, stdio: ['pipe', 'pipe', 'inherit'] })
  const { stdin, stdout } = child
  if (stdin === null || stdout === null) throw new Error(`${command} has no pipes.`)
  const lines = createInterface({ input: stdout })
  const exited = once(child, 'exit').then(() => {
    throw new Error(`${command} ended before its time.`)
  })
  exited.catch(() => undefined)
  return {
    run: async (sample) => {
      const answer = once(lines, 'line')
      stdin.write(`${JSON.stringify(sample)}\n`)
      const [line] = (await Promise.race([answer, exited])) as [string]
      return JSON.parse(line) as Outcome
    },
    end: () => stdin.end(),
  }
}
