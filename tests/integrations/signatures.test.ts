import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { hasBasicAuth } from '../../src/crypto/basic-auth.ts'
import { isSignedRequest, signBody } from '../../src/crypto/hmac-signature.ts'
import { trying } from '../support/properties.ts'

const now = Date.parse('2026-01-05T09:30:00.000Z')
const timestamp = String(now / 1000)
const body = Buffer.from('{"messageId":"1","status":"delivered"}')
const secret = 'the-present-secret'
const signature = signBody(secret, timestamp, body)
const request = { secrets: [secret], body, timestamp, signature, now }

test('the signature covers the timestamp and the exact body', () => {
  expect(signBody('key', '1', Buffer.from('a'))).toBe('32a5f52f8b585db06b5960c1b30992c0575588cf6343eeb646efa5bfd9ca5a17')
  expect(isSignedRequest(request)).toBe(true)
  expect(isSignedRequest({ ...request, signature: `sha256=${signature.toUpperCase()}` })).toBe(true)
  expect(isSignedRequest({ ...request, body: Buffer.from(`${body.toString()} `) })).toBe(false)
  expect(isSignedRequest({ ...request, timestamp: String(Number(timestamp) + 1) })).toBe(false)
})

test.each([
  ['five minutes old', -300_000, true],
  ['five minutes ahead', 300_000, true],
  ['a second older', -301_000, false],
  ['a second further ahead', 301_000, false],
])('a request that is %s', (_what, offset, accepted) => {
  expect(isSignedRequest({ ...request, now: now - offset })).toBe(accepted)
})

test.each([undefined, '', 'soon', '1.5', '-1', ' 1', `${timestamp}0`])('a timestamp that is %j is none', (odd) => {
  const signed = signBody(secret, odd ?? '', body)

  expect(isSignedRequest({ ...request, timestamp: odd, signature: signed })).toBe(false)
})

test('during a rotation both secrets count, and no third one', () => {
  const judge = (by: string): boolean =>
    isSignedRequest({ ...request, secrets: [secret, 'the-old-secret'], signature: signBody(by, timestamp, body) })

  expect([secret, 'the-old-secret', 'another-secret'].map(judge)).toEqual([true, true, false])
  expect(isSignedRequest({ ...request, secrets: [] })).toBe(false)
  expect(isSignedRequest({ ...request, signature: undefined })).toBe(false)
})

test("one bit of the body or of the signature, and it is nobody's", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(10_000), fc.integer({ min: 0, max: 7 }), (bytes, at, bit) => {
      const original = Buffer.from(bytes)
      const changed = Buffer.from(bytes)
      changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ (1 << bit)
      const signed = signBody(secret, timestamp, original)
      const digits = [...signed]
      digits[at % digits.length] = digits[at % digits.length] === '0' ? '1' : '0'

      expect(isSignedRequest({ ...request, body: original, signature: signed })).toBe(true)
      expect(isSignedRequest({ ...request, body: changed, signature: signed })).toBe(false)
      expect(isSignedRequest({ ...request, body: original, signature: digits.join('') })).toBe(false)
    }),
    trying(300),
  )
})

const header = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`

test('a name and a password belong together', () => {
  const judge = (authorization: string | undefined): boolean =>
    hasBasicAuth({ username: 'clientflow', passwords: ['present', 'old'], authorization })

  expect(
    [header('clientflow:present'), header('clientflow:old'), header('clientflow:present').replace('Basic', 'basic')].map(judge),
  ).toEqual([true, true, true])
  const wrong = [undefined, '', 'Basic', 'Bearer present', header('clientflow:other'), header('somebody:present'), header('clientflow:')]
  expect(wrong.map(judge)).toEqual(wrong.map(() => false))
  expect(judge(header('clientflow:presen'))).toBe(false)
  expect(hasBasicAuth({ username: 'clientflow', passwords: [], authorization: header('clientflow:') })).toBe(false)
})
