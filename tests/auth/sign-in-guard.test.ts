import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { goodPassword, mailedToken, newAccount, newEmail, otherPassword, signUpForm } from '../support/accounts.ts'
import { secrets, server as shared } from '../support/api.ts'
import { until } from '../support/eventually.ts'
import { call } from '../support/http.ts'
import type { Reply } from '../support/http.ts'
import { becomesReady, startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

// A server with the limits of production. It stands behind a proxy, so that the tests can come from many addresses.
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ ...secrets, DATABASE_URL: shared.urls.application, RATE_LIMIT_FACTOR: '1', TRUST_PROXY_HOPS: '1' })
  await becomesReady(server.url)
})
afterAll(() => server.stop())

let home: string
beforeEach(() => {
  home = address()
})

function address(): string {
  return `198.51.${randomInt(256)}.${randomInt(256)}`
}

function post(path: string, body: object, from: string): Promise<Reply> {
  return call(server.url, 'POST', path, body, { 'x-forwarded-for': from })
}

const logIn = (email: string, password: string, from = home): Promise<Reply> => post('/v1/auth/log-in', { email, password }, from)

/** Fails so often, and answers the statuses. */
async function guess(email: string, times: number, from: () => string = () => home): Promise<number[]> {
  const statuses: number[] = []
  for (let round = 0; round < times; round += 1) statuses.push((await logIn(email, otherPassword, from())).status)
  return statuses
}

/** Fails twice at the same moment, so that the second meets the wait which the first begins, and answers what the second is told. */
async function guessTwice(attempt: () => Promise<Reply>): Promise<Reply> {
  const [first, second] = await Promise.all([attempt(), attempt()])
  const [judged, refused] = first.status === 429 ? [second, first] : [first, second]
  expect([401, 409]).toContain(judged.status)
  expect(refused.status).toBe(429)
  return refused
}

/** Waits as long as the refusal says. */
async function waitAsTold(refused: Reply): Promise<void> {
  const over = Date.now() + Number(refused.headers.get('retry-after')) * 1000
  await until('the wait is over', () => Date.now() >= over)
}

test('five wrong passwords are free, then attempts have to wait, and the right one is let in after the wait', async () => {
  const { email } = await newAccount()
  expect(await guess(email, 5)).toEqual([401, 401, 401, 401, 401])

  const refused = await guessTwice(() => logIn(email, otherPassword))

  expect([refused.body.code, refused.body.violated_policies]).toEqual(['rate_limited', ['sign_in']])
  expect(refused.headers.get('retry-after')).toBe('1')
  await waitAsTold(refused)
  expect((await logIn(email, goodPassword)).status).toBe(200)
  expect(await guess(email, 5)).toEqual([401, 401, 401, 401, 401])
})

test('an unknown address waits like a known one', async () => {
  const email = newEmail()
  expect(await guess(email, 5)).toEqual([401, 401, 401, 401, 401])

  expect((await guessTwice(() => logIn(email, otherPassword))).headers.get('retry-after')).toBe('1')
})

test('the wait doubles with each further wrong password, and asking meanwhile does not prolong it', async () => {
  const { email } = await newAccount()
  await guess(email, 5)
  const waits: (string | null)[] = []

  for (let step = 0; step < 3; step += 1) {
    const refused = await guessTwice(() => logIn(email, otherPassword))
    waits.push(refused.headers.get('retry-after'))
    await logIn(email, otherPassword)
    if (step < 2) await waitAsTold(refused)
  }

  expect(waits).toEqual(['1', '2', '4'])
})

test('twenty-five guesses at once are not more than six, and cost no more than six', async () => {
  const { email } = await newAccount()

  const replies = await Promise.all(Array.from({ length: 25 }, () => logIn(email, otherPassword)))

  const refused = replies.filter(({ status }) => status === 429)
  expect(refused).toHaveLength(19)
  await waitAsTold(refused[0] as Reply)
  expect((await guessTwice(() => logIn(email, otherPassword))).headers.get('retry-after')).toBe('2')
})

test('a wait from one address is none for others', async () => {
  const { email } = await newAccount()
  await guess(email, 5)
  await guessTwice(() => logIn(email, otherPassword))

  expect((await logIn(email, goodPassword, address())).status).toBe(200)
})

test('guesses from everywhere make new addresses wait, and not the one from which the owner came lately', async () => {
  const { email } = await newAccount()
  expect((await logIn(email, goodPassword)).status).toBe(200)

  expect(new Set(await guess(email, 20, address))).toEqual(new Set([401]))
  await guessTwice(() => logIn(email, otherPassword, address()))

  expect((await logIn(email, goodPassword)).status).toBe(200)
})

test('networks of IPv6 are counted as one address', async () => {
  const { email } = await newAccount()

  const network = (): string => `2001:db8:0:1::${randomInt(1, 60_000).toString(16)}`

  await guess(email, 5, network)

  await guessTwice(() => logIn(email, otherPassword, network()))
})

test('a reset of the password ends the wait', async () => {
  const { email } = await newAccount()
  await guess(email, 5)
  await guessTwice(() => logIn(email, otherPassword))
  await post('/v1/auth/password-reset', { email }, home)

  await post('/v1/auth/password-reset/confirm', { token: await mailedToken(email), password: otherPassword }, home)

  expect((await logIn(email, otherPassword)).status).toBe(200)
})

test('guessing the current password of a stolen session has to wait as well', async () => {
  const account = await newAccount()
  const change = (current: string): Promise<Reply> =>
    call(
      server.url,
      'PUT',
      '/v1/auth/password',
      { current_password: current, new_password: 'thieves in the night shift' },
      { authorization: `Bearer ${account.token}`, 'x-forwarded-for': home },
    )

  for (let round = 0; round < 5; round += 1) expect((await change(otherPassword)).status).toBe(409)

  await waitAsTold(await guessTwice(() => change(otherPassword)))
  expect((await change(goodPassword)).status).toBe(204)
})

test('nobody gets more than five mails an hour that others ask for, whether there is an account or not', async () => {
  const known = (await newAccount()).email
  const unknown = newEmail()

  for (const email of [known, unknown]) {
    const replies: number[] = []
    for (let round = 0; round < 3; round += 1) {
      replies.push((await post('/v1/auth/sign-up', signUpForm(email), address())).status)
      replies.push((await post('/v1/auth/password-reset', { email: email.toUpperCase() }, address())).status)
    }
    expect(replies).toEqual([202, 202, 202, 202, 202, 429])
  }
})

test('an address may sign in thirty times a minute, whatever the account', async () => {
  const statuses: number[] = []
  for (let round = 0; round < 31; round += 1) statuses.push((await post('/v1/auth/password-reset', { email: newEmail() }, home)).status)

  expect(statuses.indexOf(429)).toBe(30)
})
