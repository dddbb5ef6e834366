import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { anonymous, person, secrets, server, signIn, withToken } from '../support/api.ts'
import type { Reply } from '../support/http.ts'
import { requestText, sendRaw } from '../support/raw-socket.ts'
import { attacks, genuineParts, makeToken } from './forged-tokens.ts'
import type { Attack, Genuine } from './forged-tokens.ts'

// The names of the attacks are needed before there is anybody to attack, so they are taken from a first making that attacks nobody.
const names = attacks(genuineParts(secrets.SIGNING_KEYS, '', ''), '', '', '').map(({ name }) => name)

let asked = 0
const attacker = createServer((_request, response) => {
  asked += 1
  response.end('{"keys":[]}')
})
let genuine: Genuine
let made: ReadonlyMap<string, Attack>

beforeAll(async () => {
  await new Promise<void>((resolve) => attacker.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(attacker.address() as AddressInfo).port}`
  const [victim, other] = [await signIn(await person()), await signIn(await person())]
  genuine = genuineParts(secrets.SIGNING_KEYS, victim.person.id, victim.sessionId)
  made = new Map(attacks(genuine, other.person.id, other.sessionId, url).map((attack) => [attack.name, attack]))
})
afterAll(() => void attacker.close())

function expectRefusal(reply: Reply, code = 'invalid_token'): void {
  expect([reply.status, reply.body.code]).toEqual([401, code])
  expect(reply.headers.get('content-type')).toBe('application/problem+json')
  expect(reply.headers.get('www-authenticate')).toMatch(/^Bearer realm="clientflow"/)
}

test('the token that the attacks are made of is good', async () => {
  const reply = await withToken(makeToken(genuine)).get('/v1/me')

  expect([reply.status, reply.body.person.id]).toEqual([200, genuine.claims.sub])
})

test('the attacks are many', () => {
  expect(names.length).toBeGreaterThan(80)
  expect(new Set(names).size).toBe(names.length)
})

test.each(names)('refused: %s', async (name) => {
  // A verifier that learned something from the right token must not take the wrong one for it.
  await withToken(makeToken(genuine)).get('/v1/me')

  expectRefusal(await withToken(made.get(name)?.token ?? '').get('/v1/me'))
})

test('nobody fetched keys from where a token said', () => {
  expect(asked).toBe(0)
})

describe('a right token counts only where it belongs', () => {
  const token = (): string => makeToken(genuine)
  const raw = (headers: string[], method = 'GET', target = '/v1/me', body = ''): Promise<Reply> =>
    sendRaw(server.url, requestText(method, target, headers, body))

  const form = (body: string): Promise<Reply> =>
    raw(['Content-Type: application/x-www-form-urlencoded', `Content-Length: ${body.length}`], 'PATCH', '/v1/me', body)

  test('the scheme may be written in any case', async () => {
    for (const scheme of ['bearer', 'BEARER', 'Bearer ']) expect((await raw([`Authorization: ${scheme} ${token()}`])).status).toBe(200)
  })

  test.each([
    ['under no scheme', () => [`Authorization: ${token()}`]],
    ['under Basic', () => [`Authorization: Basic ${token()}`]],
    ['under Token', () => [`Authorization: Token ${token()}`]],
    ['after Bearer without a space', () => [`Authorization: Bearer${token()}`]],
    ['quoted', () => [`Authorization: Bearer "${token()}"`]],
    ['with something behind it', () => [`Authorization: Bearer ${token()} x`]],
    ['twice in one header', () => [`Authorization: Bearer ${token()}, Bearer ${token()}`]],
    ['in two headers', () => [`Authorization: Bearer ${token()}`, `Authorization: Bearer ${token()}`]],
    ['in a second header behind a wrong one', () => ['Authorization: Bearer wrong', `Authorization: Bearer ${token()}`]],
    ['in a first header before a wrong one', () => [`Authorization: Bearer ${token()}`, 'authorization: Bearer wrong']],
  ])('not %s', async (_where, headers) => {
    expectRefusal(await raw(headers()))
  })

  test.each([
    ['Bearer without a token', ['Authorization: Bearer']],
    ['an empty header', ['Authorization:']],
  ])('not %s', async (_where, headers) => {
    expectRefusal(await raw(headers))
  })

  test.each([
    ['a cookie', () => raw([`Cookie: access_token=${token()}; token=${token()}`])],
    ['Proxy-Authorization', () => raw([`Proxy-Authorization: Bearer ${token()}`])],
    ['X-Authorization', () => raw([`X-Authorization: Bearer ${token()}`, `X-Access-Token: ${token()}`])],
    ['the query', () => anonymous('GET', `/v1/me?access_token=${token()}`)],
    ['the query as a header', () => anonymous('GET', `/v1/me?authorization=Bearer%20${token()}`)],
    ['the body', () => anonymous('PATCH', '/v1/me', { access_token: token(), full_name: 'Somebody' })],
    ['a form', () => form(`access_token=${token()}`)],
  ])('not in %s', async (_where, send) => {
    expectRefusal(await send(), 'unauthenticated')
  })
})
