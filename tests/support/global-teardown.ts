import { dropDatabase } from '../../scripts/support/database-urls.ts'
import { shared } from './shared.ts'

// eslint-disable-next-line no-restricted-syntax -- Jest calls the default export.
export default async function tearDown(): Promise<void> {
  for (const server of shared.servers ?? []) await server.stop()
  if (shared.cluster) for (const name of shared.databases ?? []) await dropDatabase(shared.cluster.url, name)
  await shared.vendors?.stop()
  await shared.cluster?.stop()
}
