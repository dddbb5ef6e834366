import { createDatabase } from '../../scripts/support/database-urls.ts'
import { roleUrls } from '../../scripts/support/database-urls.ts'
import { createMigratedDatabase, startTestCluster, testDatabaseName, testPasswords } from '../../scripts/support/test-cluster.ts'
import { startVendors } from '../vendors/vendors.ts'
import { makeSecrets } from './secrets.ts'
import { shared } from './shared.ts'
import { becomesReady, startTestServer } from './test-server.ts'

interface JestConfig {
  readonly maxWorkers: number
}

/**
 * One PostgreSQL for the whole run, one migrated database that test files may clone, and for each Jest worker one API server with a database of its
 * own: compiling the contract in each test file would take longer than the tests.
 */
// eslint-disable-next-line no-restricted-syntax -- Jest calls the default export.
export default async function setUp({ maxWorkers }: JestConfig): Promise<void> {
  const cluster = await startTestCluster()
  shared.cluster = cluster
  const template = testDatabaseName()
  try {
    await createMigratedDatabase(cluster.url, template)
    // The workers start after this and inherit the environment, nothing else.
    process.env.CLIENTFLOW_TEST_ADMIN_URL = cluster.url
    process.env.CLIENTFLOW_TEST_TEMPLATE = template
    const secrets = await makeSecrets()
    const vendors = await startVendors()
    shared.vendors = vendors
    process.env.CLIENTFLOW_TEST_VENDORS = vendors.url
    process.env.CLIENTFLOW_TEST_SECRETS = JSON.stringify(secrets)
    shared.databases = [template]
    shared.servers = []
    for (let worker = 1; worker <= maxWorkers; worker += 1) {
      const name = testDatabaseName()
      const urls = roleUrls(await createDatabase(cluster.url, name, template), testPasswords(cluster.url))
      shared.databases.push(name)
      const server = await startTestServer({
        ...secrets,
        DATABASE_URL: urls.application,
        GOOGLE_URL: vendors.googleUrl,
        GOOGLE_CLIENT_ID: 'the-tests',
        GOOGLE_CLIENT_SECRET: 'the-secret-of-the-tests',
        TWILIO_API_URL: vendors.twilioUrl,
        POSTMARK_URL: vendors.postmarkUrl,
      })
      shared.servers.push(server)
      process.env[`CLIENTFLOW_TEST_SERVER_${worker}`] = JSON.stringify({ url: server.url, urls })
    }
    await Promise.all(shared.servers.map(({ url }) => becomesReady(url)))
  } catch (error) {
    await cluster.stop()
    throw error
  }
}
