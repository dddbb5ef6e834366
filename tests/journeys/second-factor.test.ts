import { unwrap } from '@clientflow/sdk'
import { expect, test } from '@jest/globals'
import { codeNow, fromBase32 } from '../support/second-factor.ts'
import { newEmail, password, useWorld } from './world.ts'

const world = useWorld()

test('a second factor is switched on, asked for, lost, and switched off with a recovery code', async () => {
  const email = newEmail()
  const wanted = { email, full_name: 'Annie Easley', business_name: 'Rocket and Comb', time_zone: 'America/New_York' } as const
  await unwrap(world.anybody().POST('/v1/auth/sign-up', { body: wanted }))
  const verification = { token: await world.mailedToken(email, '/verify-email'), password }
  const annie = world.somebody((await unwrap(world.anybody().POST('/v1/auth/verify-email', { body: verification }))).access_token)

  const { secret } = await unwrap(annie.POST('/v1/auth/totp', { body: { current_password: password } }))
  const app = fromBase32(secret)
  const { recovery_codes } = await unwrap(annie.POST('/v1/auth/totp/confirm', { body: { totp_code: codeNow(app) } }))

  const asked = await world.anybody().POST('/v1/auth/log-in', { body: { email, password } })
  expect(asked.error?.code).toBe('totp_required')
  // The first code has been used, and the app's next one is good already.
  const session = await unwrap(world.anybody().POST('/v1/auth/log-in', { body: { email, password, totp_code: codeNow(app, 1) } }))
  expect((await unwrap(world.somebody(session.access_token).GET('/v1/auth/totp'))).recovery_codes_remaining).toBe(10)

  const [first = '', second = ''] = recovery_codes
  const lost = await unwrap(world.anybody().POST('/v1/auth/log-in', { body: { email, password, recovery_code: first } }))
  const again = await world.anybody().POST('/v1/auth/log-in', { body: { email, password, recovery_code: first } })
  expect(again.error?.code).toBe('wrong_recovery_code')
  const proof = { current_password: password, code: second }
  const off = await world.somebody(lost.access_token).POST('/v1/auth/totp/disable', { body: proof })
  expect(off.response.status).toBe(204)
  const plain = await world.anybody().POST('/v1/auth/log-in', { body: { email, password } })
  expect(plain.response.status).toBe(200)
})
