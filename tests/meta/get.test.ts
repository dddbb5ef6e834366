import { afterAll, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectFolder } from '../../scripts/support/data-folder.ts'
import type * as Builds from '../../src/http/build.ts'
import { anonymous, secrets, server } from '../support/api.ts'
import { startTestServer } from '../support/test-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'build-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('anybody can ask which program answers, and which contract it obeys', async () => {
  const reply = await anonymous('GET', '/v1/meta')
  const contract = await anonymous('GET', '/openapi.json')

  const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as { version: string }
  expect(reply.body).toEqual({
    server: { version, build: expect.stringMatching(/^sha256:[0-9a-f]{64}$/), revision: null },
    contract: { version: contract.body.info.version, digest: `sha256:${createHash('sha256').update(contract.text).digest('hex')}` },
  })
  expect(reply.headers.get('cache-control')).toBe('public, max-age=300')
})

test('the build is the same for the same files, and another one when a single file differs', async () => {
  const here = await buildOf('')
  const same = await buildOf('')
  const changed = await buildOf('\n// Changed.\n')

  expect(same).toBe(here)
  expect(changed).not.toBe(here)
})

test('the server shows the commit that its operator names', async () => {
  const other = await startTestServer({ ...secrets, DATABASE_URL: server.urls.application, BUILD_REVISION: 'a1b2c3d' })
  try {
    const meta = (await (await fetch(`${other.url}/v1/meta`)).json()) as { server: { revision: string } }

    expect(meta.server.revision).toBe('a1b2c3d')
  } finally {
    await other.stop()
  }
})

/** The digest of a copy of the module that finds it out, and of a few files around it. */
async function buildOf(addition: string): Promise<string> {
  const copy = mkdtempSync(join(folder, 'copy-'))
  for (const name of ['src/http', 'migrations', 'generated', 'package.json'])
    cpSync(join(projectFolder, name), join(copy, name), { recursive: true })
  writeFileSync(join(copy, 'src/http/cors.ts'), readFileSync(join(projectFolder, 'src/http/cors.ts'), 'utf8') + addition)
  const { identifyBuild } = (await import(join(copy, 'src/http/build.ts'))) as typeof Builds
  return identifyBuild().digest
}
