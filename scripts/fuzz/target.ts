import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { developmentSecrets } from '../development-secrets.ts'
import { findFreePort } from '../support/free-port.ts'
import { startServices } from '../support/services.ts'

export type Target = { baseUrl: string; outbox: string; stop: () => Promise<void> }

const readyTimeoutMs = 120_000

/**
 * The API and the worker on this database, with limits out of the way, strict about their own replies, and writing mails to a folder. Vendors are there
 * only when `more` says where.
 */
export async function startTarget(
  urls: { application: string; worker: string },
  signal: AbortSignal,
  more: Readonly<Record<string, string>> = {},
): Promise<Target> {
  const port = await findFreePort()
  const outbox = mkdtempSync(join(tmpdir(), 'clientflow-fuzz-'))
  const ended = new AbortController()
  const services = startServices(['src/main.ts', 'src/worker.ts'], { ...(await environment(urls, port, outbox)), ...more }, false, {
    onStart: () => undefined,
    onExit: (script, code) => ended.abort(new Error(`${script} ended with code ${code}.`)),
  })
  const stop = async (): Promise<void> => {
    await services.stop()
    rmSync(outbox, { recursive: true, force: true })
  }
  const baseUrl = `http://127.0.0.1:${port}`
  try {
    await becomesReady(baseUrl, AbortSignal.any([signal, ended.signal, AbortSignal.timeout(readyTimeoutMs)]))
  } catch (error) {
    await stop()
    throw error
  }
  return { baseUrl, outbox, stop }
}

async function environment(urls: { application: string; worker: string }, port: number, outbox: string): Promise<Record<string, string>> {
  const { environment: secrets } = await developmentSecrets()
  return {
    ...secrets,
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: String(port),
    DATABASE_URL: urls.application,
    WORKER_DATABASE_URL: urls.worker,
    RESPONSE_VIOLATIONS: 'fail',
    // A busy machine makes checks slow, not red.
    SHED_LOOP_DELAY_MS: '60000',
    DATABASE_ACQUIRE_TIMEOUT_MS: '20000',
    DATABASE_QUERY_TIMEOUT_MS: '20000',
    RATE_LIMIT_FACTOR: '1000000',
    OUTBOX_FOLDER: outbox,
    LOG_LEVEL: 'error',
    // Whatever the shell has, nothing leaves this machine.
    POSTMARK_TOKEN: '',
    POSTMARK_URL: 'http://127.0.0.1:1',
    TWILIO_API_URL: 'http://127.0.0.1:1',
    GOOGLE_URL: 'http://127.0.0.1:1',
    GOOGLE_CLIENT_ID: 'nobody',
    GOOGLE_CLIENT_SECRET: 'nothing',
    PROVIDER_TIMEOUT_MS: '1000',
    REDIS_URL: '',
    SUPABASE_ISSUER: '',
  }
}

async function becomesReady(baseUrl: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const reply = await fetch(`${baseUrl}/readyz`, { signal }).catch(() => undefined)
    await reply?.body?.cancel()
    if (reply?.status === 200) return
    await sleep(50)
  }
}
