import { expect, test } from '@jest/globals'
import { base32 } from '../../src/crypto/base32.ts'
import { hashRecoveryCode, mintRecoveryCode } from '../../src/crypto/recovery-codes.ts'
import { matchTotpCode, mintTotpSecret, showTotpSecret, totpCodeOf, totpStepAt } from '../../src/crypto/totp.ts'
import { fromBase32 } from '../support/second-factor.ts'

// RFC 6238, appendix B; of its eight digits apps show the last six.
const secret = Buffer.from('12345678901234567890')

test.each([
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
])('at second %i the code is that of RFC 6238', (seconds, code) => {
  expect(totpCodeOf(secret, totpStepAt(seconds * 1000))).toBe(code.slice(-6))
})

test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('%p in base32 is that of RFC 4648', (text, encoded) => {
  expect(base32(Buffer.from(text))).toBe(encoded)
})

test('a code is good in its own 30 seconds and in those before and after, and in no others', () => {
  const time = 1_700_000_010_000
  const step = totpStepAt(time)

  const found = [-2, -1, 0, 1, 2].map((later) => matchTotpCode(secret, totpCodeOf(secret, step + later), time))

  expect(found).toEqual([undefined, step - 1, step, step + 1, undefined])
})

test('the URI holds the secret, the account and what apps must know', () => {
  const minted = mintTotpSecret()

  const shown = showTotpSecret(minted, 'grace+1&2@example.com')

  expect(fromBase32(shown.secret)).toEqual(minted)
  const uri = new URL(shown.otpauth_uri)
  expect(uri.protocol).toBe('otpauth:')
  expect(decodeURIComponent(uri.pathname.split(':').at(-1) ?? '')).toBe('grace+1&2@example.com')
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    secret: shown.secret,
    issuer: 'ClientFlow',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
})

test('a recovery code is the same in capitals and without hyphens, and another one for another person', () => {
  const code = mintRecoveryCode()

  expect(code).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){5}$/)
  expect(hashRecoveryCode(code.toUpperCase().replaceAll('-', ''), 'one')).toEqual(hashRecoveryCode(code, 'one'))
  expect(hashRecoveryCode(code, 'another')).not.toEqual(hashRecoveryCode(code, 'one'))
})
