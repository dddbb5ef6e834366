import { migrate } from '../../src/db/migrate.ts'
import { installQueue } from '../../src/jobs/install.ts'
import type { LocalPostgres } from '../local-postgres.ts'
import { startLocalPostgres } from '../local-postgres.ts'
import type { DatabaseUrls, RolePasswords } from './database-urls.ts'
import { createDatabase, databaseExists, openRoles, withDatabase } from './database-urls.ts'

export type DevelopmentDatabase = { urls: DatabaseUrls; server: LocalPostgres | undefined; applied: string[] }

const name = 'clientflow'

/** The migrated database of this checkout: the one that DATABASE_URL names, as its administrator, else an embedded server's. */
export async function openDevelopmentDatabase(passwords: RolePasswords, given = process.env.DATABASE_URL): Promise<DevelopmentDatabase> {
  if (given !== undefined && given !== '') return { ...(await prepare(given, passwords)), server: undefined }
  const server = await startLocalPostgres('postgres', { durable: true })
  try {
    const exists = await databaseExists(server.url, name)
    const owner = exists ? withDatabase(server.url, name) : await createDatabase(server.url, name)
    return { ...(await prepare(owner, passwords)), server }
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function prepare(owner: string, passwords: RolePasswords): Promise<{ urls: DatabaseUrls; applied: string[] }> {
  if (!URL.canParse(owner) || new URL(owner).hostname === '')
    throw new Error('DATABASE_URL must look like postgres://user:password@host:5432/database.')
  const applied = await migrate(owner)
  await installQueue(owner)
  return { urls: await openRoles(owner, passwords), applied }
}
