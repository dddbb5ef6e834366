import { expect, test } from '@jest/globals'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '../../scripts/support/data-folder.ts'
import { foreignProject } from './built-package.ts'
import { faultyServer } from './faulty-server.ts'

const project = foreignProject()
const page = { data: [], page: { next_cursor: null, has_more: false } }

const programFor = (baseUrl: string) => `
import { createClientFlow } from '@clientflow/sdk'
const client = createClientFlow({ baseUrl: '${baseUrl}', apiKey: 'cf_test_key' })
const { data, error } = await client.GET('/v1/customers', { params: { query: { limit: 1 } } })
console.log('no more:', error ? error.code : !data.page.has_more)
`

test('the built package is plain JavaScript with types, and needs nothing but openapi-fetch', async () => {
  const fake = await faultyServer({ status: 200, body: page })
  writeFileSync(join(project.folder, 'program.mts'), programFor(fake.url))

  const compiler = join(projectFolder, 'node_modules/typescript/bin/tsc')
  await project.run(compiler, '--strict', '--module', 'nodenext', '--target', 'es2022', 'program.mts')
  const { stdout } = await project.run('program.mjs')

  expect(stdout).toBe('no more: true\n')
})

test('its files import each other and openapi-fetch, and nothing of Node', () => {
  const files = globSync('node_modules/{@clientflow/sdk/**/*.js,openapi-fetch/dist/index.mjs}', { cwd: project.folder })
  const imported = files.flatMap((file) => importsOf(readFileSync(join(project.folder, file), 'utf8')))

  expect(files.length).toBeGreaterThan(5)
  expect(new Set(imported.filter((name) => !name.startsWith('./')))).toEqual(new Set(['openapi-fetch']))
})

test('it has the version of the contract', () => {
  const versionIn = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as { version: string; info: { version: string } }

  const built = versionIn(join(project.folder, 'node_modules/@clientflow/sdk/package.json'))

  expect(built.version).toBe(versionIn(join(projectFolder, 'generated/openapi.json')).info.version)
})

function importsOf(code: string): string[] {
  return [...code.matchAll(/(?:\bfrom|\bimport|\brequire\()\s*\(?\s*(['"])([^'"]+)\1/g)].map(([, , name = '']) => name)
}
