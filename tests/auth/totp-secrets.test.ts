import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { goodPassword, logIn, mailsTo, newAccount } from '../support/accounts.ts'
import { rows, secrets, server as shared } from '../support/api.ts'
import { call } from '../support/http.ts'
import { enrolled, logInWith, secured } from '../support/second-factor.ts'
import { becomesReady, startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

// A server to which a new key has been given, with the old one behind it.
let rotated: TestServer
beforeAll(async () => {
  const keys = `t2:${randomBytes(32).toString('base64')},${secrets.ENCRYPTION_KEYS}`
  rotated = await startTestServer({ ...secrets, DATABASE_URL: shared.urls.application, ENCRYPTION_KEYS: keys })
  await becomesReady(rotated.url)
})
afterAll(() => rotated.stop())

test('neither secret nor recovery codes are stored as they are, or ever shown again', async () => {
  const account = await newAccount()
  const first = await account.post('/v1/auth/totp', { current_password: goodPassword })
  const { secret, code, recoveryCodes } = await secured(account)
  await account.post('/v1/auth/totp/recovery-codes', { current_password: goodPassword, code: recoveryCodes[0] })
  await logInWith(account.email, { totp_code: await code() })

  const told = [
    ...(
      await Promise.all(['/v1/auth/totp', '/v1/me', '/v1/auth/sessions', '/v1/events', '/v1/audit-logs'].map((path) => account.get(path)))
    ).map(({ text }) => text),
    JSON.stringify(await mailsTo(account.email)),
    await everythingStored(),
  ].join('\n')

  for (const hidden of [
    String(first.body.secret),
    ...formsOf(secret),
    ...recoveryCodes.flatMap((each) => [each, each.replaceAll('-', '')]),
  ])
    expect(told.toLowerCase().includes(hidden.toLowerCase())).toBe(false)
})

test('a sealed secret that is moved to somebody else opens nothing', async () => {
  const one = await secured()
  const other = await secured()
  await rows('update person_totp_secrets set secret = (select secret from person_totp_secrets where person_id = $1) where person_id = $2', [
    one.account.personId,
    other.account.personId,
  ])

  const reply = await logInWith(other.account.email, { totp_code: await one.code() })

  expect(reply.status).toBe(500)
  expect(await rows('select from sessions where person_id = $1', [other.account.personId])).toHaveLength(1)
})

test('a log-in carries the secret over to the present key, and the person does not notice', async () => {
  const { account, code } = await secured()
  const keyOf = async (): Promise<unknown> =>
    (
      await rows<{ key: string }>(
        "select convert_from(substring(secret from 3 for get_byte(secret, 1)), 'UTF8') as key from person_totp_secrets where person_id = $1",
        [account.personId],
      )
    )[0]?.key
  const logInAtRotated = async (): Promise<number> =>
    (await call(rotated.url, 'POST', '/v1/auth/log-in', { email: account.email, password: goodPassword, totp_code: await code() })).status
  expect(await keyOf()).toBe('t1')

  expect(await logInAtRotated()).toBe(200)

  expect(await keyOf()).toBe('t2')
  expect(await logInAtRotated()).toBe(200)
})

test('the codes of one person are nothing to another who is logged in', async () => {
  const { code } = await enrolled()
  const { account, recoveryCodes } = await secured()
  const other = await logIn((await newAccount()).email)

  expect((await other.post('/v1/auth/totp/confirm', { totp_code: await code() })).body.code).toBe('totp_not_pending')
  const disable = await other.post('/v1/auth/totp/disable', { current_password: goodPassword, code: recoveryCodes[0] })
  expect(disable.body.code).toBe('totp_not_enabled')
  expect((await account.get('/v1/auth/totp')).body).toMatchObject({ enabled: true, recovery_codes_remaining: 10 })
})

/** How the bytes would look in a text of the database. */
function formsOf(secret: Buffer): string[] {
  return [secret.toString('hex'), secret.toString('base64'), secret.toString('base64url')]
}

/** All rows of all tables, the queue's included, as text. */
async function everythingStored(): Promise<string> {
  const tables = await rows<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  )
  const contents = await Promise.all(
    tables.map(({ name }) => rows<{ content: string | null }>(`select string_agg(t::text, '\n') as content from ${name} t`)),
  )
  return contents.map(([row]) => row?.content ?? '').join('\n')
}
