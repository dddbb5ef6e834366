import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { projectFolder } from '../support/data-folder.ts'

/** Runs a tool of this project from its folder, silent unless it fails. */
export function runTool(name: string, args: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(join(projectFolder, 'node_modules/.bin', name), args, {
    cwd: projectFolder,
    encoding: 'utf8',
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${name} ${args.join(' ')} failed:\n${stdout}${stderr}`)
}
