import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { projectFolder } from '../scripts/support/data-folder.ts'
import { findFreePort } from '../scripts/support/free-port.ts'
import { makeSecrets } from '../tests/support/secrets.ts'
import { onInterrupt } from './ending.ts'
import { onCore } from './machine.ts'

export interface BenchProcess {
  readonly name: string
  readonly pid: number
  /** Ends when it does. */
  readonly ended: Promise<unknown>
  /** Asks the process for something, when it was started with somebody in it who answers. */
  ask(): Promise<Record<string, number>>
  stop(): Promise<void>
}
export interface BenchServer extends BenchProcess {
  readonly url: string
}

const readyTimeoutMs = 180_000

/** What every server is told. Ours reads all of it, the others what they know of it. */
export async function productionEnvironment(databaseUrl: string): Promise<Record<string, string>> {
  return {
    ...(await makeSecrets()),
    NODE_ENV: 'production',
    LOG_LEVEL: 'info',
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_SIZE: '10',
    // So high that nobody is refused; every request is counted all the same.
    RATE_LIMIT_FACTOR: '1000000',
  }
}

/** Starts `node <words>` on the servers' core, its log thrown away, and waits until it is ready. It takes a free port unless it is told one. */
export async function startServer(name: string, words: string[], environment: Record<string, string>): Promise<BenchServer> {
  const port = environment.PORT ?? String(await findFreePort())
  const started = startProcess(name, words, { HOST: '127.0.0.1', ...environment, PORT: port })
  const url = `http://127.0.0.1:${port}`
  try {
    await Promise.race([
      ready(url),
      started.ended.then(() => {
        throw new Error(`${name} ended before it was ready.`)
      }),
    ])
  } catch (error) {
    process.kill(started.pid, 'SIGKILL')
    throw error
  }
  return { ...started, url }
}

/** Starts `node <words>` on the servers' core, its log thrown away. */
export function startProcess(name: string, words: string[], environment: Record<string, string>): BenchProcess {
  const [program = '', ...rest] = onCore('server', [process.execPath, ...words])
  const nowhere = openSync('/dev/null', 'w')
  const child = spawn(program, rest, {
    cwd: projectFolder,
    env: { PATH: process.env.PATH, NODE_OPTIONS: '', ...environment },
    stdio: ['ignore', nowhere, 'inherit', 'ipc'],
  })
  closeSync(nowhere)
  const ended = once(child, 'exit')
  onInterrupt(() => child.kill('SIGKILL'))
  return {
    name,
    pid: child.pid ?? 0,
    ended,
    async ask() {
      child.send('figures')
      return ((await once(child, 'message')) as [Record<string, number>])[0]
    },
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

// Servers without such a question answer it with 404, and are ready when they do.
async function ready(url: string): Promise<void> {
  const deadline = Date.now() + readyTimeoutMs
  while (Date.now() < deadline) {
    const reply = await fetch(`${url}/readyz`).catch(() => undefined)
    if (reply !== undefined && reply.status !== 503) return
    await wait(50)
  }
  throw new Error(`${url} did not become ready.`)
}
