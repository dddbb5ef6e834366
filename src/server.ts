import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import type { Logger } from 'pino'
import { createApp } from './app.ts'
import { collectGarbage } from './collect-garbage.ts'
import type { Config } from './config.ts'
import { createAccessTokens } from './crypto/access-tokens.ts'
import { createCipher } from './crypto/cipher.ts'
import { createLinkTokens } from './crypto/link-tokens.ts'
import { createPasswords } from './crypto/passwords.ts'
import { createSupabaseTokens } from './crypto/supabase-tokens.ts'
import { createPool } from './db/pool.ts'
import { identifyBuild } from './http/build.ts'
import { answerClientErrors } from './http/client-errors.ts'
import { constantBody, textOf } from './http/constant-body.ts'
import { createContract } from './http/contract/contract.ts'
import { readDocument } from './http/contract/document.ts'
import type { ContractDocument } from './http/contract/document.ts'
import { createCredentials } from './http/credentials.ts'
import { createCursors } from './http/cursor.ts'
import { createLimits } from './http/limits.ts'
import { watchOverload } from './http/overload.ts'
import { createReadiness } from './http/readiness.ts'
import { maxHeaderBytes } from './http/request-limits.ts'
import type { Services } from './http/services.ts'
import { createSignInGuard } from './http/sign-in-guard.ts'
import { cutSlowReaders } from './http/slow-readers.ts'
import { consentUrlOf } from './integrations/calendars.ts'
import { vendorsOf } from './integrations/vendors.ts'
import { createRecordings } from './recordings.ts'

export interface RunningServer {
  readonly url: string
  /** Rejects when the contract does not compile; until it resolves the server answers, but is not ready. */
  readonly compiled: Promise<void>
  /** Stops being ready, finishes what is in flight within the drain time, and closes everything. */
  stop(): Promise<void>
}

/** Starts the API. It listens at once and compiles the contract meanwhile. */
export async function startServer(config: Config): Promise<RunningServer> {
  const log = pino({ level: config.LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  const pool = createPool({
    url: config.DATABASE_URL,
    size: config.DATABASE_POOL_SIZE,
    acquireTimeoutMs: config.DATABASE_ACQUIRE_TIMEOUT_MS,
    queryTimeoutMs: config.DATABASE_QUERY_TIMEOUT_MS,
  })
  const redis = config.REDIS_URL === undefined ? undefined : connectRedis(config.REDIS_URL, log)
  const readiness = createReadiness(pool, () => services.contract.isCompiled())
  const overload = watchOverload(pool, config.SHED_LOOP_DELAY_MS)
  let url = ''
  const services = await createServices(config, log, pool, redis, readiness.notReady, () => config.PUBLIC_URL ?? url)
  const app = createApp(services, overload.isOverloaded)
  const server = createServer(
    // Requests longer than these are attacks or broken: a slow client must not hold a socket.
    {
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      connectionsCheckingInterval: 2_000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: maxHeaderBytes,
      // The request path refuses it with a problem; Node would with nothing.
      requireHostHeader: false,
    },
    app,
  )
  // What somebody expects beside 100-continue may be ignored (RFC 9110, 10.1.1); Node would refuse it with a status that no operation has.
  server.on('checkExpectation', app)
  server.maxRequestsPerSocket = 10_000
  cutSlowReaders(server, 60_000)
  answerClientErrors(server, services.publicUrl)
  await listen(server, config)
  url = urlOf(server, config.HOST)
  const compiled = services.contract
    .compileAll()
    .then(collectGarbage)
    .then(() => log.info({ operations: services.contract.routes.length }, 'Ready to judge every operation'))

  const stop = async (): Promise<void> => {
    readiness.drain()
    await wait(config.DRAIN_DELAY_MS)
    await close(server, config.DRAIN_SECONDS * 1000)
    overload.stop()
    redis?.disconnect()
    await pool.end()
  }
  return { url, compiled, stop }
}

async function createServices(
  config: Config,
  log: Logger,
  pool: ReturnType<typeof createPool>,
  redis: Redis | undefined,
  notReady: Services['notReady'],
  publicUrl: () => string,
): Promise<Services> {
  const { text, document } = readDocument()
  const db = { pool, namedStatements: config.DATABASE_NAMED_STATEMENTS }
  const accessTokens = await createAccessTokens(config.SIGNING_KEYS, config.ACCESS_TOKEN_SECONDS)
  const emailShape = new RegExp(String(document.components.schemas.EmailAddress?.pattern))
  const supabase = config.SUPABASE_ISSUER === undefined ? undefined : createSupabaseTokens(config.SUPABASE_ISSUER, emailShape)
  const vendors = vendorsOf(config)
  const limits = createLimits(config.RATE_LIMIT_FACTOR, redis)
  return {
    config,
    log,
    db,
    contract: createContract(document),
    openapi: describeContract(text, document),
    build: identifyBuild,
    credentials: createCredentials(db, accessTokens, supabase, config.SUPABASE_LINK_BY_EMAIL),
    limits,
    signInGuard: createSignInGuard(limits, config.RATE_LIMIT_FACTOR),
    accessTokens,
    linkTokens: createLinkTokens(config.TOKEN_KEY),
    passwords: createPasswords(),
    cursors: createCursors(config.CURSOR_KEY),
    cipher: createCipher(config.ENCRYPTION_KEYS),
    vendors,
    fetchRecording: createRecordings(vendors),
    publicUrl,
    calendarConsentUrl: consentUrlOf(config, publicUrl),
    notReady,
  }
}

// The digest is of the reply to `GET /openapi.json` as it is sent, so that a client can compare its copy.
function describeContract(text: string, document: ContractDocument): Services['openapi'] {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
  const body = constantBody(JSON.parse(text) as Services['openapi']['body'])
  const digest = `sha256:${createHash('sha256').update(textOf(body)).digest('hex')}`
  return { body, etag, version: document.info.version, digest }
}

// While Redis is away commands fail at once and each process counts for itself, so it reconnects in the background without end. A Redis that says
// nothing is away too: otherwise every request would wait for it anew, at each limit.
function connectRedis(url: string, log: Logger): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    socketTimeout: 100,
    retryStrategy: (tries) => Math.min(tries * 100, 2_000),
  })
  redis.on('error', (error: Error) => log.warn({ err: error }, 'Redis is away; limits are counted by each process'))
  return redis
}

function listen(server: Server, { PORT, HOST }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(PORT, HOST, () => resolve())
  })
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

async function close(server: Server, timeoutMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  // A connection becomes idle when its last reply is out; then it goes too, so that clients look for another server.
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  const late = setTimeout(() => server.closeAllConnections(), timeoutMs)
  await closed
  clearInterval(idle)
  clearTimeout(late)
}
