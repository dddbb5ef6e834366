import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import type { Pool } from 'pg'
import { migrate, pendingMigrations } from '../../src/db/migrate.ts'
import { migrationNames } from '../../src/db/migration-files.ts'
import { createDatabase, createEmptyDatabase, openPool } from '../support/database.ts'

const animals = 'create table animals (name text primary key);'
const plants = 'create table plants (name text);'
const both = { '0001_animals.sql': animals, '0002_plants.sql': plants }

const root = mkdtempSync(join(tmpdir(), 'migrations-'))
afterAll(() => rmSync(root, { recursive: true }))

test('the migrations of the product bring an empty database to head, and a second run applies nothing', async () => {
  const url = await createEmptyDatabase()

  const first = await migrate(url)
  const second = await migrate(url)

  expect(first).toEqual(await migrationNames())
  expect(second).toEqual([])
})

test('two migrators at once apply each file once between them', async () => {
  const url = await createEmptyDatabase()
  const migrations = folder({ ...both, '0003_slow.sql': 'select pg_sleep(0.2);' })

  const runs = await Promise.all([migrate(url, migrations), migrate(url, migrations)])

  expect(runs.flat()).toEqual(['0001_animals.sql', '0002_plants.sql', '0003_slow.sql'])
  expect(runs).toContainEqual([])
})

test('an applied file that was edited is refused by name, and nothing is applied', async () => {
  const url = await createEmptyDatabase()
  await migrate(url, folder(both))
  const edited = folder({ ...both, '0001_animals.sql': 'create table animals (name text);', '0003_more.sql': 'create table more ();' })

  await expect(migrate(url, edited)).rejects.toThrow('0001_animals.sql was edited after it had been applied')

  expect(await tables(openPool(url))).toEqual(['animals', 'plants', 'schema_migrations'])
})

test('other line ends are no edit', async () => {
  const url = await createEmptyDatabase()
  await migrate(url, folder({ '0001_animals.sql': 'create table animals (\n  name text\n);\n' }))

  const applied = await migrate(url, folder({ '0001_animals.sql': 'create table animals (\r\n  name text\r\n);\r\n' }))

  expect(applied).toEqual([])
})

test('a file that fails leaves nothing of itself, keeps the files before it, and is named with its line', async () => {
  const url = await createEmptyDatabase()
  const broken = folder({ ...both, '0002_plants.sql': `${plants}\n\nselect nonsense;\n` })

  await expect(migrate(url, broken)).rejects.toThrow('0002_plants.sql:3: column "nonsense" does not exist')

  expect(await tables(openPool(url))).toEqual(['animals', 'schema_migrations'])
  expect(await migrate(url, folder(both))).toEqual(['0002_plants.sql'])
})

test('a file that begins with "-- no transaction" may build an index concurrently, one statement after the other', async () => {
  const url = await createEmptyDatabase()
  const index = 'drop index concurrently if exists animals_name;\ncreate index concurrently animals_name on animals (name);'

  await migrate(url, folder({ ...both, '0003_index.sql': `-- no transaction\n-- Built beside running writes.\n${index}\n-- The end.\n` }))

  const { rows } = await openPool(url).query("select from pg_indexes where indexname = 'animals_name'")
  expect(rows).toHaveLength(1)
})

test('a migration gives way to a query that holds its table for longer than the lock timeout, and is applied afterwards', async () => {
  const url = await createEmptyDatabase()
  await migrate(url, folder(both))
  const holder = await openPool(url).connect()
  await holder.query('begin; lock table animals in access share mode')
  const held = holder.query('select pg_sleep(1.3); commit').finally(() => holder.release())

  const applied = await migrate(url, folder({ ...both, '0003_legs.sql': 'alter table animals add column legs int;' }))

  expect(applied).toEqual(['0003_legs.sql'])
  await held
})

test('a role that one file takes does not reach the next one', async () => {
  const url = await createEmptyDatabase()
  // The first gives the application role what recording the file takes; the second is allowed to the owner alone.
  const takesRole = 'grant insert on schema_migrations to clientflow_app; set role clientflow_app;'

  await migrate(url, folder({ '0001_role.sql': takesRole, '0002_plants.sql': plants }))

  expect(await tables(openPool(url))).toEqual(['plants', 'schema_migrations'])
})

test('a new file with a number below an applied one is refused', async () => {
  const url = await createEmptyDatabase()
  await migrate(url, folder({ '0002_plants.sql': plants }))

  await expect(migrate(url, folder(both))).rejects.toThrow('0001_animals.sql comes before 0002_plants.sql')
})

test.each([
  ['Two files with one number', { '0001_a.sql': '', '0001_b.sql': '' }, 'Two migrations have the number 0001'],
  ['A file without a number', { 'a.sql': '' }, 'a.sql is not named like'],
])('%s: refused before anything is applied', async (_what, files, message) => {
  await expect(migrate('postgres://nobody@127.0.0.1:1/never', folder(files))).rejects.toThrow(message)
})

test('the application role sees whether migrations are missing', async () => {
  const { application } = await createDatabase()
  const known = await migrationNames()
  const later = folder(Object.fromEntries([...known, '9999_later.sql'].map((name) => [name, ''])))

  expect(await pendingMigrations(openPool(application))).toEqual([])
  expect(await pendingMigrations(openPool(application), later)).toEqual(['9999_later.sql'])
})

test('in a database that was never migrated, every migration is missing', async () => {
  const url = await createEmptyDatabase()

  expect(await pendingMigrations(openPool(url), folder(both))).toEqual(Object.keys(both))
})

async function tables(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ tablename: string }>("select tablename from pg_tables where schemaname = 'public' order by 1")
  return rows.map((row) => row.tablename)
}

function folder(files: Record<string, string>): string {
  const path = mkdtempSync(join(root, 'set-'))
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(path, name), sql)
  return path
}
