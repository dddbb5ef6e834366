import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { projectFolder } from './support/data-folder.ts'

// Whether generated/, the Python client and the table of settings are what `make generate` makes. Leaves them as they were: a check changes nothing.

const folder = join(projectFolder, 'generated')
const others = ['docs/CONFIGURATION.md', 'sdk/python/src/clientflow/client.py', 'sdk/python/src/clientflow/types.py']

const before = read()
const { status } = spawnSync(process.execPath, ['scripts/generate.ts'], { cwd: projectFolder, stdio: 'inherit' })
const after = read()
restore()
const stale = [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name)).sort()
if (stale.length > 0) console.error(`Not what the contract, the migrations and the settings say: ${stale.join(', ')}. Run: make generate`)
else if (status === 0) console.log(`${before.size} generated files are up to date.`)
process.exitCode = status === 0 && stale.length === 0 ? 0 : 1

function read(): Map<string, string> {
  mkdirSync(folder, { recursive: true })
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const files = [...entries.map((entry) => join(entry.parentPath, entry.name)), ...others.map((name) => join(projectFolder, name))]
  return new Map(files.map((file) => [relative(projectFolder, file), readFileSync(file, 'utf8')]))
}

function restore(): void {
  for (const name of after.keys()) if (!before.has(name)) rmSync(join(projectFolder, name))
  for (const [name, text] of before) if (after.get(name) !== text) writeFileSync(join(projectFolder, name), text)
}
