import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { isTwilioRequest, twilioSignature } from '../../src/crypto/twilio-signature.ts'
import { trying } from '../support/properties.ts'

// The vectors that Twilio publishes with its own libraries.
const token = '12345'
const path = '/myapp.php?foo=1&bar=2'
const call = { CallSid: 'CA1234567890ABCDE', Digits: '1234', From: '+14158675309', To: '+18005551212', Caller: '+14158675309' }
const json = Buffer.from('{"property": "value", "boolean": true}')
const hashed = `${path}&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620`
const doubled = { Sid: 'CA123', SidAccount: 'AC123', Digits: ['5678', '1234', '1234'] }
const ringing = {
  AccountSid: 'AC9a9f9392lad99kla0sklakjs90j092j3',
  ApiVersion: '2010-04-01',
  CallSid: 'CAd800bb12c0426a7ea4230e492fef2a4f',
  CallStatus: 'ringing',
  Called: '+15306384866',
  CalledCity: 'OAKLAND',
  CalledCountry: 'US',
  CalledState: 'CA',
  CalledZip: '94612',
  Caller: '+15306666666',
  CallerCity: 'SOUTH LAKE TAHOE',
  CallerCountry: 'US',
  CallerName: 'CA Wireless Call',
  CallerState: 'CA',
  CallerZip: '89449',
  Direction: 'inbound',
  From: '+15306666666',
  FromCity: 'SOUTH LAKE TAHOE',
  FromCountry: 'US',
  FromState: 'CA',
  FromZip: '89449',
  To: '+15306384866',
  ToCity: 'OAKLAND',
  ToCountry: 'US',
  ToState: 'CA',
  ToZip: '94612',
}

test.each([
  ['a form', 'https://mycompany.com', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
  ['a port that Twilio did not sign', 'https://mycompany.com:1234', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
  ['a port of its own at http', 'http://mycompany.com:1234', 'Zmvh+3yNM1Phv2jhDCwEM3q5ebU='],
  ['the standard port of https, signed and not shown', 'https://mycompany.com', 'kvajT1Ptam85bY51eRf/AJRuM3w='],
  ['the standard port of http, signed and not shown', 'http://mycompany.com', '0ZXoZLH/DfblKGATFgpif+LLRf4='],
])('published: %s', (_what, publicUrl, signature) => {
  expect(isTwilioRequest({ authTokens: [token], publicUrl, path, params: call, signature })).toBe(true)
})

test('published: repeated parameters count once each, in order', () => {
  const request = { authTokens: [token], publicUrl: 'https://mycompany.com', path, signature: 'IK+Dwps556ElfBT0I3Rgjkr1wJU=' }

  expect(isTwilioRequest({ ...request, params: doubled })).toBe(true)
  expect(isTwilioRequest({ ...request, params: { ...doubled, Digits: ['1234', '5678', '9'] } })).toBe(false)
})

test('published: a body that is no form is covered by its hash in the URL', () => {
  const request = { authTokens: [token], publicUrl: 'https://mycompany.com', path: hashed, signature: 'a9nBmqA0ju/hNViExpshrM61xv4=' }

  expect(isTwilioRequest({ ...request, body: json })).toBe(true)
  expect(isTwilioRequest({ ...request, body: Buffer.from('{"property": "other"}') })).toBe(false)
  expect(isTwilioRequest(request)).toBe(false)
})

test('published: a whole call', () => {
  const request = { publicUrl: 'http://www.postbin.org', path: '/1ed898x', params: ringing, signature: 'fF+xx6dTinOaCdZ0aIeNkHr/ZAA=' }

  expect(isTwilioRequest({ ...request, authTokens: ['1c892n40nd03kdnc0112slzkl3091j20'] })).toBe(true)
})

test.each(["/path?test=param'WithQuote", '/path?test=param%27WithQuote'])('a query counts in both spellings: %s', (signed) => {
  const signature = twilioSignature(token, `https://example.com${signed}`)

  for (const seen of ["/path?test=param'WithQuote", '/path?test=param%27WithQuote'])
    expect(isTwilioRequest({ authTokens: [token], publicUrl: 'https://example.com/', path: seen, params: {}, signature })).toBe(true)
})

test('during a rotation both tokens count, and no third one', () => {
  const signed = (by: string): string => twilioSignature(by, `https://example.com${path}`, call)
  const judge = (signature: string): boolean =>
    isTwilioRequest({ authTokens: ['the-new-one', 'the-old-one'], publicUrl: 'https://example.com', path, params: call, signature })

  expect(['the-new-one', 'the-old-one', 'another-one'].map((by) => judge(signed(by)))).toEqual([true, true, false])
})

test('no signature, none of this length and none without a token', () => {
  const request = { publicUrl: 'https://example.com', path, params: call }

  expect(isTwilioRequest({ ...request, authTokens: [token], signature: undefined })).toBe(false)
  expect(isTwilioRequest({ ...request, authTokens: [token], signature: '' })).toBe(false)
  expect(isTwilioRequest({ ...request, authTokens: [token], signature: 'a'.repeat(5000) })).toBe(false)
  expect(isTwilioRequest({ ...request, authTokens: [], signature: twilioSignature(token, `https://example.com${path}`, call) })).toBe(false)
})

test("a body without a hash in the URL is nobody's", () => {
  const signature = twilioSignature(token, `https://example.com${path}`)
  const request = { authTokens: [token], publicUrl: 'https://example.com', path, signature }

  expect(isTwilioRequest({ ...request, body: Buffer.from('{}') })).toBe(false)
  expect(isTwilioRequest({ ...request, body: Buffer.alloc(0) })).toBe(true)
})

/** The text with one bit of one byte turned over. */
function flipped(text: string, at: number, bit: number): string {
  const bytes = Buffer.from(text)
  const index = at % bytes.length
  bytes[index] = (bytes[index] ?? 0) ^ (1 << bit)
  return bytes.toString('latin1')
}

const words = fc.string({ unit: fc.constantFrom('a', 'b', 'X', 'Z', '0', '9', ' ', '+', 'é', '中'), minLength: 1, maxLength: 12 })

test("one bit, in a value, a name, the path or the signature, and it is not Twilio's any more", () => {
  fc.assert(
    fc.property(
      fc.dictionary(words, words, { minKeys: 1, maxKeys: 6 }),
      fc.nat(1000),
      fc.integer({ min: 0, max: 6 }),
      fc.constantFrom('value', 'name', 'path', 'signature'),
      (params, at, bit, where) => {
        const request = { authTokens: [token], publicUrl: 'https://example.com', path: '/webhooks/twilio/1/messages', params }
        const signature = twilioSignature(token, `https://example.com${request.path}`, params)
        expect(isTwilioRequest({ ...request, signature })).toBe(true)

        const [[name, value], ...others] = Object.entries(params) as [[string, string], ...[string, string][]]
        const changed = {
          value: { ...request, signature, params: { ...params, [name]: flipped(value, at, bit) } },
          name: { ...request, signature, params: { ...Object.fromEntries(others), [flipped(name, at, bit)]: value } },
          path: { ...request, signature, path: `/${flipped(request.path.slice(1), at, bit)}` },
          signature: { ...request, signature: flipped(signature, at, bit) },
        }[where]
        // Two names that exchange a letter with their values are the same text, as Twilio's scheme has it.
        fc.pre(textOf(changed.params) !== textOf(params) || where === 'path' || where === 'signature')
        expect(isTwilioRequest(changed)).toBe(false)
      },
    ),
    trying(500),
  )
})

function textOf(params: Readonly<Record<string, string>>): string {
  return Object.keys(params)
    .sort()
    .map((name) => name + (params[name] ?? ''))
    .join('')
}
