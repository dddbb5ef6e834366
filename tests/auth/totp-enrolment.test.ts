import { describe, expect, test } from '@jest/globals'
import { goodPassword, logIn, mailsTo, newAccount, otherPassword, refresh, tryLogIn } from '../support/accounts.ts'
import { business, newCustomer, person, rows, signIn } from '../support/api.ts'
import type { Actor, Reply } from '../support/http.ts'
import { amidStep, codeNow, enrolled, logInWith, secured, wrongCode } from '../support/second-factor.ts'

const state = async (caller: Actor): Promise<unknown> => (await caller.get('/v1/auth/totp')).body
const off = { enabled: false, confirmed_at: null, pending_until: null, recovery_codes_remaining: 0 }
const refusal = ({ status, body }: Reply): unknown[] => [status, body.code]

describe('enrolling', () => {
  test('shows a secret for 15 minutes and changes nothing else', async () => {
    const account = await newAccount()
    expect(await state(account)).toEqual(off)

    const reply = await account.post('/v1/auth/totp', { current_password: goodPassword })

    expect(reply.status).toBe(200)
    expect(reply.headers.get('cache-control')).toBe('no-store')
    expect(reply.body.otpauth_uri).toContain(reply.body.secret)
    const minutes = (Date.parse(reply.body.expires_at as string) - Date.now()) / 60_000
    expect(minutes).toBeGreaterThan(14)
    expect(minutes).toBeLessThan(16)
    expect(await state(account)).toEqual({ ...off, pending_until: reply.body.expires_at })
    expect((await tryLogIn(account.email, goodPassword)).status).toBe(200)
  })

  test('needs the password, which somebody who signs in elsewhere does not have', async () => {
    const account = await newAccount()
    const elsewhere = await signIn(await person())

    expect(refusal(await account.post('/v1/auth/totp', { current_password: otherPassword }))).toEqual([409, 'wrong_current_password'])
    expect(refusal(await elsewhere.post('/v1/auth/totp', { current_password: goodPassword }))).toEqual([409, 'wrong_current_password'])
    expect(await state(account)).toEqual(off)
  })

  test('again replaces the secret', async () => {
    const first = await enrolled()
    const second = await enrolled(first.account)

    expect(refusal(await first.account.post('/v1/auth/totp/confirm', { totp_code: await first.code() }))).toEqual([409, 'wrong_totp_code'])
    expect((await first.account.post('/v1/auth/totp/confirm', { totp_code: await second.code() })).status).toBe(200)
  })

  test('is refused while the second factor is on, which stays as it is', async () => {
    const { account, code } = await secured()

    expect(refusal(await account.post('/v1/auth/totp', { current_password: goodPassword }))).toEqual([409, 'totp_already_enabled'])
    expect(refusal(await account.post('/v1/auth/totp/confirm', { totp_code: await code() }))).toEqual([409, 'totp_already_enabled'])
    expect((await logInWith(account.email, { totp_code: await code() })).status).toBe(200)
  })
})

describe('confirming', () => {
  test('switches it on, shows ten recovery codes, tells by mail, and ends every other session', async () => {
    const { account, code } = await enrolled()
    const other = await logIn(account.email)
    const stranger = await newAccount()

    const reply = await account.post('/v1/auth/totp/confirm', { totp_code: await code() })

    expect(reply.status).toBe(200)
    expect(reply.headers.get('cache-control')).toBe('no-store')
    expect(new Set(reply.body.recovery_codes).size).toBe(10)
    expect(await state(account)).toEqual({
      enabled: true,
      confirmed_at: expect.stringMatching(/Z$/),
      pending_until: null,
      recovery_codes_remaining: 10,
    })
    expect((await other.get('/v1/me')).status).toBe(401)
    expect((await refresh(other.refreshToken)).status).toBe(401)
    expect((await refresh(account.refreshToken)).status).toBe(200)
    expect((await stranger.get('/v1/me')).status).toBe(200)
    expect((await mailsTo(account.email)).at(-1)).toEqual({
      kind: 'second_factor_enabled',
      locale: null,
      details: { person_id: account.personId },
    })
  })

  test('is refused for a wrong code, without an enrolment, and after its 15 minutes', async () => {
    const { account, secret, code } = await enrolled()
    const nobody = await newAccount()

    const wrong = await account.post('/v1/auth/totp/confirm', { totp_code: wrongCode(secret) })
    const none = await nobody.post('/v1/auth/totp/confirm', { totp_code: await code() })
    await rows('update person_totp_secrets set expires_at = now() where person_id = $1', [account.personId])
    const late = await account.post('/v1/auth/totp/confirm', { totp_code: await code() })

    expect([wrong, none, late].map(refusal)).toEqual([
      [409, 'wrong_totp_code'],
      [409, 'totp_not_pending'],
      [409, 'totp_not_pending'],
    ])
    expect(await state(account)).toEqual(off)
    expect((await tryLogIn(account.email, goodPassword)).status).toBe(200)
  })

  test('uses the code up: a log-in needs the next one', async () => {
    const { account, secret } = await enrolled()
    await amidStep()
    const code = codeNow(secret)
    await account.post('/v1/auth/totp/confirm', { totp_code: code })

    expect(refusal(await logInWith(account.email, { totp_code: code }))).toEqual([409, 'wrong_totp_code'])
    expect((await logInWith(account.email, { totp_code: codeNow(secret, 1) })).status).toBe(200)
  })

  test('twice at once gives one set of recovery codes', async () => {
    const { account, code } = await enrolled()
    const totp_code = await code()

    const replies = await Promise.all([1, 2, 3].map(() => account.post('/v1/auth/totp/confirm', { totp_code })))

    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    const { recovery_codes } = replies.find(({ status }) => status === 200)?.body as { recovery_codes: string[] }
    expect((await logInWith(account.email, { recovery_code: recovery_codes[9] })).status).toBe(200)
    expect(await rows('select from person_recovery_codes where person_id = $1', [account.personId])).toHaveLength(9)
  })

  test('leaves no session that a log-in at the same moment began with the password alone', async () => {
    const { account, code } = await enrolled()
    const totp_code = await code()

    const [, ...logIns] = await Promise.all([
      account.post('/v1/auth/totp/confirm', { totp_code }),
      ...[1, 2, 3, 4, 5, 6].map(() => tryLogIn(account.email, goodPassword)),
    ])

    expect((await state(account)) as object).toMatchObject({ enabled: true })
    const begun = logIns.filter(({ status }) => status === 200).map(({ body }) => String(body.refresh_token))
    for (const token of begun) expect((await refresh(token)).status).toBe(401)
  })
})

describe('disabling', () => {
  test('with a code of the app the password alone is enough again, sessions go on, and a mail tells', async () => {
    const { account, code } = await secured()

    const reply = await account.post('/v1/auth/totp/disable', { current_password: goodPassword, code: await code() })

    expect(reply.status).toBe(204)
    expect(await state(account)).toEqual(off)
    expect((await tryLogIn(account.email, goodPassword)).status).toBe(200)
    expect((await account.get('/v1/me')).status).toBe(200)
    expect((await mailsTo(account.email)).at(-1)?.kind).toBe('second_factor_disabled')
    expect(await rows('select from person_recovery_codes where person_id = $1', [account.personId])).toEqual([])
  })

  test('goes with a recovery code too, and another app can be enrolled then', async () => {
    const { account, recoveryCodes } = await secured()

    const reply = await account.post('/v1/auth/totp/disable', { current_password: goodPassword, code: recoveryCodes[3]?.toUpperCase() })

    expect(reply.status).toBe(204)
    const { code } = await secured(account)
    expect((await logInWith(account.email, { totp_code: await code() })).status).toBe(200)
    expect(refusal(await logInWith(account.email, { recovery_code: recoveryCodes[4] }))).toEqual([409, 'wrong_recovery_code'])
  })

  test('needs both factors, and is refused when it is off', async () => {
    const { account, secret, code, recoveryCodes } = await secured()
    const nobody = await newAccount()
    const disable = (current_password: string, proof: string): Promise<Reply> =>
      account.post('/v1/auth/totp/disable', { current_password, code: proof })

    expect([
      refusal(await disable(otherPassword, await code())),
      refusal(await disable(otherPassword, recoveryCodes[0] ?? '')),
      refusal(await disable(goodPassword, wrongCode(secret))),
      refusal(await disable(goodPassword, 'aaaa-aaaa-aaaa-aaaa-aaaa-aaaa')),
      refusal(await nobody.post('/v1/auth/totp/disable', { current_password: goodPassword, code: await code() })),
    ]).toEqual([
      [409, 'wrong_current_password'],
      [409, 'wrong_current_password'],
      [409, 'wrong_totp_code'],
      [409, 'wrong_recovery_code'],
      [409, 'totp_not_enabled'],
    ])
    expect(await state(account)).toMatchObject({ enabled: true, recovery_codes_remaining: 10 })
    expect(refusal(await tryLogIn(account.email, goodPassword))).toEqual([401, 'totp_required'])
  })
})

test('each business of the person has it in its audit log, and a business of others does not', async () => {
  const salons = [await business(), await business()]
  const elsewhere = await business()
  const account = await newAccount()
  for (const { id } of salons)
    await rows("insert into team_members (business_id, person_id, role) values ($1, $2, 'staff')", [id, account.personId])
  const { code } = await secured(await logIn(account.email))
  const again = await logInWith(account.email, { totp_code: await code() })
  const caller = { authorization: `Bearer ${again.body.access_token}` }

  await account.post('/v1/auth/totp/recovery-codes', { current_password: goodPassword, code: await code() }, caller)
  await account.post('/v1/auth/totp/disable', { current_password: goodPassword, code: await code() }, caller)

  for (const { owner } of salons) {
    const { body } = await owner.get(`/v1/audit-logs?resource_type=person`)
    expect(body.data.map(({ action }: { action: string }) => action)).toEqual([
      'person.second_factor_disabled',
      'person.recovery_codes_replaced',
      'person.second_factor_enabled',
    ])
    expect(body.data[0]).toMatchObject({
      actor: { type: 'person', id: account.personId },
      resource: { type: 'person', id: account.personId },
    })
  }
  expect((await elsewhere.owner.get('/v1/audit-logs?resource_type=person')).body.data).toEqual([])
})

test('people of the same businesses can switch it on at the same moment, while others work there', async () => {
  const salons = [await business(), await business(), await business()]
  const people = await Promise.all(Array.from({ length: 4 }, () => enrolled()))
  for (const [index, { account }] of people.entries()) {
    // Joined in another order each, which must not matter.
    for (const { id } of index % 2 === 0 ? salons : salons.toReversed())
      await rows("insert into team_members (business_id, person_id, role) values ($1, $2, 'staff')", [id, account.personId])
  }
  const sessions = await Promise.all(people.map(({ account }) => logIn(account.email)))
  const codes = await Promise.all(people.map(({ code }) => code()))

  const replies = await Promise.all([
    ...sessions.map((session, index) => session.post('/v1/auth/totp/confirm', { totp_code: codes[index] })),
    ...salons.flatMap(({ owner }) => [1, 2, 3].map(() => owner.post('/v1/customers', newCustomer()))),
  ])

  expect(replies.map(({ status }) => status)).toEqual([...people.map(() => 200), ...Array.from({ length: 9 }, () => 201)])
  for (const { owner } of salons) {
    const { body } = await owner.get('/v1/audit-logs')
    expect(body.data.map(({ sequence }: { sequence: number }) => sequence)).toEqual([7, 6, 5, 4, 3, 2, 1])
  }
})
