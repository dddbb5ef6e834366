import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { projectFolder } from './data-folder.ts'

interface Outcome {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs Redocly from the project's folder and says how it ended; it reports to nobody. */
export function runRedocly(args: readonly string[]): Outcome {
  const run = spawnSync(join(projectFolder, 'node_modules/.bin/redocly'), args, {
    cwd: projectFolder,
    encoding: 'utf8',
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    maxBuffer: 1e8,
  })
  if (run.error !== undefined) throw run.error
  return run
}
