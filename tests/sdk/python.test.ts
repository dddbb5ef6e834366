import { afterAll, expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectFolder } from '../../scripts/support/data-folder.ts'
import { business, server } from '../support/api.ts'

// The environment that scripts/install-python.sh makes.
const python = join(projectFolder, '.venv/bin/python')
const folder = mkdtempSync(join(tmpdir(), 'clientflow-python-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<string> {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PIP_DISABLE_PIP_VERSION_CHECK: '1', ...environment }
  const { stdout, stderr } = await promisify(execFile)(python, args, { cwd: projectFolder, env })
  return stdout + stderr
}

test('the Python client keeps its promises, and goes its journey with a server that runs', async () => {
  const key = await (await business()).key()

  const output = await run(['-m', 'unittest', 'discover', '--start-directory', 'tests/sdk/python'], {
    PYTHONPATH: 'sdk/python/src',
    CLIENTFLOW_URL: server.url,
    CLIENTFLOW_API_KEY: key.token,
  })

  expect(output).toMatch(/^Ran \d\d+ tests .*\n\nOK$/m)
})

test('its package is built from this folder alone, brings its types, and has the version of the contract', async () => {
  const { info } = JSON.parse(readFileSync(join(projectFolder, 'generated/openapi.json'), 'utf8')) as { info: { version: string } }
  await run(['-m', 'pip', 'wheel', '--quiet', '--no-deps', '--no-build-isolation', '--no-index', '--wheel-dir', folder, 'sdk/python'])

  const [wheel = ''] = readdirSync(folder)
  const names = await run(['-m', 'zipfile', '--list', join(folder, wheel)])
  const shown = await run(['-c', 'import clientflow; print(clientflow.__file__)'], { PYTHONPATH: join(folder, wheel) })

  expect(wheel).toBe(`clientflow-${info.version}-py3-none-any.whl`)
  expect(names).toContain('clientflow/py.typed')
  expect(shown).toContain(join(wheel, 'clientflow/__init__.py'))
})
