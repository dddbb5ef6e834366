import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type MigrationFile = { name: string; path: string; sql: string; checksum: string; inTransaction: boolean }

const migrationsFolder = fileURLToPath(new URL('../../migrations/', import.meta.url))

const fileName = /^\d{4}_[a-z0-9_]+\.sql$/

/** The migrations of a folder in the order in which they apply. */
export async function readMigrations(folder = migrationsFolder): Promise<MigrationFile[]> {
  const names = await migrationNames(folder)
  return Promise.all(names.map((name) => readMigration(folder, name)))
}

export async function migrationNames(folder = migrationsFolder): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const misnamed = names.find((name) => !fileName.test(name))
  if (misnamed !== undefined) throw new Error(`${misnamed} is not named like 0001_customers.sql.`)
  const twice = names.find((name, index) => names[index - 1]?.slice(0, 4) === name.slice(0, 4))
  if (twice !== undefined) throw new Error(`Two migrations have the number ${twice.slice(0, 4)}: ${twice} needs another one.`)
  return names
}

async function readMigration(folder: string, name: string): Promise<MigrationFile> {
  const path = join(folder, name)
  // A checkout may turn line ends into CRLF; that is not an edit.
  const sql = (await readFile(path, 'utf8')).replaceAll('\r\n', '\n')
  const checksum = createHash('sha256').update(sql).digest('hex')
  return { name, path, sql, checksum, inTransaction: sql.split('\n', 1)[0]?.trim() !== '-- no transaction' }
}
