import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { Client } from 'pg'
import { startLocalPostgres } from '../../scripts/local-postgres.ts'
import { inDataFolder, projectFolder } from '../../scripts/support/data-folder.ts'
import { commandLine } from '../../scripts/support/processes.ts'
import { findPostgresHome } from '../../scripts/support/postgres-home.ts'

const owners: ChildProcess[] = []
const name = `trial-postgres-${process.pid}`

// Without its data folder a server ends by itself.
afterAll(() => {
  for (const owner of owners) owner.kill('SIGKILL')
  rmSync(findPostgresHome(name).data, { recursive: true, force: true })
  for (const suffix of ['.lock', '.lock-holder', '.log']) rmSync(inDataFolder(`${name}${suffix}`), { force: true })
})

test('a server in use is refused to others; when its owner was killed, the next start ends it and keeps what it had committed', async () => {
  const owner = await startElsewhere()
  await query(owner.url, 'create table kept as select 42 as answer')
  const serverPid = Number((await query(owner.url, `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid`)).pid)
  await expect(startLocalPostgres(name, { durable: true })).rejects.toThrow(`is in use by process ${owner.process.pid}`)

  owner.process.kill('SIGKILL')
  await once(owner.process, 'exit')
  expect(commandLine(serverPid)).toContain(name)
  const next = await startLocalPostgres(name, { durable: true })
  const kept = await query(next.url, 'select answer from kept')
  await next.stop()

  expect(kept.answer).toBe(42)
  expect(commandLine(serverPid)).not.toContain(name)
})

async function startElsewhere(): Promise<{ process: ChildProcess; url: string }> {
  const module = JSON.stringify(join(projectFolder, 'scripts/local-postgres.ts'))
  const script = `const { startLocalPostgres } = await import(${module})
    console.log((await startLocalPostgres('${name}', { durable: true })).url)`
  const child = spawn('node', ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  owners.push(child)
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { process: child, url: line.toString().trim() }
}

async function query(url: string, text: string): Promise<Record<string, unknown>> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<Record<string, unknown>>(text).finally(() => client.end())
  return rows[0] ?? {}
}
