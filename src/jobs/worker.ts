import { Pool } from 'pg'
import { pino } from 'pino'
import type { Config } from '../config.ts'
import { createCipher } from '../crypto/cipher.ts'
import { createLinkTokens } from '../crypto/link-tokens.ts'
import { createPool } from '../db/pool.ts'
import { createCalendars } from '../integrations/calendars.ts'
import type { EmailService } from '../integrations/email.ts'
import { createOutbox } from '../integrations/outbox.ts'
import { createPostmark } from '../integrations/postmark.ts'
import { vendorsOf } from '../integrations/vendors.ts'
import { startHeartbeat } from './heartbeat.ts'
import { logQueueTo } from './queue-log.ts'
import { createRetryBudget } from './retry-budget.ts'
import { startRunner } from './runner.ts'
import { schedule } from './schedule.ts'
import { startSweeper } from './sweeper.ts'
import { createTasks } from './tasks.ts'
import { noteTimeZoneData } from './time-zone-data.ts'

export type WorkerConfig = Config & { readonly WORKER_DATABASE_URL: string }

export interface WorkerTimes {
  readonly heartbeatMs: number
  /** Silent for so long, another worker counts as dead. With the interval and a moment for the claim it stays well below 45 s. */
  readonly deadAfterMs: number
  /** How often to look for jobs that are due without having been announced, like those that are tried again. */
  readonly pollMs: number
  /** How often to look for reminders that are due, and for messages that have no job any more, and how long those must have been due. */
  readonly sweepMs: number
  readonly overdueMs: number
}

export interface RunningWorker {
  /** Claims nothing more, finishes what runs within the drain time, and closes everything. */
  stop(): Promise<void>
}

export const usualTimes: WorkerTimes = { heartbeatMs: 5_000, deadAfterMs: 20_000, pollMs: 2_000, sweepMs: 5_000, overdueMs: 2_000 }

/** Starts a worker: it runs jobs as they are added, and by the clock. Several may run side by side. */
export async function startWorker(config: WorkerConfig, times: Partial<WorkerTimes> = {}): Promise<RunningWorker> {
  const { heartbeatMs, deadAfterMs, pollMs, sweepMs, overdueMs } = { ...usualTimes, ...times }
  const log = pino({ level: config.LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  const concurrency = config.WORKER_CONCURRENCY
  // Two more: one listens for new jobs, one is for the heartbeat and the clock.
  const queuePool = openQueuePool(config.WORKER_DATABASE_URL, concurrency + 2)
  // Few, because a flood of jobs would crowd out whoever waits for the API. Jobs that wait for a provider hold none.
  const applicationPool = createPool({ url: config.DATABASE_URL, size: config.WORKER_DATABASE_CONNECTIONS, acquireTimeoutMs: 10_000 })
  const closePools = (): Promise<unknown> => Promise.all([queuePool.end(), applicationPool.end()])
  const namedStatements = config.DATABASE_NAMED_STATEMENTS
  const publicUrl = config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`
  const taskList = createTasks({
    log,
    queue: { pool: queuePool, namedStatements },
    application: { pool: applicationPool, namedStatements },
    email: createEmail(config),
    mailFrom: config.MAIL_FROM,
    linkTokens: createLinkTokens(config.TOKEN_KEY),
    cipher: createCipher(config.ENCRYPTION_KEYS),
    vendors: vendorsOf(config),
    calendars: createCalendars(config, publicUrl),
    retryBudget: createRetryBudget(),
    senders: new Map(),
    baseUrl: (config.APP_URL ?? publicUrl).replace(/\/+$/, ''),
    publicUrl: publicUrl.replace(/\/+$/, ''),
  })
  const runner = await startRunner(
    {
      pgPool: queuePool,
      taskList,
      parsedCronItems: schedule,
      concurrency,
      pollInterval: pollMs,
      noHandleSignals: true,
      noPreparedStatements: !namedStatements,
      // Jobs that end within so many milliseconds leave the queue by one statement.
      preset: { worker: { completeJobBatchDelay: 5 } },
      gracefulShutdownAbortTimeout: (config.DRAIN_SECONDS * 1000) / 2,
      logger: logQueueTo(log),
    },
    log,
  ).catch(async (error: unknown) => {
    await closePools()
    throw error
  })
  await noteTimeZoneData({ pool: queuePool, namedStatements }, process.versions.tz ?? 'unknown').catch((error: unknown) =>
    log.error({ err: error }, 'The time-zone data could not be compared, so the next start does it'),
  )
  const heartbeat = startHeartbeat({ pool: queuePool, log, workerId: runner.workerId, intervalMs: heartbeatMs, deadAfterMs })
  const sweeper = startSweeper({ queue: { pool: queuePool, namedStatements }, log, intervalMs: sweepMs, overdueMs })
  log.info({ concurrency, mails: config.POSTMARK_TOKEN === undefined ? config.OUTBOX_FOLDER : 'Postmark' }, 'Ready for jobs')
  const stop = async (): Promise<void> => {
    await runner.stop(config.DRAIN_SECONDS * 1000)
    await Promise.all([heartbeat.stop(), sweeper.stop()])
    await closePools()
  }
  let stopped: Promise<void> | undefined
  return { stop: () => (stopped ??= stop()) }
}

function createEmail(config: WorkerConfig): EmailService {
  const token = config.POSTMARK_TOKEN
  if (token === undefined) return createOutbox(config.OUTBOX_FOLDER)
  return createPostmark({ token, url: config.POSTMARK_URL, timeoutMs: config.POSTMARK_TIMEOUT_MS })
}

// Not by createPool: the queue reads its own columns as pg gives them, and sends one query at a time.
function openQueuePool(connectionString: string, max: number): Pool {
  const pool = new Pool({ connectionString, max, keepAlive: true, connectionTimeoutMillis: 10_000, application_name: 'clientflow-worker' })
  // Without a listener a connection that breaks would end the process, whether idle or in use; the query on it fails anyway.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return pool
}
