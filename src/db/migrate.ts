import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import { Client } from 'pg'
import { applyMigration, hasCode } from './migration-apply.ts'
import type { MigrationFile } from './migration-files.ts'
import { migrationNames, readMigrations } from './migration-files.ts'

const advisoryLock = 4_178_260_111

/** Applies what is missing and returns the names of the files that this call applied. */
export async function migrate(url: string, folder?: string): Promise<string[]> {
  const files = await readMigrations(folder)
  const client = new Client({ connectionString: url, application_name: 'migrate' })
  await client.connect()
  try {
    await becomeOnlyMigrator(client)
    const pending = await findPending(client, files)
    for (const file of pending) await applyMigration(client, file)
    return pending.map((file) => file.name)
  } finally {
    // Ending the session also gives the advisory lock back.
    await client.end()
  }
}

/** The migrations that this code knows and the database does not have yet. The caller needs no more than select on schema_migrations. */
export async function pendingMigrations(pool: Pick<Pool, 'query'>, folder?: string): Promise<string[]> {
  const [known, applied] = await Promise.all([migrationNames(folder), appliedNames(pool)])
  return known.filter((name) => !applied.has(name))
}

async function appliedNames(pool: Pick<Pool, 'query'>): Promise<Set<string>> {
  try {
    const { rows } = await pool.query<{ name: string }>('select name from public.schema_migrations')
    return new Set(rows.map((row) => row.name))
  } catch (error) {
    if (hasCode(error, '42P01')) return new Set()
    throw error
  }
}

async function becomeOnlyMigrator(client: Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [advisoryLock])
    if (rows[0]?.mine) return
    // Asking again instead of waiting inside a statement: a waiting statement holds a snapshot, for which the other migrator's concurrent index would wait.
    await sleep(50 + Math.random() * 100)
  }
}

async function findPending(client: Client, files: MigrationFile[]): Promise<MigrationFile[]> {
  await client.query(`create table if not exists public.schema_migrations (
    name text constraint schema_migrations_pkey primary key,
    checksum text not null,
    applied_at timestamptz not null default now()
  )`)
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from public.schema_migrations order by name',
  )
  const applied = new Map(rows.map((row) => [row.name, row.checksum]))
  const edited = files.find((file) => applied.has(file.name) && applied.get(file.name) !== file.checksum)
  if (edited) throw new Error(`${edited.name} was edited after it had been applied. Restore it, and put the change into a new migration.`)
  const pending = files.filter((file) => !applied.has(file.name))
  const last = rows.at(-1)?.name ?? ''
  const late = pending.find((file) => file.name < last)
  if (late) throw new Error(`${late.name} comes before ${last}, which is already applied. Give it a later number.`)
  return pending
}
