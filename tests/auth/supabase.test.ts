import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createHmac, createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto'
import type { JsonWebKey } from 'node:crypto'
import { SignJWT } from 'jose'
import { mailedToken, newAccount, newEmail, otherPassword, tryLogIn } from '../support/accounts.ts'
import { anonymous, business, newCustomer, rows, secrets, server as shared } from '../support/api.ts'
import { actor } from '../support/http.ts'
import type { Actor } from '../support/http.ts'
import { becomesReady, startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'
import { startFakeSupabase } from './fake-supabase.ts'
import type { FakeSupabase } from './fake-supabase.ts'

let supabase: FakeSupabase
let trusting: TestServer
let wary: TestServer
beforeAll(async () => {
  supabase = await startFakeSupabase()
  const settings = { ...secrets, DATABASE_URL: shared.urls.application, SUPABASE_ISSUER: supabase.issuer }
  ;[trusting, wary] = await Promise.all([startTestServer({ ...settings, SUPABASE_LINK_BY_EMAIL: 'true' }), startTestServer(settings)])
  await Promise.all([becomesReady(trusting.url), becomesReady(wary.url)])
})
afterAll(async () => {
  await Promise.all([trusting.stop(), wary.stop(), supabase.stop()])
})

const someone = async (server: TestServer, ...made: Parameters<FakeSupabase['token']>): Promise<Actor> =>
  actor(server.url, await supabase.token(...made))

describe('somebody who signs in at Supabase', () => {
  test.each(['ES256', 'RS256'] as const)('is a person here from the first call on, with a token of %s', async (alg) => {
    const email = `Mixed.${newEmail()}`
    const caller = await someone(trusting, { email }, { alg })

    const replies = await Promise.all([1, 2, 3, 4].map(() => caller.get('/v1/me')))

    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(replies[0]?.body).toMatchObject({
      principal: 'person',
      person: { email: email.toLowerCase(), email_verified: true },
      business_id: null,
      memberships: [],
    })
    expect(await rows('select from people where email = $1', [email.toLowerCase()])).toHaveLength(1)
  })

  test('works in a business that they belong to, and in no other', async () => {
    const salon = await business()
    const other = await business()
    const caller = await someone(trusting)
    const { person } = (await caller.get('/v1/me')).body as { person: { id: string } }
    await rows("insert into team_members (business_id, person_id, role) values ($1, $2, 'staff')", [salon.id, person.id])
    const later = await someone(trusting, { sub: (await identities(person.id))[0]?.subject })

    const made = await later.post('/v1/customers', newCustomer(), { 'x-business-id': salon.id })

    expect(made.status).toBe(201)
    expect((await later.get('/v1/customers', { 'x-business-id': other.id })).status).toBe(404)
    expect((await later.get('/v1/api-keys', { 'x-business-id': salon.id })).status).toBe(403)
  })

  test('has no session here that could be ended', async () => {
    const caller = await someone(trusting)

    const reply = await caller.post('/v1/auth/log-out')

    expect([reply.status, reply.body.code]).toEqual([403, 'forbidden'])
    expect((await caller.get('/v1/me')).status).toBe(200)
  })

  test('with an address that we have is that person, where Supabase confirms addresses', async () => {
    const account = await newAccount()

    const reply = await (await someone(trusting, { email: account.email.toUpperCase() })).get('/v1/me')

    expect(reply.body.person.id).toBe(account.personId)
    expect((await account.get('/v1/me')).status).toBe(200)
  })

  test('with an address that we have is refused where it does not', async () => {
    const account = await newAccount()

    const reply = await (await someone(wary, { email: account.email })).get('/v1/me')

    expect([reply.status, reply.body.code]).toEqual([401, 'invalid_token'])
    expect(await identities(account.personId)).toEqual([])
  })

  test('cannot keep an address from its owner, who takes it by mail', async () => {
    const email = newEmail()
    const squatter = await someone(wary, { email })
    const { person } = (await squatter.get('/v1/me')).body as { person: { id: string; email_verified: boolean } }
    expect(person.email_verified).toBe(false)

    await anonymous('POST', '/v1/auth/password-reset', { email })
    const reply = await anonymous('POST', '/v1/auth/password-reset/confirm', { token: await mailedToken(email), password: otherPassword })

    expect(reply.status).toBe(204)
    expect((await tryLogIn(email, otherPassword)).body.person).toMatchObject({ id: person.id, email_verified: true })
    expect(await identities(person.id)).toEqual([])
    expect((await (await someone(wary, { email })).get('/v1/me')).status).toBe(401)
  })
})

describe('refused are', () => {
  const now = Math.floor(Date.now() / 1000)
  test.each<[string, Record<string, unknown>]>([
    ['the project’s anon key', { role: 'anon', email: undefined }],
    ['the project’s service_role key', { role: 'service_role', email: undefined }],
    ['a service_role key with an address', { role: 'service_role' }],
    ['a role that we do not know', { role: 'supabase_admin' }],
    ['no role', { role: undefined }],
    ['an anonymous user', { is_anonymous: true }],
    ['somebody without an address', { email: undefined }],
    ['somebody with an empty address', { email: '' }],
    ['an address that is none', { email: 'somebody' }],
    ['an address in a list', { email: ['somebody@example.com'] }],
    ['another audience', { aud: 'anon' }],
    ['no audience', { aud: undefined }],
    ['expired', { exp: now - 60 }],
    ['no end', { exp: undefined }],
    ['not valid yet', { nbf: now + 600 }],
    ['nobody', { sub: undefined }],
    ['an empty subject', { sub: '' }],
  ])('%s', async (_who, claims) => {
    const reply = await (await someone(trusting, claims)).get('/v1/me')

    expect([reply.status, reply.body.code]).toEqual([401, 'invalid_token'])
  })

  test('a token of another issuer', async () => {
    const other = await startFakeSupabase()

    const reply = await actor(trusting.url, await other.token()).get('/v1/me')

    expect(reply.status).toBe(401)
    expect(other.asked()).toBe(0)
    await other.stop()
  })

  test('a token in the issuer’s name with a key of somebody else', async () => {
    const other = await startFakeSupabase()

    const token = await other.token({ iss: supabase.issuer })

    expect((await actor(trusting.url, token).get('/v1/me')).status).toBe(401)
    await other.stop()
  })

  test('a token that is signed with the published key as a secret', async () => {
    const published = (await (await fetch(`${supabase.issuer}/.well-known/jwks.json`)).json()) as { keys: (JsonWebKey & { kid: string })[] }
    for (const jwk of published.keys) {
      const pem = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
      const [, claims = ''] = (await supabase.token()).split('.')
      const header = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT', kid: jwk.kid })).toString('base64url')
      const signature = createHmac('sha256', pem).update(`${header}.${claims}`).digest('base64url')

      expect((await actor(trusting.url, `${header}.${claims}.${signature}`).get('/v1/me')).status).toBe(401)
    }
  })

  test('a token without a signature', async () => {
    const [, claims = ''] = (await supabase.token()).split('.')
    const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url')

    expect((await actor(trusting.url, `${header}.${claims}.`).get('/v1/me')).status).toBe(401)
  })

  test('a token that brings its own key', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const [, claims = ''] = (await supabase.token()).split('.')
    const token = await new SignJWT(JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>)
      .setProtectedHeader({ alg: 'ES256', jwk: publicKey.export({ format: 'jwk' }), kid: randomUUID() })
      .sign(privateKey)

    expect((await actor(trusting.url, token).get('/v1/me')).status).toBe(401)
  })

  test('every Supabase token, where none is accepted', async () => {
    expect((await actor(shared.url, await supabase.token()).get('/v1/me')).status).toBe(401)
  })
})

function identities(personId: string): Promise<{ subject: string }[]> {
  return rows<{ subject: string }>('select subject from person_identities where person_id = $1', [personId])
}
