import { expect, test } from '@jest/globals'
import { anonymous, rows, withToken } from '../support/api.ts'
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
import { eventTypesOf } from '../support/events.ts'

test('somebody signs up, verifies, logs in, refreshes and logs out', async () => {
  const email = newEmail()

  const asked = await anonymous('POST', '/v1/auth/sign-up', signUpForm(email, { currency: 'CHF', locale: 'de-CH' }))
  expect([asked.status, asked.body]).toEqual([202, { status: 'verification_mail_sent' }])
  const verified = await anonymous('POST', '/v1/auth/verify-email', { token: await mailedToken(email), password: goodPassword })
  expect(verified.status).toBe(200)
  expect(verified.headers.get('cache-control')).toBe('no-store')
  expect(verified.body).toMatchObject({
    token_type: 'Bearer',
    expires_in: 900,
    person: { email, email_verified: true, full_name: 'Grace Hopper', locale: 'de-CH', version: 1 },
  })
  const me = await withToken(verified.body.access_token).get('/v1/me')
  expect(me.body).toMatchObject({ principal: 'person', role: 'owner', memberships: [{ business_name: 'Harbour Hair', role: 'owner' }] })

  const session = await logIn(email)
  expect(session.sessionId).not.toBe(verified.body.session_id)
  const refreshed = await refresh(session.refreshToken)
  expect(refreshed.status).toBe(200)
  expect(refreshed.headers.get('cache-control')).toBe('no-store')
  expect(refreshed.body.session_id).toBe(session.sessionId)
  const next = withToken(refreshed.body.access_token)
  expect((await next.post('/v1/auth/log-out')).status).toBe(204)

  expect((await next.get('/v1/me')).status).toBe(401)
  expect((await refresh(refreshed.body.refresh_token)).status).toBe(401)
  expect((await withToken(verified.body.access_token).get('/v1/me')).status).toBe(200)
})

test('the first business is as it was asked for, and its beginning is told as the work of its owner', async () => {
  const owner = await newAccount({ business_name: 'Café Zürich', time_zone: 'Europe/Zurich', currency: 'CHF' })

  const { body: me } = await owner.get('/v1/me')

  const [business] = await rows('select name, time_zone, currency, locale, plan from businesses where id = $1', [me.business_id])
  expect(business).toEqual({ name: 'Café Zürich', time_zone: 'Europe/Zurich', currency: 'CHF', locale: 'en-US', plan: 'free' })
  expect(await eventTypesOf(me.business_id)).toEqual(['business.created', 'team_member.joined'])
  const actors = await rows('select distinct actor_type, actor_id from audit_logs where business_id = $1', [me.business_id])
  expect(actors).toEqual([{ actor_type: 'person', actor_id: owner.personId }])
})

test('nothing exists before the address is verified', async () => {
  const email = newEmail()

  await anonymous('POST', '/v1/auth/sign-up', signUpForm(email))

  expect(await rows('select from people where email = $1', [email])).toEqual([])
  expect((await tryLogIn(email, goodPassword)).body.code).toBe('wrong_credentials')
})

test('the answer for an address that has an account is the same, and the mail holds no link', async () => {
  const known = await newAccount()
  const unknown = newEmail()

  const forKnown = await anonymous('POST', '/v1/auth/sign-up', signUpForm(known.email.toUpperCase()))
  const forUnknown = await anonymous('POST', '/v1/auth/sign-up', signUpForm(unknown))

  expect([forKnown.status, forKnown.text]).toEqual([forUnknown.status, forUnknown.text])
  expect(nameless(forKnown.headers)).toEqual(nameless(forUnknown.headers))
  expect((await mailsTo(known.email)).at(-1)).toMatchObject({ kind: 'account_exists', details: {} })
  expect((await mailsTo(unknown)).at(-1)).toMatchObject({ kind: 'verify_email' })
})

test('an address is one person, however it is written', async () => {
  const email = newEmail()

  await anonymous('POST', '/v1/auth/sign-up', signUpForm(email.toUpperCase()))
  const token = await mailedToken(email)
  await anonymous('POST', '/v1/auth/verify-email', { token, password: goodPassword })

  expect((await tryLogIn(email.replace('person', 'Person'), goodPassword)).body.person.email).toBe(email)
})

test('a link works once, also for two at once', async () => {
  const email = newEmail()
  await anonymous('POST', '/v1/auth/sign-up', signUpForm(email))
  const body = { token: await mailedToken(email), password: goodPassword }

  const replies = await Promise.all([1, 2, 3].map(() => anonymous('POST', '/v1/auth/verify-email', body)))

  expect(replies.map(({ status }) => status).sort()).toEqual([200, 404, 404])
  expect((await anonymous('POST', '/v1/auth/verify-email', body)).status).toBe(404)
  expect(await rows('select from people where email = $1', [email])).toHaveLength(1)
})

test('of several links to one address the first that is used counts', async () => {
  const email = newEmail()
  await anonymous('POST', '/v1/auth/sign-up', signUpForm(email, { full_name: 'First' }))
  const first = await mailedToken(email)
  await anonymous('POST', '/v1/auth/sign-up', signUpForm(email, { full_name: 'Second' }))
  const second = await mailedToken(email)

  const used = await anonymous('POST', '/v1/auth/verify-email', { token: second, password: goodPassword })
  const late = await anonymous('POST', '/v1/auth/verify-email', { token: first, password: otherPassword })

  expect(used.body.person.full_name).toBe('Second')
  expect([late.status, late.body.code]).toEqual([409, 'email_taken'])
  expect((await tryLogIn(email, otherPassword)).status).toBe(401)
  expect(
    await rows('select from businesses b join team_members m on m.business_id = b.id where m.person_id = $1', [used.body.person.id]),
  ).toHaveLength(1)
})

test('a token that is made up, altered, too old or for something else is a 404', async () => {
  const email = newEmail()
  await anonymous('POST', '/v1/auth/sign-up', signUpForm(email))
  const token = await mailedToken(email)
  const altered = `${token.slice(0, 5)}${token[5] === 'A' ? 'B' : 'A'}${token.slice(6)}`
  const verify = async (text: string): Promise<number> =>
    (await anonymous('POST', '/v1/auth/verify-email', { token: text, password: goodPassword })).status

  expect(await verify('example-token-from-the-link-in-the-mail-0001')).toBe(404)
  expect(await verify(altered)).toBe(404)
  expect(await verify(`${token}.`)).toBe(404)
  expect((await anonymous('POST', '/v1/auth/password-reset/confirm', { token, password: goodPassword })).status).toBe(404)
  await rows("update sign_ups set expires_at = now() - interval '1 second' where email = $1", [email])
  expect(await verify(token)).toBe(404)

  expect(await rows('select from people where email = $1', [email])).toEqual([])
})

test('the mail is sent again with a link of its own, with the same answer where there is nothing to send', async () => {
  const email = newEmail()
  const unknown = newEmail()
  await anonymous('POST', '/v1/auth/sign-up', signUpForm(email, { locale: 'fr' }))
  const first = await mailedToken(email)

  const again = await anonymous('POST', '/v1/auth/verify-email/resend', { email })
  const nothing = await anonymous('POST', '/v1/auth/verify-email/resend', { email: unknown })

  expect([again.status, again.text]).toEqual([nothing.status, nothing.text])
  expect(again.status).toBe(202)
  const second = await mailedToken(email)
  expect(second).not.toBe(first)
  expect((await mailsTo(email)).map(({ kind, locale }) => [kind, locale])).toEqual([
    ['verify_email', 'fr'],
    ['verify_email', 'fr'],
  ])
  expect(await mailsTo(unknown)).toEqual([])
  expect(await rows('select from sign_ups where email = $1', [unknown])).toEqual([])
  expect((await anonymous('POST', '/v1/auth/verify-email', { token: second, password: goodPassword })).body.person.full_name).toBe(
    'Grace Hopper',
  )
})

test('a verified address that asks for the mail again is told that it has an account', async () => {
  const account = await newAccount()

  await anonymous('POST', '/v1/auth/verify-email/resend', { email: account.email })

  expect((await mailsTo(account.email)).map(({ kind }) => kind)).toEqual(['verify_email', 'account_exists'])
})

/** The headers without those that differ from reply to reply. */
function nameless(headers: Headers): [string, string][] {
  return [...headers].filter(([name]) => !['x-request-id', 'date', 'ratelimit'].includes(name))
}
