import { createHmac, randomBytes } from 'node:crypto'
import { migrate } from '../../src/db/migrate.ts'
import { installQueue } from '../../src/jobs/install.ts'
import { InUse, startLocalPostgres } from '../local-postgres.ts'
import type { DatabaseUrls } from './database-urls.ts'
import { createDatabase, dropDatabase, openRoles } from './database-urls.ts'

export type TestCluster = { url: string; stop: () => Promise<void> }

const clustersAtOnce = 8

/** A PostgreSQL server for tests: the one that TEST_DATABASE_URL names, else an embedded one that begins empty. */
export async function startTestCluster(): Promise<TestCluster> {
  const url = process.env.TEST_DATABASE_URL
  if (url !== undefined && url !== '') return { url, stop: () => Promise.resolve() }
  for (let number = 1; ; number++) {
    try {
      return await startLocalPostgres(`test-postgres-${number}`, { durable: false })
    } catch (error) {
      // Two runs in one checkout get a server each.
      if (!(error instanceof InUse) || number === clustersAtOnce) throw error
    }
  }
}

/** A migrated database on a server of its own, gone when the work is done: for the commands that need one for a moment. */
export async function withMigratedDatabase<T>(work: (urls: DatabaseUrls) => Promise<T>): Promise<T> {
  const cluster = await startTestCluster()
  const name = testDatabaseName()
  try {
    return await work(await createMigratedDatabase(cluster.url, name))
  } finally {
    await dropDatabase(cluster.url, name)
    await cluster.stop()
  }
}

export async function createMigratedDatabase(admin: string, name: string): Promise<DatabaseUrls> {
  const owner = await createDatabase(admin, name)
  await migrate(owner)
  await installQueue(owner)
  return openRoles(owner, testPasswords(admin))
}

/** Roles belong to the whole server, so that runs which share one must agree on their passwords. */
export function testPasswords(admin: string): { application: string; worker: string } {
  const derive = (role: string) => createHmac('sha256', admin).update(role).digest('hex')
  return { application: derive('application'), worker: derive('worker') }
}

export function testDatabaseName(): string {
  return `clientflow_test_${process.pid}_${randomBytes(4).toString('hex')}`
}
