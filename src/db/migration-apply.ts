import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import { DatabaseError } from 'pg'
import type { MigrationFile } from './migration-files.ts'

const lockAttempts = 20

/** Applies one file, and gives way to running queries that hold a lock which it needs. */
export async function applyMigration(client: Client, file: MigrationFile): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await (file.inTransaction ? applyInTransaction(client, file) : applyOutside(client, file))
      // A role or setting that the file chose for itself must not reach the next one.
      await client.query('reset role; reset all')
      return
    } catch (error) {
      // A migration that waits for a lock makes every later query on that table wait behind it, so it gives way and comes back.
      if (!hasCode(error, '55P03') || attempt === lockAttempts) throw located(error, file)
      await sleep(Math.random() * 250 * Math.min(attempt, 8))
    }
  }
}

async function applyInTransaction(client: Client, file: MigrationFile): Promise<void> {
  await client.query('begin')
  try {
    await client.query(`set local lock_timeout = '1s'; set local statement_timeout = '1min'`)
    await client.query(file.sql)
    await record(client, file)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function applyOutside(client: Client, file: MigrationFile): Promise<void> {
  // Such statements wait for running transactions without blocking anyone, so they may wait longer.
  await client.query(`set lock_timeout = '5min'; set statement_timeout = 0`)
  // Several statements in one query would run in one implicit transaction, so each is sent by itself.
  for (const statement of file.sql.split(/;[ \t]*(?:\n|$)/)) {
    if (statement.replace(/^\s*--.*$/gm, '').trim() !== '') await client.query(statement)
  }
  await record(client, file)
}

async function record(client: Client, file: MigrationFile): Promise<void> {
  await client.query('insert into public.schema_migrations (name, checksum) values ($1, $2)', [file.name, file.checksum])
}

function located(error: unknown, file: MigrationFile): Error {
  const position = error instanceof DatabaseError && file.inTransaction ? Number(error.position ?? Number.NaN) : Number.NaN
  const line = Number.isNaN(position) ? '' : `:${file.sql.slice(0, position).split('\n').length}`
  return new Error(`${file.name}${line}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof DatabaseError && error.code === code
}
