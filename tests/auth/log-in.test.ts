import { expect, test } from '@jest/globals'
import { argon2Sync, randomBytes } from 'node:crypto'
import { person, rows } from '../support/api.ts'
import { goodPassword, newAccount, newEmail, otherPassword, tryLogIn } from '../support/accounts.ts'

test('a wrong password, an unknown address and a person without a password are the same answer', async () => {
  const { email } = await newAccount()
  const elsewhere = await person()

  const replies = [
    await tryLogIn(email, otherPassword),
    await tryLogIn(newEmail(), goodPassword),
    await tryLogIn(elsewhere.email, goodPassword),
  ]

  for (const { status, body, headers } of replies) {
    expect([status, body.code]).toEqual([401, 'wrong_credentials'])
    expect(headers.get('www-authenticate')).toBe('Bearer realm="clientflow"')
    expect({ ...body, request_id: '' }).toEqual({ ...replies[0]?.body, request_id: '' })
  }
})

test('an unknown address costs the work of a known one', async () => {
  const { email } = await newAccount()
  const unknown = newEmail()
  const durations: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }

  for (let round = 0; round < 11; round += 1) {
    for (const [kind, address] of [
      ['known', email],
      ['unknown', unknown],
    ] as const) {
      const startedAt = performance.now()
      await tryLogIn(address, otherPassword)
      durations[kind].push(performance.now() - startedAt)
    }
  }

  // Without the work the unknown one would take a fraction of the time; a busy machine does not bring that about in six of eleven.
  expect(median(durations.unknown)).toBeGreaterThan(median(durations.known) / 3)
})

test('a password may be written in any Unicode form, and in no other case', async () => {
  const account = await newAccount()
  const wanted = 'sieben Kessel über Öl ﬁnden'
  await account.put('/v1/auth/password', { current_password: goodPassword, new_password: wanted })

  expect((await tryLogIn(account.email, wanted.normalize('NFD'))).status).toBe(200)
  expect((await tryLogIn(account.email, 'sieben Kessel über Öl finden')).status).toBe(200)
  expect((await tryLogIn(account.email, wanted.toUpperCase())).status).toBe(401)
})

test('all 128 characters of a long password count', async () => {
  const account = await newAccount()
  const wanted = `${randomBytes(48).toString('base64')}${randomBytes(48).toString('base64')}`
  await account.put('/v1/auth/password', { current_password: goodPassword, new_password: wanted })

  expect((await tryLogIn(account.email, `${wanted.slice(0, -1)}!`)).status).toBe(401)
  expect((await tryLogIn(account.email, wanted)).status).toBe(200)
})

test('a hash of an earlier, lower cost lets its owner in, and is renewed', async () => {
  const account = await newAccount()
  const nonce = randomBytes(16)
  const tag = argon2Sync('argon2id', { message: goodPassword, nonce, memory: 4096, passes: 1, parallelism: 1, tagLength: 32 })
  const text = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')
  const earlier = `$argon2id$v=19$m=4096,t=1,p=1$${text(nonce)}$${text(tag)}`
  await rows('update person_passwords set hash = $1 where person_id = $2', [earlier, account.personId])

  expect((await tryLogIn(account.email, otherPassword)).status).toBe(401)
  expect((await tryLogIn(account.email, goodPassword)).status).toBe(200)

  const [renewed] = await rows<{ hash: string }>('select hash from person_passwords where person_id = $1', [account.personId])
  expect(renewed?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect((await tryLogIn(account.email, goodPassword)).status).toBe(200)
})

test('each log-in is a session of its own', async () => {
  const { email, sessionId } = await newAccount()

  const ids = (await Promise.all([1, 2, 3].map(() => tryLogIn(email, goodPassword)))).map(({ body }) => String(body.session_id))

  expect(new Set([sessionId, ...ids]).size).toBe(4)
})

function median(durations: number[]): number {
  return durations.sort((one, other) => one - other)[Math.floor(durations.length / 2)] ?? 0
}
