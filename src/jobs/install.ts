import { runMigrations } from 'graphile-worker'
import { Pool } from 'pg'

/** Creates or updates the job queue's own tables, as the role that owns them. Harmless when they are there; called after each migration. */
export async function installQueue(migrationUrl: string): Promise<void> {
  const pool = new Pool({ connectionString: migrationUrl, options: '-c role=clientflow_worker', max: 1 })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  try {
    await runMigrations({ pgPool: pool })
  } finally {
    await pool.end()
  }
}
