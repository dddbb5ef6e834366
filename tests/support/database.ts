import { afterAll } from '@jest/globals'
import { Pool } from 'pg'
import type { DatabaseUrls } from '../../scripts/support/database-urls.ts'
import { createDatabase as createNamed, dropDatabase, roleUrls } from '../../scripts/support/database-urls.ts'
import { testDatabaseName, testPasswords } from '../../scripts/support/test-cluster.ts'

// What the test file opened, ended after it, the last one first: pools before their databases.
const opened: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const end of opened.reverse()) await end()
})

/** Has something end after the test file, before whatever was opened before it. */
export function endsAfterwards(end: () => Promise<unknown>): void {
  opened.push(end)
}

/** A migrated database of its own, dropped after the test file. One for the whole file is enough where each test makes its own business. */
export async function createDatabase(): Promise<DatabaseUrls> {
  return roleUrls(await create(fromSetup('CLIENTFLOW_TEST_TEMPLATE')), testPasswords(admin()))
}

/** A database without anything in it, for what happens before and during migrations. Returns the owner's URL. */
export async function createEmptyDatabase(): Promise<string> {
  return create()
}

/** A pool that is closed after the test file. */
export function openPool(url: string): Pool {
  const pool = new Pool({ connectionString: url })
  // Dropping the database cuts what is still connected to it.
  pool.on('error', () => undefined)
  opened.push(() => pool.end())
  return pool
}

async function create(template?: string): Promise<string> {
  const name = testDatabaseName()
  opened.push(() => dropDatabase(admin(), name))
  return createNamed(admin(), name, template)
}

function admin(): string {
  return fromSetup('CLIENTFLOW_TEST_ADMIN_URL')
}

function fromSetup(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set: tests run by Jest with tests/support/global-setup.ts.`)
  return value
}
