import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { developmentSecrets } from './development-secrets.ts'
import { projectFolder } from './support/data-folder.ts'
import { openDevelopmentDatabase } from './support/database.ts'
import { findRunning } from './support/running.ts'

// Runs src/verify-audit.ts on the database of `make run`, which it starts for the moment when it is not running.

const running = findRunning()
process.exitCode = running === undefined ? await verifyStopped() : verify(running.environment)

async function verifyStopped(): Promise<number> {
  const { rolePasswords } = await developmentSecrets()
  const { urls, server } = await openDevelopmentDatabase(rolePasswords)
  try {
    return verify({ DATABASE_URL: urls.application, WORKER_DATABASE_URL: urls.worker })
  } finally {
    await server?.stop()
  }
}

function verify(environment: Record<string, string>): number {
  const command = join(projectFolder, 'src/verify-audit.ts')
  return spawnSync(process.execPath, [command], { env: { ...process.env, ...environment }, stdio: 'inherit' }).status ?? 1
}
