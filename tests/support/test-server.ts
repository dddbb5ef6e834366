import { once } from 'node:events'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { findFreePort } from '../../scripts/support/free-port.ts'

export interface TestServer {
  readonly url: string
  readonly process: ChildProcess
  /** SIGTERM, and waits for the end; answers the exit code. */
  stop(): Promise<number | null>
}

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/**
 * Starts the API as a process of its own, as in production but strict about its own replies, and waits until it answers. What it logs goes to the log of
 * the run, or to whoever wants to read it.
 */
export async function startTestServer(environment: Readonly<Record<string, string>>, onLog?: (text: string) => void): Promise<TestServer> {
  const port = await findFreePort()
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      NODE_ENV: 'test',
      LOG_LEVEL: 'error',
      RATE_LIMIT_FACTOR: '10000',
      RESPONSE_VIOLATIONS: 'fail',
      // A busy machine makes tests slow, not red.
      SHED_LOOP_DELAY_MS: '60000',
      DATABASE_ACQUIRE_TIMEOUT_MS: '20000',
      DATABASE_QUERY_TIMEOUT_MS: '20000',
      // Nothing outside is ever called: whoever needs a vendor names its stand-in.
      TWILIO_API_URL: 'http://127.0.0.1:1',
      POSTMARK_URL: 'http://127.0.0.1:1',
      HOST: '127.0.0.1',
      PORT: String(port),
      ...environment,
    },
    stdio: ['ignore', onLog === undefined ? 'inherit' : 'pipe', 'inherit'],
  })
  if (onLog !== undefined) child.stdout?.on('data', (chunk: Buffer) => onLog(chunk.toString()))
  const url = `http://127.0.0.1:${port}`
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  await Promise.race([
    answers(url),
    ended.then((code) => {
      throw new Error(`The server ended with code ${code} before it answered.`)
    }),
  ])
  const stop = (): Promise<number | null> => {
    child.kill('SIGTERM')
    return ended
  }
  return { url, process: child, stop }
}

async function answers(url: string): Promise<void> {
  for (;;) {
    const reply = await fetch(`${url}/livez`).catch(() => undefined)
    if (reply !== undefined) return
    await wait(20)
  }
}

/** Waits until every operation is compiled: before, a busy machine makes a server shed requests, as it should. */
export async function becomesReady(url: string): Promise<void> {
  for (;;) {
    const reply = await fetch(`${url}/readyz`).catch(() => undefined)
    if (reply?.status === 200) return
    await wait(100)
  }
}
