import { expect, test } from '@jest/globals'
import { goodPassword, mailsTo, otherPassword } from '../support/accounts.ts'
import { rows } from '../support/api.ts'
import type { Reply } from '../support/http.ts'
import { logInWith, secured, wrongCode } from '../support/second-factor.ts'

const refusal = ({ status, body }: Reply): unknown[] => [status, body.code]

test('a recovery code lets its owner in once, in capitals too, and a mail tells', async () => {
  const { account, recoveryCodes } = await secured()
  const [first = '', second = ''] = recoveryCodes

  const statuses = []
  for (const recovery_code of [first, first, first.toUpperCase(), second.toUpperCase().replaceAll('-', ''), second])
    statuses.push((await logInWith(account.email, { recovery_code })).status)

  expect(statuses).toEqual([200, 409, 409, 200, 409])
  expect((await account.get('/v1/auth/totp')).body.recovery_codes_remaining).toBe(8)
  const told = (await mailsTo(account.email)).filter(({ kind }) => kind === 'recovery_code_used')
  expect(told.map(({ details }) => details)).toEqual([{ person_id: account.personId }, { person_id: account.personId }])
})

test('of ten log-ins at once with one recovery code one gets in', async () => {
  const { account, recoveryCodes } = await secured()

  const replies = await Promise.all(Array.from({ length: 10 }, () => logInWith(account.email, { recovery_code: recoveryCodes[0] })))

  expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 409)])
  expect(await rows('select from sessions where person_id = $1', [account.personId])).toHaveLength(2)
  expect((await mailsTo(account.email)).filter(({ kind }) => kind === 'recovery_code_used')).toHaveLength(1)
})

test('all ten work', async () => {
  const { account, recoveryCodes } = await secured()

  const replies = await Promise.all(recoveryCodes.map((recovery_code) => logInWith(account.email, { recovery_code })))

  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]))
  expect((await account.get('/v1/auth/totp')).body).toMatchObject({ enabled: true, recovery_codes_remaining: 0 })
})

test('new ones take the place of the old, for whoever shows both factors', async () => {
  const { account, code, recoveryCodes } = await secured()

  const reply = await account.post('/v1/auth/totp/recovery-codes', { current_password: goodPassword, code: await code() })

  expect(reply.status).toBe(200)
  expect(reply.headers.get('cache-control')).toBe('no-store')
  const fresh = reply.body.recovery_codes as string[]
  expect(new Set([...fresh, ...recoveryCodes]).size).toBe(20)
  expect(refusal(await logInWith(account.email, { recovery_code: recoveryCodes[0] }))).toEqual([409, 'wrong_recovery_code'])
  expect((await logInWith(account.email, { recovery_code: fresh[0] })).status).toBe(200)
  expect((await mailsTo(account.email)).map(({ kind }) => kind)).toContain('recovery_codes_replaced')
})

test('an old recovery code is proof enough for new ones, once', async () => {
  const { account, recoveryCodes } = await secured()
  const body = { current_password: goodPassword, code: recoveryCodes[7] }

  const replies = await Promise.all([1, 2].map(() => account.post('/v1/auth/totp/recovery-codes', body)))

  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
  expect((await account.get('/v1/auth/totp')).body.recovery_codes_remaining).toBe(10)
})

test('without both factors the old ones stay', async () => {
  const { account, secret, code, recoveryCodes } = await secured()
  const replace = (current_password: string, proof: string): Promise<Reply> =>
    account.post('/v1/auth/totp/recovery-codes', { current_password, code: proof })

  expect([
    refusal(await replace(otherPassword, await code())),
    refusal(await replace(goodPassword, wrongCode(secret))),
    refusal(await replace(goodPassword, 'a'.repeat(24))),
  ]).toEqual([
    [409, 'wrong_current_password'],
    [409, 'wrong_totp_code'],
    [409, 'wrong_recovery_code'],
  ])
  expect((await logInWith(account.email, { recovery_code: recoveryCodes[0] })).status).toBe(200)
})
