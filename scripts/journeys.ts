import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Pool } from 'pg'
import { logIn, makeCast } from './fuzz/cast.ts'
import type { Cast } from './fuzz/cast.ts'
import { startTarget } from './fuzz/target.ts'
import { startMailbox } from './journeys/mailbox.ts'
import { startOutside } from './journeys/outside.ts'
import { projectFolder } from './support/data-folder.ts'
import type { DatabaseUrls } from './support/database-urls.ts'
import { withMigratedDatabase } from './support/test-cluster.ts'

// Walks the journeys of openapi/arazzo on a server of its own: each step's reply is held against its criteria and against the contract. What a person
// finds in a mail is asked of a mailbox beside it, and what customers and vendors do is done by the world outside.

const folder = 'openapi/arazzo'

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort(new Error(`Ended by ${signal}.`)))

try {
  process.exitCode = await withMigratedDatabase(walkAll)
} catch (error) {
  const reason: unknown = stop.signal.aborted ? stop.signal.reason : error
  console.error(reason instanceof Error ? reason.message : reason)
  process.exitCode = 1
}

async function walkAll(urls: DatabaseUrls): Promise<number> {
  const pool = new Pool({ connectionString: urls.owner, max: 1 })
  const outside = await startOutside((text, values) => pool.query(text, values))
  const target = await startTarget(urls, stop.signal, outside.settings)
  const mailbox = await startMailbox(target.outbox, stop.signal)
  try {
    const cast = await makeCast(target, stop.signal)
    return await walk(cast, (await logIn(cast)).token, { mailbox: mailbox.url, outside: outside.url })
  } finally {
    mailbox.close()
    await target.stop()
    await outside.close()
    await pool.end()
  }
}

async function walk({ baseUrl, key }: Cast, token: string, others: Readonly<Record<string, string>>): Promise<number> {
  const files = readdirSync(join(projectFolder, folder)).map((name) => join(folder, name))
  const inputs = ['--input', `key=${key.token}`, '--input', `token=${token}`]
  const servers = Object.entries({ api: baseUrl, ...others }).flatMap(([name, url]) => ['--server', `${name}=${url}`])
  const child = spawn(join(projectFolder, 'node_modules/.bin/redocly'), ['respect', ...files, ...servers, ...inputs], {
    cwd: projectFolder,
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    stdio: ['ignore', 'inherit', 'inherit'],
    signal: stop.signal,
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code ?? 1
}
