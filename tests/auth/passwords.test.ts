import { beforeAll, describe, expect, test } from '@jest/globals'
import { anonymous, rows } from '../support/api.ts'
import {
  goodPassword,
  logIn,
  mailedToken,
  mailsTo,
  newAccount,
  newEmail,
  otherPassword,
  refresh,
  signUpForm,
  tryLogIn,
} from '../support/accounts.ts'
import type { Reply } from '../support/http.ts'

const resetPath = '/v1/auth/password-reset'
const confirmPath = '/v1/auth/password-reset/confirm'

describe('what a password may be', () => {
  let token: string
  beforeAll(async () => {
    const email = newEmail()
    await anonymous('POST', '/v1/auth/sign-up', signUpForm(email))
    token = await mailedToken(email)
  })
  const choose = (password: string): Promise<Reply> => anonymous('POST', '/v1/auth/verify-email', { token, password })

  test.each(['hunter2', 'fourteen signs', 'aé'.normalize('NFD').repeat(7), '🔑'.repeat(14)])('%p is too short', async (password) => {
    const reply = await choose(password)
    expect([reply.status, reply.body.code]).toEqual([409, 'password_too_short'])
  })

  test.each([
    'passwordpassword',
    'Password12345678',
    'P@ssw0rdP@ssw0rd!',
    'correct horse battery staple',
    'qwertyuiopasdfgh',
    '1qaz2wsx3edc4rfv',
    '123456789012345',
    '０１２３４５６７８９０１２３４',
    'aaaaaaaaaaaaaaa',
    'abcabcabcabcabc',
    'abcdefghijklmno',
    'LetMeIn LetMeIn 2026',
    'summer-sunshine-99',
    'adminadminadmin123',
  ])('%p is too common', async (password) => {
    const reply = await choose(password)
    expect([reply.status, reply.body.code]).toEqual([409, 'password_too_common'])
  })

  test.each(['a'.repeat(129), '', 'seven kettles\non a roof'])('%p is not a password at all', async (password) => {
    expect((await choose(password)).status).toBe(400)
  })

  test('and the token is good after all of that', async () => {
    expect((await choose('fifteen letters')).status).toBe(200)
  })
})

describe('changing it', () => {
  test('ends all other sessions at once, and lets the one that asks go on', async () => {
    const account = await newAccount()
    const other = await logIn(account.email)
    const stranger = await newAccount()

    const reply = await account.put('/v1/auth/password', { current_password: goodPassword, new_password: otherPassword })

    expect(reply.status).toBe(204)
    expect((await other.get('/v1/me')).status).toBe(401)
    expect((await refresh(other.refreshToken)).status).toBe(401)
    expect((await account.get('/v1/me')).status).toBe(200)
    expect((await refresh(account.refreshToken)).status).toBe(200)
    expect((await stranger.get('/v1/me')).status).toBe(200)
    expect((await tryLogIn(account.email, goodPassword)).status).toBe(401)
    expect((await tryLogIn(account.email, otherPassword)).status).toBe(200)
    expect((await mailsTo(account.email)).at(-1)).toEqual({
      kind: 'password_changed',
      locale: null,
      details: { person_id: account.personId },
    })
    expect((await mailsTo(stranger.email)).map(({ kind }) => kind)).not.toContain('password_changed')
  })

  test.each([
    ['wrong_current_password', otherPassword, otherPassword],
    ['password_too_short', goodPassword, 'short'],
    ['password_too_common', goodPassword, 'passwordpassword'],
  ])('is refused as %s, and changes nothing', async (code, current_password, new_password) => {
    const account = await newAccount()
    const other = await logIn(account.email)

    const reply = await account.put('/v1/auth/password', { current_password, new_password })

    expect([reply.status, reply.body.code]).toEqual([409, code])
    expect((await tryLogIn(account.email, goodPassword)).status).toBe(200)
    expect((await other.get('/v1/me')).status).toBe(200)
    expect((await mailsTo(account.email)).map(({ kind }) => kind)).toEqual(['verify_email'])
  })

  test('makes a link that was mailed for a reset useless', async () => {
    const account = await newAccount()
    await anonymous('POST', resetPath, { email: account.email })
    const token = await mailedToken(account.email)

    await account.put('/v1/auth/password', { current_password: goodPassword, new_password: otherPassword })

    expect((await anonymous('POST', confirmPath, { token, password: 'thieves in the night shift' })).status).toBe(404)
    expect((await tryLogIn(account.email, otherPassword)).status).toBe(200)
  })
})

describe('resetting it', () => {
  test('sets the new one and ends all sessions', async () => {
    const account = await newAccount()
    const other = await logIn(account.email)
    expect((await anonymous('POST', resetPath, { email: account.email.toUpperCase() })).status).toBe(202)
    expect((await account.get('/v1/me')).status).toBe(200)

    const reply = await anonymous('POST', confirmPath, { token: await mailedToken(account.email), password: otherPassword })

    expect(reply.status).toBe(204)
    for (const ended of [account, other]) {
      expect((await ended.get('/v1/me')).status).toBe(401)
      expect((await refresh(ended.refreshToken)).status).toBe(401)
    }
    expect((await tryLogIn(account.email, goodPassword)).status).toBe(401)
    expect((await tryLogIn(account.email, otherPassword)).status).toBe(200)
    expect((await mailsTo(account.email)).at(-1)?.kind).toBe('password_changed')
  })

  test('works once with each mail, also for two at once, and the others are useless then', async () => {
    const { email } = await newAccount()
    await anonymous('POST', resetPath, { email })
    const first = await mailedToken(email)
    await anonymous('POST', resetPath, { email })
    const second = await mailedToken(email)

    const replies = await Promise.all([1, 2].map(() => anonymous('POST', confirmPath, { token: first, password: otherPassword })))

    expect(replies.map(({ status }) => status).sort()).toEqual([204, 404])
    expect((await anonymous('POST', confirmPath, { token: second, password: 'thieves in the night shift' })).status).toBe(404)
    expect((await tryLogIn(email, otherPassword)).status).toBe(200)
  })

  test('is refused after an hour, for a password that is no good, and the token stays good after the latter', async () => {
    const { email, personId } = await newAccount()
    await anonymous('POST', resetPath, { email })
    const token = await mailedToken(email)

    const short = await anonymous('POST', confirmPath, { token, password: 'short' })
    const common = await anonymous('POST', confirmPath, { token, password: 'passwordpassword' })
    await rows("update password_resets set expires_at = expires_at - interval '1 hour' where person_id = $1", [personId])
    const late = await anonymous('POST', confirmPath, { token, password: otherPassword })

    expect([short.body.code, common.body.code, late.status]).toEqual(['password_too_short', 'password_too_common', 404])
    expect((await tryLogIn(email, goodPassword)).status).toBe(200)
  })

  test('answers the same for an unknown address, and sends nothing', async () => {
    const { email } = await newAccount()
    const unknown = newEmail()
    const [before] = await rows<{ count: string }>('select count(*) from password_resets')

    const forUnknown = await anonymous('POST', resetPath, { email: unknown })
    const forKnown = await anonymous('POST', resetPath, { email })

    expect([forUnknown.status, forUnknown.text]).toEqual([forKnown.status, forKnown.text])
    expect(await mailsTo(unknown)).toEqual([])
    const [after] = await rows<{ count: string }>('select count(*) from password_resets')
    expect(Number(after?.count) - Number(before?.count)).toBe(1)
    const jobs = await rows<{ count: string }>(
      `select count(*) from graphile_worker._private_jobs j where j.payload #>> '{data,mail_id}' not in (select id::text from mails)`,
    )
    expect(jobs[0]?.count).toBe('0')
  })
})
