import { randomBytes } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { createCipher } from '../../src/crypto/cipher.ts'
import { auditing } from '../support/audit.ts'
import { business, rows } from '../support/api.ts'
import { until } from '../support/eventually.ts'
import { workShop } from '../support/worker.ts'
import { connect, findInboundIntegration, openIntegration, rotateSecret } from '../../src/domain/integrations/integrations.ts'
import { connected, newToken, postmarkForm, smsForm, twilioForm } from './accounts.ts'

const shop = await workShop()

test('no secret is found in any table, reply, event or audit entry, in any spelling', async () => {
  const salon = await business()
  const [token, next] = [newToken(), newToken()]
  const { id } = await connected(salon, twilioForm({ auth_token: token }))
  await salon.owner.post(`/v1/integrations/${id}/rotate-secret`, { overlap_seconds: 3600, auth_token: next })
  const apiKey = `key-${newToken()}`
  const sms = await connected(salon, { ...smsForm, api_key: apiKey })
  const serverToken = `token-${newToken()}`
  const postmark = await connected(salon, { ...postmarkForm, server_token: serverToken })
  const everySecret = [token, next, apiKey, serverToken, sms.secret as string, postmark.secret as string]

  const stored = await everythingStored()
  const replies = await Promise.all(
    ['/v1/integrations', `/v1/integrations/${id}`, `/v1/integrations/${sms.id}`, '/v1/events', '/v1/audit-logs'].map(
      async (path) => (await salon.owner.get(path)).text,
    ),
  )

  for (const secret of everySecret) {
    const spellings = [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64').replace(/=+$/, '')]
    for (const spelling of spellings) expect([stored, ...replies].filter((text) => text.includes(spelling))).toEqual([])
  }
})

/** Every row of every table, as text. */
async function everythingStored(): Promise<string> {
  const tables = await rows<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  )
  const contents = await Promise.all(
    tables.map(({ name }) => rows<{ content: string | null }>(`select string_agg(t::text, '\n') as content from ${name} t`)),
  )
  return contents.map(([row]) => row?.content ?? '').join('\n')
}

test('after a change of the key all credentials are sealed anew, and the old key is not needed any more', async () => {
  const [oldKey, newKey] = [`old:${randomBytes(32).toString('base64')}`, `new:${randomBytes(32).toString('base64')}`]
  const before = createCipher(oldKey)
  const salon = await auditing(shop).business()
  const tools = { cipher: before, publicUrl: 'https://api.example.com', allowsUrl: () => true }
  const form = { provider: 'twilio', name: 'Twilio', account_sid: `AC${'3'.repeat(32)}`, auth_token: newToken() } as const
  const rotation = { overlap_seconds: 3600, auth_token: newToken() }
  const ids: string[] = []
  for (let n = 0; n < 3; n += 1) {
    const { integration } = await shop.transact({ business: salon }, (tx) => connect(tx, tools, form))
    ids.push(integration.id)
  }
  await shop.transact({ business: salon }, (tx) => rotateSecret(tx, tools, ids[0] ?? '', rotation, () => undefined))
  const versions = await shop.rows('select id, version, updated_at from integrations order by id')

  await shop.start({ ENCRYPTION_KEYS: `${newKey},${oldKey}` })
  await shop.transact({ nobody: true }, (tx) => tx.all(reseal))
  await until('the job is done', async () => (await shop.jobs()).length === 0)

  const after = createCipher(newKey)
  const opened = await Promise.all(
    ids.map((id) => shop.transact({ business: salon }, async (tx) => (await openIntegration(tx, after, id)).credentials)),
  )
  expect(opened).toEqual([{ auth_token: rotation.auth_token }, { auth_token: form.auth_token }, { auth_token: form.auth_token }])
  const inbound = await shop.transact({ nobody: true }, (tx) => findInboundIntegration(tx, after, ids[0] ?? ''))
  expect(inbound?.secrets).toEqual([rotation.auth_token, form.auth_token])
  // Nothing that anybody sees has changed.
  expect(await shop.rows('select id, version, updated_at from integrations order by id')).toEqual(versions)
})

const reseal = { sql: "select app.enqueue('integrations.reseal', '{}')", parameters: [] } as never

test('a sealed secret opens in its own row and column only', async () => {
  const cipher = createCipher(`k1:${randomBytes(32).toString('base64')}`)
  const salon = await auditing(shop).business()
  const tools = { cipher, publicUrl: 'https://api.example.com', allowsUrl: () => true }
  const form = { provider: 'twilio', name: 'Twilio', account_sid: `AC${'4'.repeat(32)}`, auth_token: newToken() } as const
  const [one, other] = await shop.transact({ business: salon }, async (tx) => [
    await connect(tx, tools, form),
    await connect(tx, tools, form),
  ])
  await shop.rows('update integrations set credentials = (select credentials from integrations where id = $1) where id = $2', [
    one.integration.id,
    other.integration.id,
  ])

  const open = (id: string): Promise<object> => shop.transact({ business: salon }, (tx) => openIntegration(tx, cipher, id))

  expect(await open(one.integration.id)).toMatchObject({ credentials: { auth_token: form.auth_token } })
  await expect(open(other.integration.id)).rejects.toThrow()
})
