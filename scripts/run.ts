import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { developmentSecrets } from './development-secrets.ts'
import type { LocalPostgres } from './local-postgres.ts'
import { stopChild } from './support/children.ts'
import { inDataFolder, projectFolder } from './support/data-folder.ts'
import { openDevelopmentDatabase } from './support/database.ts'
import { freshenDocs } from './support/docs.ts'
import { takeLock } from './support/lock.ts'
import { findRunning, forgetRunning, readRecord, writeRunning } from './support/running.ts'
import type { Services } from './support/services.ts'
import { startServices } from './support/services.ts'
import { chooseStandIns } from './support/stand-ins.ts'

const readyTimeoutMs = 120_000

const began = Date.now()
const watching = process.argv.includes('--watch')
const host = process.env.HOST ?? '127.0.0.1'
const port = Number(process.env.PORT ?? 8080)
const baseUrl = `http://${host.includes(':') ? `[${host}]` : host}:${port}`

let postgres: LocalPostgres | undefined
let services: Services | undefined
let exitCode: number | undefined

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0))

const started = run().catch((error: unknown) => void fail(error instanceof Error ? error.message : String(error), 1))

async function run(): Promise<void> {
  refuseSecondRun()
  await endLeftovers()
  await refuseTakenPort()
  const { environment, rolePasswords } = await developmentSecrets()
  const [database] = await Promise.all([openDevelopmentDatabase(rolePasswords), freshenDocs()])
  postgres = database.server
  void postgres?.exited.then(() => fail('PostgreSQL ended by itself; its last words are in .data/postgres.log.', 1))
  if (database.applied.length > 0) console.log(`Migrations applied: ${database.applied.length}.`)
  const { owner, application, worker } = database.urls
  const vendors = await chooseStandIns(baseUrl)
  const forDatabase = { DATABASE_URL: application, WORKER_DATABASE_URL: worker }
  const forServices = { ...environment, ...vendors.environment, HOST: host, PORT: String(port), ...forDatabase }
  const forCommands = { ...forServices, MIGRATION_DATABASE_URL: owner }
  seed(forCommands)
  if (exitCode !== undefined) return
  services = startServices(['src/main.ts', 'src/worker.ts', ...vendors.scripts], forServices, watching, {
    onStart: () => setImmediate(remember, forCommands),
    onExit: (script, code) => void serviceEnded(script, code),
  })
  if (await becomesReady()) announce()
}

function refuseSecondRun(): void {
  const held = takeLock(inDataFolder('run.lock'))
  if (!held) return
  const where = findRunning()?.baseUrl
  throw new Error(`ClientFlow already runs in this folder: process ${held.holder}${where === undefined ? '' : `, ${where}`}.`)
}

/** After a kill -9 of this process its services live on, and would keep the port. */
async function endLeftovers(): Promise<void> {
  await Promise.all((readRecord()?.children ?? []).map((child) => stopChild(child)))
  forgetRunning()
}

async function refuseTakenPort(): Promise<void> {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`PORT must be a number from 1 to 65535.`)
  const probe = createServer().listen(port, host)
  try {
    await once(probe, 'listening')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    const taken = `Port ${port} of ${host} is taken. Choose another one: PORT=${port + 1} make run`
    throw new Error(code === 'EADDRINUSE' ? taken : `Cannot listen on ${host}, port ${port}: ${code ?? 'unknown reason'}.`, {
      cause: error,
    })
  }
  probe.close()
  await once(probe, 'close')
}

/** The demo business; a second run changes nothing. */
function seed(environment: Record<string, string>): void {
  const script = 'scripts/seed.ts'
  if (!existsSync(join(projectFolder, script))) return
  const run = spawnSync(process.execPath, [script], { cwd: projectFolder, env: { ...process.env, ...environment }, stdio: 'inherit' })
  if (run.status !== 0) throw new Error('The demo business could not be made.')
}

function remember(environment: Record<string, string>): void {
  const children = services?.running().map(({ pid, command }) => ({ pid, command })) ?? []
  writeRunning({ supervisor: process.pid, children, baseUrl, environment })
}

async function becomesReady(): Promise<boolean> {
  const local = baseUrl.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:')
  const deadline = Date.now() + readyTimeoutMs
  while (exitCode === undefined) {
    const reply = await fetch(`${local}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined)
    await reply?.body?.cancel()
    if (reply?.status === 200) return true
    if (Date.now() > deadline && !watching) throw new Error(`${baseUrl}/readyz did not answer 200 within ${readyTimeoutMs / 1000} s.`)
    await sleep(50)
  }
  return false
}

function announce(): void {
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  console.log(`
ClientFlow is ready after ${seconds} s.

  API        ${baseUrl}
  Docs       ${baseUrl}/docs
  API key    make demo-key
  Try        curl -H "Authorization: Bearer $(make demo-key)" ${baseUrl}/v1/customers
  End        Ctrl-C
`)
}

async function serviceEnded(script: string, code: number): Promise<void> {
  if (watching) console.error(`${script} ended with code ${code}; waiting for a change.`)
  else await fail(`${script} ended with code ${code}.`, code)
}

async function fail(message: string, code: number): Promise<void> {
  if (exitCode === undefined) console.error(message)
  await end(code)
}

/** Ends the services, then the database that they use. A second call changes nothing: every step has its own time limit. */
async function end(code: number): Promise<void> {
  if (exitCode !== undefined) return
  exitCode = code
  // A signal in the middle of the start waits for the step that is under way, so that nothing starts behind its back.
  await services?.stop()
  await started
  await services?.stop()
  await postgres?.stop()
  if (postgres ?? services) forgetRunning()
  process.exit(code)
}
