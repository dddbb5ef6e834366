import { expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inDataFolder, projectFolder } from '../../scripts/support/data-folder.ts'
import { business, server } from '../support/api.ts'

// That of the Python client is tested in Python: tests/sdk/python/test_readme.py.

test('the README of the TypeScript client compiles, and works as it is read', async () => {
  const key = await (await business()).key()
  const folder = inDataFolder('readme')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'readme.ts'), program())
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project))
  const env = { ...process.env, NODE_OPTIONS: '', CLIENTFLOW_URL: server.url, CLIENTFLOW_API_KEY: key.token }

  await promisify(execFile)(join(projectFolder, 'node_modules/.bin/tsc'), ['--project', folder])
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'readme.ts')], { env })

  const { data } = (await key.get('/v1/customers')).body
  expect(data).toHaveLength(1)
  expect(data[0]).toMatchObject({ lifecycle_stage: 'customer', version: 4 })
  const [first, ...others] = stdout.split(/^---\n/m)
  expect(first).toContain(`id: '${data[0].id}'`)
  expect(others.map((text) => text.trim())).toEqual([
    '',
    data[0].id,
    `${data[0].id}\nPrefers mornings.`,
    'queued []\noutbound See you at eleven.',
    'customer.created',
  ])
})

const project = { extends: '../../tsconfig.json', compilerOptions: { noUnusedLocals: false }, include: ['*.ts'], exclude: [] }

/** The blocks of code, each in a scope of its own, after what they speak of. */
function program(): string {
  const readme = readFileSync(join(projectFolder, 'sdk/typescript/README.md'), 'utf8')
  const blocks = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, block = '']) => block)
  const bodies = blocks.map((block) => block.replace(/^import .*\n/gm, '').replace("'https://api.example.com'", 'baseUrl'))
  return `${before}${bodies.map(guarded).join("console.log('---')\n")}`
}

const guarded = (body: string) => `try {\n${body}} catch (error) {\n  if (error !== signal.reason) throw error\n}\n`

const before = `import { ClientFlowError, createClientFlow, eventPages, paginate, unwrap } from '@clientflow/sdk'
import type { Schemas } from '@clientflow/sdk'

const baseUrl = process.env.CLIENTFLOW_URL!
const client = createClientFlow({ baseUrl, apiKey: process.env.CLIENTFLOW_API_KEY! })
const twilio = { provider: 'twilio', name: 'Twilio', account_sid: 'AC' + '0'.repeat(32), auth_token: '0'.repeat(32) } as const
const { id: integration_id } = await unwrap(client.POST('/v1/integrations', { body: twilio }))
const number = { type: 'sms', integration_id, address: '+14155550100', name: 'Texts', a2p_status: 'approved' } as const
await unwrap(client.POST('/v1/channels', { body: number }))
const ada = { emails: [{ email: 'ada.lovelace@example.com' }], phones: [{ e164: '+14155550134' }], tags: ['vip'] }
const { id } = await unwrap(client.POST('/v1/customers', { body: ada }))
const params = { path: { customer_id: id } }
await unwrap(client.PATCH('/v1/customers/{customer_id}', { params, body: { first_name: 'Ada' } }))
await unwrap(client.PATCH('/v1/customers/{customer_id}', { params, body: { last_name: 'Lovelace' } }))
await unwrap(client.POST('/v1/customers/{customer_id}/notes', { params, body: { body: 'Prefers mornings.' } }))
let position = 0
const end = new AbortController()
const { signal } = end
async function handle(event: Schemas['Event']): Promise<void> {
  console.log(event.type)
  end.abort(new Error('Handled.'))
}
`
