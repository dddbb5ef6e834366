import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { findFreePort } from '../../scripts/support/free-port.ts'
import { until } from './eventually.ts'

// Debian has it where only root looks.
const env = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin` }

export interface PgBouncer {
  /** The same URL, by way of the pooler. */
  readonly url: string
  stop(): Promise<void>
}

const nobody = { uid: 65_534, gid: 65_534 }

/** The version of the PgBouncer to test with, as [1, 18]. When there is none, a line says so, and the tests that need one are skipped. */
export function pgBouncerVersion(): readonly [number, number] | undefined {
  const [, major, minor] =
    /PgBouncer (\d+)\.(\d+)/.exec(spawnSync('pgbouncer', ['--version'], { encoding: 'utf8', env }).stdout || '') ?? []
  if (major !== undefined && minor !== undefined) return [Number(major), Number(minor)]
  process.stderr.write('pgbouncer is not installed: the tests behind a transaction pooler are skipped.\n')
  return undefined
}

/** Whether it keeps prepared statements in transaction mode, which is so since 1.21. */
export function keepsStatements([major, minor]: readonly [number, number]): boolean {
  return major > 1 || minor >= 21
}

/** A PgBouncer in transaction mode before the database of this URL: whoever comes gets one of so many connections for a transaction at a time. */
export async function startPgBouncer(target: string, connections: number, version: readonly [number, number]): Promise<PgBouncer> {
  const { hostname, port, username, password } = new URL(target)
  const own = await findFreePort()
  const folder = mkdtempSync(join(tmpdir(), 'pgbouncer-'))
  const isRoot = userInfo().uid === 0
  writeFileSync(join(folder, 'users.txt'), `"${username}" "${decodeURIComponent(password)}"\n`)
  writeFileSync(
    join(folder, 'pgbouncer.ini'),
    [
      '[databases]',
      `* = host=${hostname} port=${port || '5432'}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${own}`,
      'unix_socket_dir =',
      'auth_type = scram-sha-256',
      `auth_file = ${join(folder, 'users.txt')}`,
      'pool_mode = transaction',
      `default_pool_size = ${connections}`,
      ...(keepsStatements(version) ? ['max_prepared_statements = 200'] : []),
      // It refuses to be root.
      ...(isRoot ? ['user = nobody'] : []),
    ].join('\n'),
  )
  if (isRoot) for (const path of [folder, join(folder, 'users.txt'), join(folder, 'pgbouncer.ini')]) chownSync(path, nobody.uid, nobody.gid)
  const child = spawn('pgbouncer', ['--quiet', join(folder, 'pgbouncer.ini')], { stdio: 'ignore', env })
  const ended = once(child, 'exit')
  const url = new URL(target)
  url.host = `127.0.0.1:${own}`
  await until('PgBouncer answers', () => answers(url.href))
  return {
    url: url.href,
    async stop() {
      // Asked politely it would wait for its clients; those are ours, and done.
      child.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end()
  }
}
