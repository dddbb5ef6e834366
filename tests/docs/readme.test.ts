import { expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectFolder } from '../../scripts/support/data-folder.ts'
import { business, newCustomer, server } from '../support/api.ts'

test('the tour of the README works as it is pasted', async () => {
  const salon = await business()
  const key = await salon.key()
  await key.post('/v1/customers', newCustomer({ tags: ['vip'] }))
  const [connection, ...steps] = tour()

  const { stdout } = await promisify(execFile)('bash', ['-euc', steps.join('\n')], {
    cwd: projectFolder,
    env: { ...process.env, NODE_OPTIONS: '', CLIENTFLOW_URL: server.url, CLIENTFLOW_API_KEY: key.token },
  })

  expect(connection).toContain('export CLIENTFLOW_API_KEY=$(make demo-key)')
  expect(stdout.match(/HTTP\/1\.1 201/g)).toHaveLength(2)
  expect(stdout).toContain('Idempotent-Replayed: true')
  expect(stdout.match(/"version":2/g)).toHaveLength(2)
  expect(stdout).toContain('"code":"precondition_failed"')
  expect(stdout).toContain('"type":"customer.updated"')
  expect(stdout).toContain('api_key: ')
  expect(stdout).toContain('1 customers have a tag.')
  expect(stdout).toContain('2 customers were created.')
})

/** What stands to be pasted, block by block. */
function tour(): string[] {
  const section = readFileSync(join(projectFolder, 'README.md'), 'utf8').split('## Five minutes')[1]?.split('\n## ')[0] ?? ''
  return [...section.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block ?? '')
}
