import { migrate } from './db/migrate.ts'
import { installQueue } from './jobs/install.ts'

const url = process.env.MIGRATION_DATABASE_URL
if (url === undefined || url === '') {
  process.stderr.write('MIGRATION_DATABASE_URL is not set: it names the database and the role that owns its tables.\n')
  process.exit(1)
}

try {
  const applied = await migrate(url)
  await installQueue(url)
  process.stdout.write(applied.length === 0 ? 'The database is up to date.\n' : `Applied ${applied.join(', ')}.\n`)
} catch (error) {
  process.stderr.write(`The database was not migrated further. ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
