import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach } from '@jest/globals'
import type { DatabaseUrls } from '../../scripts/support/database-urls.ts'
import { parseConfig } from '../../src/config.ts'
import { createLinkTokens } from '../../src/crypto/link-tokens.ts'
import type { LinkTokens } from '../../src/crypto/link-tokens.ts'
import { createPool } from '../../src/db/pool.ts'
import { plain, withTransaction } from '../../src/db/database.ts'
import type { Scope, Tx } from '../../src/db/database.ts'
import type { MailDetails } from '../../src/domain/mails/details.ts'
import { postMail } from '../../src/domain/mails/mails.ts'
import { startWorker } from '../../src/jobs/worker.ts'
import type { RunningWorker, WorkerTimes } from '../../src/jobs/worker.ts'
import { createDatabase, openPool } from './database.ts'
import { makeSecrets } from './secrets.ts'
import type { Secrets } from './secrets.ts'
import { until } from './eventually.ts'

type Row = Record<string, unknown>

export interface Mail {
  readonly id: string
  readonly status: string
  readonly attempts: number
  readonly error: string | null
  readonly provider_message_id: string | null
}

export interface Job {
  readonly task: string
  readonly payload: unknown
  readonly key: string | null
  readonly attempts: number
  readonly max_attempts: number
  readonly last_error: string | null
  readonly locked_by: string | null
}

/** A database with its queue, and workers on it. Everything ends with the test file, workers in this process after each test. */
export interface WorkShop {
  readonly urls: DatabaseUrls
  readonly outbox: string
  readonly linkTokens: LinkTokens
  readonly secrets: Secrets
  /** Asks the database as its owner. */
  rows<R = Row>(text: string, values?: unknown[]): Promise<R[]>
  /** A transaction of the application; `last` comes just before its end. */
  transact<T>(scope: Scope, work: (tx: Tx) => Promise<T>, last?: (tx: Tx) => Promise<unknown> | undefined): Promise<T>
  /** Posts a mail, unless told otherwise one that needs nothing else in the database, and returns its id. */
  post(details?: MailDetails, recipient?: string): Promise<string>
  mail(id: string): Promise<Mail>
  /** The mail, once it has one of these states. */
  settled(id: string, ...statuses: string[]): Promise<Mail>
  /** The mail, once an attempt has failed. */
  attempted(id: string): Promise<Mail>
  /** What stands in the outbox's files, or in the one of this mail. */
  outboxFiles(id?: string): string[]
  jobs(): Promise<Job[]>
  /** Lets jobs that wait for their next attempt begin it now. */
  hurry(): Promise<void>
  /** A worker in this process, quick to notice everything. */
  start(environment?: Record<string, string>, times?: Partial<WorkerTimes>): Promise<RunningWorker>
  /** A purge as the night brings it, to its end. */
  purge(): Promise<void>
  /** A worker as a process of its own. */
  spawn(environment?: Record<string, string>): { readonly child: ChildProcess; readonly ended: Promise<number | null> }
}

const entry = fileURLToPath(new URL('../../src/worker.ts', import.meta.url))
const quick: WorkerTimes = { heartbeatMs: 50, deadAfterMs: 600, pollMs: 50, sweepMs: 1_000, overdueMs: 2_000 }

const workers: RunningWorker[] = []
const children: ChildProcess[] = []
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const worker of workers.splice(0)) await worker.stop()
})

export async function workShop(): Promise<WorkShop> {
  const urls = await createDatabase()
  const outbox = mkdtempSync(join(tmpdir(), 'outbox-'))
  afterAll(() => rmSync(outbox, { recursive: true }))
  const owner = openPool(urls.owner)
  const pool = createPool({ url: urls.application, size: 2, acquireTimeoutMs: 5_000 })
  afterAll(() => pool.end())
  const secrets = await makeSecrets()
  const environment = {
    ...secrets,
    DATABASE_URL: urls.application,
    WORKER_DATABASE_URL: urls.worker,
    OUTBOX_FOLDER: outbox,
    APP_URL: 'https://app.example.com',
    LOG_LEVEL: 'silent',
    WORKER_CONCURRENCY: '2',
  }
  const rows = async <R = Row>(text: string, values: unknown[] = []): Promise<R[]> => (await owner.query(text, values)).rows as R[]
  const mail = async (id: string): Promise<Mail> => {
    const [found] = await rows<Mail>('select id, status, attempts, error, provider_message_id from mails where id = $1', [id])
    if (found === undefined) throw new Error(`There is no mail ${id}.`)
    return found
  }
  const transact: WorkShop['transact'] = (scope, work, last) => withTransaction({ pool, namedStatements: true }, scope, work, last)
  const shop: WorkShop = {
    urls,
    outbox,
    linkTokens: createLinkTokens(secrets.TOKEN_KEY),
    secrets,
    rows,
    transact,
    mail,
    async post(details = { kind: 'account_exists' }, recipient = `person-${randomUUID()}@example.com`) {
      await transact({ nobody: true }, (tx) => postMail(tx, recipient, 'en', details))
      const [posted] = await rows<{ id: string }>('select id from mails where recipient = $1', [recipient])
      return posted?.id ?? ''
    },
    settled: (id, ...statuses) =>
      until(`the mail is ${statuses.join(' or ')}`, async () => {
        const found = await mail(id)
        return statuses.includes(found.status) && found
      }),
    attempted: (id) =>
      until('an attempt has failed', async () => {
        const found = await mail(id)
        return found.error !== null && found
      }),
    outboxFiles: (id = '') =>
      readdirSync(outbox)
        .filter((name) => name.startsWith(id))
        .map((name) => readFileSync(join(outbox, name), 'utf8')),
    jobs: () =>
      rows<Job>(`select t.identifier as task, j.payload, j.key, j.attempts, j.max_attempts, j.last_error, j.locked_by
        from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id order by j.id`),
    async hurry() {
      await rows('update graphile_worker._private_jobs set run_at = now() where locked_at is null')
    },
    async start(more = {}, times = {}) {
      const { WORKER_DATABASE_URL = '', ...config } = parseConfig({ ...environment, ...more })
      const worker = await startWorker({ ...config, WORKER_DATABASE_URL }, { ...quick, ...times })
      workers.push(worker)
      return worker
    },
    async purge() {
      const worker = await shop.start()
      await transact({ nobody: true }, (tx) => addJob(tx, 'purge', {}))
      await until('the purge is done', async () => (await shop.jobs()).every(({ task }) => task !== 'purge'))
      await worker.stop()
    },
    spawn(more = {}) {
      const env = { ...process.env, NODE_OPTIONS: '', ...environment, ...more }
      const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'ignore', 'inherit'] })
      children.push(child)
      return { child, ended: once(child, 'exit').then(([code]) => code as number | null) }
    },
  }
  return shop
}

/** Adds a job the way the application does, with whatever payload. */
export async function addJob(
  tx: Tx,
  task: string,
  payload: unknown,
  jobKey: string | null = null,
  runAt: Date | null = null,
): Promise<void> {
  await tx.all(plain('select app.enqueue($1, $2, $3, $4)', [task, JSON.stringify(payload), jobKey, runAt]))
}
