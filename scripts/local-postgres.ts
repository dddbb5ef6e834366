import type { ChildProcess } from 'node:child_process'
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inDataFolder } from './support/data-folder.ts'
import { findFreePort } from './support/free-port.ts'
import { takeLock } from './support/lock.ts'
import type { PostgresHome } from './support/postgres-home.ts'
import { findPostgresHome } from './support/postgres-home.ts'
import { endProcess } from './support/processes.ts'

export type LocalPostgres = {
  url: string
  exited: Promise<unknown>
  /** The id of its first process, which has started all others. */
  pid: () => number
  /** Ends it as a crash would, every connection with it, and starts it again where it was. */
  crash: () => Promise<void>
  stop: () => Promise<void>
}

/** Not durable: begins empty every time, and is fast because it would not survive a power cut; right for tests. */
export type Options = { durable: boolean }

export class InUse extends Error {}

const startTimeoutMs = 60_000
const passwordName = 'clientflow-password'

/** Starts the PostgreSQL server whose data is .data/<name>, on a free port of 127.0.0.1, and ends one that a killed process left behind. */
export async function startLocalPostgres(name: string, options: Options): Promise<LocalPostgres> {
  const held = takeLock(inDataFolder(`${name}.lock`))
  if (held) throw new InUse(`The database in .data/${name} is in use by process ${held.holder}.`)
  const home = findPostgresHome(name)
  await endLeftover(home)
  if (!options.durable) rmSync(home.data, { recursive: true, force: true })
  if (!existsSync(home.data)) initialise(home, options)
  const log = inDataFolder(`${name}.log`)
  let { server, port } = await startServer(home, log, options)
  let restart = Promise.resolve()
  let isOver = false
  const startAgain = async (): Promise<void> => {
    await endProcess(server.pid ?? 0, `-D ${home.data} `, [['SIGQUIT', 20_000]])
    ;({ server, port } = await startServer(home, log, options, port))
  }
  return {
    url: `postgres://postgres:${readFileSync(join(home.data, passwordName), 'utf8')}@127.0.0.1:${port}/postgres`,
    exited: once(server, 'exit'),
    pid: () => server.pid ?? 0,
    async crash() {
      if (isOver) throw new Error('What was stopped is not started again.')
      await (restart = startAgain())
    },
    async stop() {
      isOver = true
      // An interrupt may come in between, and the server that is just starting would be nobody's.
      await restart.catch(() => undefined)
      await stopServer(home, server)
    },
  }
}

async function endLeftover(home: PostgresHome): Promise<void> {
  const file = join(home.data, 'postmaster.pid')
  if (!existsSync(file)) return
  await stopPid(home, Number(readFileSync(file, 'utf8').split('\n')[0]))
  // After a restart of the machine the id may belong to a stranger, for whose sake the server would refuse to start.
  rmSync(file, { force: true })
}

/** The folder gets its name when it is complete, so that a process killed in between leaves nothing half-made. */
function initialise(home: PostgresHome, options: Options): void {
  const unfinished = `${home.data}-unfinished`
  // Not every system knows C.UTF-8 (older macOS); C sorts the same way.
  const fault = runInitdb(home, unfinished, 'C.UTF-8', options) && runInitdb(home, unfinished, 'C', options)
  if (fault) throw new Error(`PostgreSQL could not make its data folder ${home.data}.\n${fault}`)
  renameSync(`${unfinished}-password`, join(unfinished, passwordName))
  renameSync(unfinished, home.data)
}

function runInitdb(home: PostgresHome, folder: string, locale: string, options: Options): string {
  const passwordFile = `${folder}-password`
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { mode: 0o700 })
  writeFileSync(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 })
  if (home.user) for (const path of [folder, passwordFile]) chownSync(path, home.user.uid, home.user.gid)
  const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const text = ['--encoding=UTF8', `--locale=${locale}`, '--locale-provider=builtin', `--builtin-locale=${locale}`, '--lc-messages=C']
  const flags = [...access, ...text, ...(options.durable ? [] : ['--no-sync'])]
  const run = spawnSync(join(home.programs, 'initdb'), ['-D', folder, ...flags], { ...home.user, cwd: folder, encoding: 'utf8' })
  return run.status === 0 ? '' : (run.error?.message ?? run.stderr)
}

async function startServer(
  home: PostgresHome,
  log: string,
  options: Options,
  wanted?: number,
): Promise<{ server: ChildProcess; port: number }> {
  for (let attempt = 1; ; attempt++) {
    // The log goes to a file that is the server's own, so that a server without its supervisor does not write into a closed pipe.
    const port = wanted ?? (await findFreePort())
    const output = openSync(log, 'w', 0o600)
    const flags = Object.entries(serverSettings(port, options)).flatMap(([key, value]) => ['-c', `${key}=${value}`])
    const server = spawn(join(home.programs, 'postgres'), ['-D', home.data, ...flags], {
      ...home.user,
      cwd: home.data,
      // Its own process group: an interrupt from the keyboard must end the callers of the database first.
      detached: true,
      stdio: ['ignore', output, output],
    })
    closeSync(output)
    if (await becomesReady(home, server)) return { server, port }
    // Another process can take the port meanwhile, and a crashed server's children need a moment to leave.
    if (attempt === 3) throw new Error(`PostgreSQL did not start.\n${readFileSync(log, 'utf8').split('\n').slice(-15).join('\n')}`)
    await sleep(500)
  }
}

function serverSettings(port: number, options: Options): Record<string, string> {
  return {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(options.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
}

async function becomesReady(home: PostgresHome, server: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + startTimeoutMs
  const failed = new Promise<'failed'>((resolve) => server.once('error', () => resolve('failed')).once('exit', () => resolve('failed')))
  while (Date.now() < deadline) {
    if (readStatus(home) === `${server.pid ?? ''} ready`) return true
    if ((await Promise.race([failed, sleep(20)])) === 'failed') return false
  }
  await stopServer(home, server)
  return false
}

/** The server writes its id into the first line of this file and its state into the eighth. */
function readStatus(home: PostgresHome): string {
  const file = join(home.data, 'postmaster.pid')
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  return `${lines[0] ?? ''} ${lines[7]?.trim() ?? ''}`
}

async function stopServer(home: PostgresHome, server: ChildProcess): Promise<void> {
  if (server.pid !== undefined && server.exitCode === null && server.signalCode === null) await stopPid(home, server.pid)
}

/** SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one, which recovers at the next start. */
async function stopPid(home: PostgresHome, pid: number): Promise<void> {
  const steps: [NodeJS.Signals, number][] = [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ]
  await endProcess(pid, `-D ${home.data} `, steps)
}
