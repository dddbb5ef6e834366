import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { goodPassword, mailedToken, otherPassword } from '../support/accounts.ts'
import { secrets, server as shared } from '../support/api.ts'
import { until } from '../support/eventually.ts'
import { call } from '../support/http.ts'
import type { Reply } from '../support/http.ts'
import { secured, wrongCode } from '../support/second-factor.ts'
import type { Secured } from '../support/second-factor.ts'
import { becomesReady, startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

// A server with the limits of production, behind a proxy, so that each test comes from an address of its own.
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ ...secrets, DATABASE_URL: shared.urls.application, RATE_LIMIT_FACTOR: '1', TRUST_PROXY_HOPS: '1' })
  await becomesReady(server.url)
})
afterAll(() => server.stop())

let home: string
let somebody: Secured
beforeEach(async () => {
  home = `198.51.${randomInt(256)}.${randomInt(256)}`
  somebody = await secured()
})

function send(method: string, path: string, body: object, token?: string): Promise<Reply> {
  return call(server.url, method, path, body, {
    'x-forwarded-for': home,
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  })
}

const logIn = (fields: object, password = goodPassword): Promise<Reply> =>
  send('POST', '/v1/auth/log-in', { email: somebody.account.email, password, ...fields })
const guessCode = (): Promise<Reply> => logIn({ totp_code: wrongCode(somebody.secret) })
const guessRecoveryCode = (): Promise<Reply> => logIn({ recovery_code: 'a'.repeat(24) })
const guessAtDisabling = (): Promise<Reply> =>
  send('POST', '/v1/auth/totp/disable', { current_password: goodPassword, code: wrongCode(somebody.secret) }, somebody.account.token)

/** Guesses so often that the free guesses are gone, and then twice at once, so that one of them is told to wait. */
async function exhaust(guess: () => Promise<Reply>): Promise<Reply> {
  for (let round = 0; round < 5; round += 1) expect((await guess()).status).toBe(409)
  const both = await Promise.all([guess(), guess()])
  const refused = both.find(({ status }) => status === 429)
  expect(both.map(({ status }) => status).sort()).toEqual([409, 429])
  return refused as Reply
}

async function waitAsTold(refused: Reply): Promise<void> {
  const over = Date.now() + Number(refused.headers.get('retry-after')) * 1000
  await until('the wait is over', () => Date.now() >= over)
}

test.each([
  ['codes', guessCode],
  ['recovery codes', guessRecoveryCode],
])('guessed %s wait like guessed passwords, and the right code is let in after the wait', async (_what, guess) => {
  const refused = await exhaust(guess)

  expect([refused.body.code, refused.headers.get('retry-after')]).toEqual(['rate_limited', '1'])
  await waitAsTold(refused)
  expect((await logIn({ totp_code: await somebody.code() })).status).toBe(200)
  expect((await guess()).status).toBe(409)
})

test('the right password alone ends no wait', async () => {
  for (let round = 0; round < 3; round += 1) {
    expect((await guessCode()).status).toBe(409)
    expect((await logIn({})).status).toBe(401)
  }

  const both = await Promise.all([guessCode(), guessCode()])

  expect(both.map(({ status }) => status)).toContain(429)
})

test('whoever reads the mails ends no wait with a new password', async () => {
  await send('POST', '/v1/auth/password-reset', { email: somebody.account.email })
  await exhaust(guessCode)

  const token = await mailedToken(somebody.account.email)
  expect((await send('POST', '/v1/auth/password-reset/confirm', { token, password: otherPassword })).status).toBe(204)

  const both = await Promise.all([1, 2].map(() => logIn({ totp_code: wrongCode(somebody.secret) }, otherPassword)))
  expect(both.map(({ status }) => status)).toContain(429)
})

test('a stolen session with the password guesses no faster, also when it changes the password in between', async () => {
  await exhaust(guessAtDisabling)
  const change = { current_password: goodPassword, new_password: otherPassword }
  expect((await send('PUT', '/v1/auth/password', change, somebody.account.token)).status).toBe(204)
  const back = { current_password: otherPassword, new_password: goodPassword }
  expect((await send('PUT', '/v1/auth/password', back, somebody.account.token)).status).toBe(204)

  const both = await Promise.all([guessAtDisabling(), guessAtDisabling()])

  expect(both.map(({ status }) => status)).toContain(429)
})
