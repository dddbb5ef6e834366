import { describe, expect, test } from '@jest/globals'
import { goodPassword, mailedToken, mailsTo, newAccount, newEmail, otherPassword, refresh, tryLogIn } from '../support/accounts.ts'
import { anonymous, rows } from '../support/api.ts'
import type { Reply } from '../support/http.ts'
import { amidStep, codeNow, enrolled, logInWith, secured, wrongCode } from '../support/second-factor.ts'

const refusal = ({ status, body }: Reply): unknown[] => [status, body.code]
const sessionsOf = (personId: string): Promise<unknown[]> => rows('select from sessions where person_id = $1', [personId])

describe('with a second factor', () => {
  test('the password alone begins no session, and a code beside it does', async () => {
    const { account, code } = await secured()

    const without = await tryLogIn(account.email, goodPassword)
    expect(refusal(without)).toEqual([401, 'totp_required'])
    expect(without.headers.get('www-authenticate')).toBe('Bearer realm="clientflow"')
    expect(await sessionsOf(account.personId)).toHaveLength(1)

    const reply = await logInWith(account.email, { totp_code: await code() })
    expect(reply.status).toBe(200)
    expect((await refresh(String(reply.body.refresh_token))).status).toBe(200)
  })

  test('a wrong code and a wrong recovery code begin none, and use nothing up', async () => {
    const { account, secret, code } = await secured()

    expect(refusal(await logInWith(account.email, { totp_code: wrongCode(secret) }))).toEqual([409, 'wrong_totp_code'])
    expect(refusal(await logInWith(account.email, { recovery_code: 'a'.repeat(24) }))).toEqual([409, 'wrong_recovery_code'])

    expect(await sessionsOf(account.personId)).toHaveLength(1)
    expect((await account.get('/v1/auth/totp')).body.recovery_codes_remaining).toBe(10)
    expect((await logInWith(account.email, { totp_code: await code() })).status).toBe(200)
  })

  test('a code counts once, and so does each that came before it', async () => {
    const { account, secret } = await secured()
    await rows('update person_totp_secrets set used_step = 0 where person_id = $1', [account.personId])
    await amidStep()
    const [earlier, code, later] = [-1, 0, 1].map((steps) => codeNow(secret, steps))

    const statuses = []
    for (const totp_code of [code, code, earlier, later, later]) statuses.push((await logInWith(account.email, { totp_code })).status)

    expect(statuses).toEqual([200, 409, 409, 200, 409])
  })

  test('of ten log-ins at once with one code one gets in', async () => {
    const { account, code } = await secured()
    const totp_code = await code()

    const replies = await Promise.all(Array.from({ length: 10 }, () => logInWith(account.email, { totp_code })))

    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(new Set(replies.filter(({ status }) => status !== 200).map(({ body }) => body.code as string))).toEqual(
      new Set(['wrong_totp_code']),
    )
    expect(await sessionsOf(account.personId)).toHaveLength(2)
  })

  test('another person’s code is none', async () => {
    const one = await secured()
    const other = await secured()

    expect(refusal(await logInWith(one.account.email, { totp_code: await other.code() }))).toEqual([409, 'wrong_totp_code'])
    expect(refusal(await logInWith(one.account.email, { recovery_code: other.recoveryCodes[0] }))).toEqual([409, 'wrong_recovery_code'])
    expect((await logInWith(other.account.email, { recovery_code: other.recoveryCodes[0] })).status).toBe(200)
  })

  test('a wrong password and an unknown address get the answer of an account without one, whatever code is sent', async () => {
    const { account, code, recoveryCodes } = await secured()
    const plain = await newAccount()
    const totp_code = await code()

    const replies = [
      await tryLogIn(plain.email, otherPassword),
      await tryLogIn(account.email, otherPassword),
      await logInWith(account.email, { totp_code }, otherPassword),
      await logInWith(account.email, { recovery_code: recoveryCodes[0] }, otherPassword),
      await logInWith(plain.email, { totp_code }, otherPassword),
      await logInWith(newEmail(), { totp_code }),
    ]

    for (const { status, body, headers } of replies) {
      expect([status, body.code]).toEqual([401, 'wrong_credentials'])
      expect(headers.get('www-authenticate')).toBe('Bearer realm="clientflow"')
      expect({ ...body, request_id: '' }).toEqual({ ...replies[0]?.body, request_id: '' })
    }
    expect((await logInWith(account.email, { totp_code })).status).toBe(200)
    expect((await account.get('/v1/auth/totp')).body.recovery_codes_remaining).toBe(10)
  })

  test('a code of the app counts where both kinds are sent', async () => {
    const { account, secret, code, recoveryCodes } = await secured()
    const recovery_code = recoveryCodes[0]

    expect((await logInWith(account.email, { totp_code: await code(), recovery_code })).status).toBe(200)
    expect(refusal(await logInWith(account.email, { totp_code: wrongCode(secret), recovery_code }))).toEqual([409, 'wrong_totp_code'])
    expect((await account.get('/v1/auth/totp')).body.recovery_codes_remaining).toBe(10)
  })
})

test('without a second factor, or with one that waits for its first code, a code is not looked at', async () => {
  const { account } = await enrolled()

  expect((await logInWith(account.email, { totp_code: '000000' })).status).toBe(200)
  expect((await tryLogIn((await newAccount()).email, goodPassword)).status).toBe(200)
})

describe('a new password leaves the second factor on', () => {
  test('when it is reset by mail, which begins no session', async () => {
    const { account, code } = await secured()
    await anonymous('POST', '/v1/auth/password-reset', { email: account.email })
    const token = await mailedToken(account.email)

    const reply = await anonymous('POST', '/v1/auth/password-reset/confirm', { token, password: otherPassword })

    expect([reply.status, reply.text]).toEqual([204, ''])
    expect(refusal(await tryLogIn(account.email, otherPassword))).toEqual([401, 'totp_required'])
    expect((await logInWith(account.email, { totp_code: await code() }, otherPassword)).status).toBe(200)
    expect((await mailsTo(account.email)).map(({ kind }) => kind)).toContain('password_changed')
  })

  test('when it is changed, and it has to be as long as everybody’s', async () => {
    const { account, code } = await secured()
    const change = (new_password: string): Promise<Reply> =>
      account.put('/v1/auth/password', { current_password: goodPassword, new_password })

    expect(refusal(await change('eight+six12345'))).toEqual([409, 'password_too_short'])
    expect((await change(otherPassword)).status).toBe(204)

    expect(refusal(await tryLogIn(account.email, otherPassword))).toEqual([401, 'totp_required'])
    expect((await logInWith(account.email, { totp_code: await code() }, otherPassword)).status).toBe(200)
  })
})
