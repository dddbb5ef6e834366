import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyProject } from './faults/scratch.ts'
import { projectFolder } from './support/data-folder.ts'
import { startTestCluster } from './support/test-cluster.ts'

// Follows docs/ADDING-AN-ENDPOINT.md word for word in a copy of the project: every block of code goes where the page says, and then what the page
// promises must be so. A page that teaches something outdated fails here.

type Step = { readonly file: string; readonly place: string | undefined; readonly code: string }

const page = readFileSync(join(projectFolder, 'docs/ADDING-AN-ENDPOINT.md'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'clientflow-guide-'))
const cluster = await startTestCluster()
try {
  copyProject(folder)
  for (const step of steps()) take(step)
  run('scripts/generate.ts')
  run('node_modules/.bin/redocly', 'lint', 'clientflow')
  run('node_modules/.bin/tsc')
  run('node_modules/.bin/eslint', 'src/domain/customer-notes', 'tests/customer-notes')
  run('--experimental-vm-modules', 'node_modules/.bin/jest', 'tests/customer-notes/summary', 'tests/contract/permissions')
  console.log('The guide can be followed.')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
  await cluster.stop()
}

/** A path, perhaps a place in that file, and what belongs there. */
function steps(): Step[] {
  const found = page.matchAll(/^`([^`\n]+)`(?:, (at the end|after [^\n]+))?\n\n```\w+\n(.*?)```\n/gms)
  return [...found].map(([, file = '', place, code = '']) => ({ file: join(folder, file), place, code }))
}

function take({ file, place, code }: Step): void {
  if (place === undefined) writeFileSync(file, code)
  else if (place === 'at the end') appendFileSync(file, code)
  else insert(file, place, code)
}

function insert(file: string, place: string, code: string): void {
  const lines = readFileSync(file, 'utf8').split('\n')
  lines.splice(endOf(lines, /`(.+)`/.exec(place)?.[1] ?? '', place.startsWith('after the line')) + 1, 0, code.trimEnd())
  writeFileSync(file, withImports(lines.join('\n'), code))
}

/** The line, or the last line of the function that begins with it. */
function endOf(lines: readonly string[], name: string, isLine: boolean): number {
  const first = lines.findIndex((line) => line.includes(isLine ? `${name}:` : `${name}(`) && !line.startsWith('import'))
  if (first === -1) throw new Error(`There is no ${name} any more.`)
  if (isLine) return first
  const indent = /^ */.exec(lines[first] ?? '')?.[0] ?? ''
  return lines.findIndex((line, number) => number > first && line.startsWith(`${indent}}`))
}

/** What the text below a block of code says about imports. */
function withImports(text: string, code: string): string {
  const below = page.slice(page.indexOf(code) + code.length).split('\n## ')[0] ?? ''
  const [, names = '', module = ''] = /^```\s+with (.+?) added to its imports\s+from `(.+?)`/s.exec(below) ?? []
  return [...names.matchAll(/(type )?`(\w+)`/g)].reduce((changed, [, type, name = '']) => {
    const list = new RegExp(`(import ${type ?? ''}\\{[^}]*) \\} from '${module.replaceAll('.', '\\.')}'`)
    return changed.replace(list, `$1, ${name} } from '${module}'`)
  }, text)
}

function run(...command: string[]): void {
  console.log(`${command.join(' ')} …`)
  const env = { ...process.env, TEST_DATABASE_URL: cluster.url, REDOCLY_TELEMETRY: 'off' }
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${stdout}${stderr}\nThe guide cannot be followed: ${command.join(' ')} failed.`)
}
