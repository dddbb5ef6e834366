import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { projectFolder } from '../../scripts/support/data-folder.ts'
import { ConfigError, parseConfig, settings } from '../../src/config.ts'
import { document } from '../contract/corpus/contract.ts'
import { secrets, server } from '../support/api.ts'

const complete: Readonly<Record<string, string>> = { ...secrets, DATABASE_URL: server.urls.application }
const names = Object.keys(settings.shape)
const folder = mkdtempSync(join(tmpdir(), 'start-up-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('without its settings the server does not start, and names each that is missing', () => {
  const { code, told } = start(projectFolder, {})

  expect(code).toBe(1)
  expect(told.trim().split('\n').slice(1).sort()).toEqual(
    ['CURSOR_KEY', 'DATABASE_URL', 'ENCRYPTION_KEYS', 'SIGNING_KEYS', 'TOKEN_KEY'].map((name) => `  ${name}: is missing`),
  )
})

test.each(names)('a wrong value of %s is named and not repeated', (name) => {
  // Each is wrong for other settings: too few bytes, no number, no URL, no list, no key.
  const values = ['a-secret', '{"a-secret":', 'postgres//a-secret', '["a-secret"]', 't1:a-secret']

  const messages = values.map((value) => faultOf({ ...complete, [name]: value })).filter((message) => message !== undefined)

  expect(messages.filter((message) => !message.includes(`${name}: `))).toEqual([])
  expect(messages.filter((message) => message.includes('a-secret'))).toEqual([])
})

test.each([
  { what: 'is no JSON', keys: 'a-secret' },
  { what: 'is no list', keys: '{"d":"a-secret"}' },
  { what: 'is empty', keys: '[]' },
  { what: 'holds another kind of key', keys: '[{"kty":"oct","k":"a-secret"}]' },
  { what: 'holds something else', keys: '["a-secret"]' },
  { what: 'holds half a key', keys: '[{"kty":"EC","crv":"P-256","x":"a-secret","y":"a-secret","kid":"1","d":"a-secret"}]' },
])('signing keys whose setting $what do not start a server, and are not shown', ({ keys }) => {
  const { code, told } = start(projectFolder, { ...complete, SIGNING_KEYS: keys })

  expect(code).toBe(1)
  expect(told).toContain('SIGNING_KEYS')
  expect(told).not.toContain('a-secret')
})

test('a value can stand in a file', () => {
  const file = join(folder, 'token-key')
  writeFileSync(file, `${complete.TOKEN_KEY ?? ''}\n`)
  const { TOKEN_KEY, ...others } = complete

  expect(parseConfig({ ...others, TOKEN_KEY_FILE: file }).TOKEN_KEY).toBe(TOKEN_KEY)
  expect(faultOf({ ...others, TOKEN_KEY_FILE: join(folder, 'nothing') })).toContain('TOKEN_KEY_FILE: cannot be read')
})

test.each([
  { what: 'that is no JSON', spoil: () => '{', told: 'generated/openapi.json' },
  {
    what: 'with a reference that leads nowhere',
    spoil: replaced('"#/components/schemas/Id"', '"#/components/schemas/Nothing"'),
    told: '#/components/schemas/Nothing',
  },
  { what: 'with a pattern that is none', spoil: replaced('"pattern":"^[A-Z]{2}$"', '"pattern":"("'), told: 'regular expression' },
])(
  'a contract $what ends the process, and the message says where',
  ({ spoil, told: part }) => {
    const copy = mkdtempSync(join(folder, 'copy-'))
    for (const name of ['src', 'generated', 'migrations', 'package.json'])
      cpSync(join(projectFolder, name), join(copy, name), { recursive: true })
    symlinkSync(join(projectFolder, 'node_modules'), join(copy, 'node_modules'))
    writeFileSync(join(copy, 'generated/openapi.json'), spoil(JSON.stringify(document)))

    const { code, told } = start(copy, { ...complete, PORT: '0', LOG_LEVEL: 'silent' })

    expect(code).toBe(1)
    expect(told).toMatch(/^The contract is broken: /)
    expect(told).toContain(part)
    expect(told.trim().split('\n')).toHaveLength(1)
  },
  60_000,
)

function replaced(text: string, other: string): (contract: string) => string {
  return (contract) => contract.replaceAll(text, other)
}

function start(project: string, env: Readonly<Record<string, string>>): { code: number | null; told: string } {
  const run = spawnSync(process.execPath, [join(project, 'src/main.ts')], { cwd: project, env, encoding: 'utf8', timeout: 50_000 })
  return { code: run.status, told: run.stderr }
}

function faultOf(env: Readonly<Record<string, string>>): string | undefined {
  try {
    parseConfig(env)
    return undefined
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message
  }
}
