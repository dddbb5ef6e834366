import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import type { Fault } from './lint-faults.ts'
import { faults, plant } from './lint-faults.ts'
import { soundDocument } from './lint-document.ts'

const root = resolve(import.meta.dirname, '../..')
let folder: string
let found: Map<string, Set<string>>

// All documents are linted in one run, because starting the linter is what takes the time.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lint-'))
  const documents = [['sound.json', soundDocument()] as const, ...faults.map((fault, index) => [fileOf(index), withFault(fault)] as const)]
  await Promise.all(documents.map(([name, document]) => writeFile(join(folder, name), JSON.stringify(document))))
  found = problemsByFile(await lint(documents.map(([name]) => name)))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

test('finds nothing in a document without a fault', () => {
  expect(found.get('sound.json') ?? new Set()).toEqual(new Set())
})

test.each(faults.map(({ rule, fault }, index) => ({ rule, fault, index })))('$rule sees $fault', ({ rule, index }) => {
  expect(found.get(fileOf(index))).toContain(`house/${rule}`)
})

test('every rule of the house is an error, and has a fault planted for it', async () => {
  const { rules } = parse(await readFile(join(root, 'redocly.yaml'), 'utf8')) as { rules: Record<string, unknown> }
  const ofTheHouse = Object.keys(rules).filter((rule) => rule.startsWith('house/'))
  const severities = Object.values(rules).map((rule) => (typeof rule === 'string' ? rule : (rule as { severity: string }).severity))

  expect(new Set(severities)).toEqual(new Set(['error']))
  expect([...new Set(faults.map(({ rule }) => `house/${rule}`))].sort()).toEqual(ofTheHouse.sort())
})

test('the contract has no fault, and nothing is ignored', async () => {
  await expect(readFile(join(root, '.redocly.lint-ignore.yaml'))).rejects.toThrow('ENOENT')
  expect(problemsByFile(await lint([join(root, 'openapi/openapi.yaml')]))).toEqual(new Map())
})

const fileOf = (index: number) => `fault-${index}.json`

function withFault(fault: Fault) {
  const document = soundDocument()
  plant(document, fault)
  return document
}

function lint(files: string[]): Promise<string> {
  const cli = join(root, 'node_modules/@redocly/cli/bin/cli.js')
  const args = [cli, 'lint', ...files, '--config', join(root, 'redocly.yaml'), '--format', 'checkstyle', '--max-problems', '1000']
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  // The linter exits with 1 where it finds something, which is what it is asked to do here, and prints nothing where it does not.
  return new Promise((done, fail) => {
    execFile(process.execPath, args, { cwd: folder, env, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      if (error === null || stdout.includes('<checkstyle')) done(stdout)
      else fail(new Error(stderr))
    })
  })
}

function problemsByFile(checkstyle: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const [, file = '', problems = ''] of checkstyle.matchAll(/<file name="([^"]*)">(.*?)<\/file>/gs)) {
    const rules = [...problems.matchAll(/source="([^"]*)" \/>/g)].map(([, rule = '']) => rule)
    found.set(file, new Set([...(found.get(file) ?? []), ...rules]))
  }
  return found
}
