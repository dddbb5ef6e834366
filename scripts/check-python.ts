import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { projectFolder } from './support/data-folder.ts'

// Lint, format and types of the Python client and its tests, by the settings in sdk/python/pyproject.toml.

const settings = 'sdk/python/pyproject.toml'
const places = ['sdk/python', 'tests/sdk/python']
const checks = [
  ['ruff', 'check', '--quiet', '--config', settings, ...places],
  ['ruff', 'format', '--check', '--quiet', '--diff', '--config', settings, ...places],
  ['mypy', '--config-file', settings, ...places],
]

for (const [tool = '', ...args] of checks) {
  const { status, error } = spawnSync(join(projectFolder, '.venv/bin', tool), args, { cwd: projectFolder, stdio: 'inherit' })
  if (error !== undefined) console.error(`${tool} is missing. Run: make install-python`)
  if (status !== 0) process.exitCode = 1
}
