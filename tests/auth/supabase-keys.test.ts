import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { KeysUnavailable } from '../../src/crypto/key-fetch.ts'
import { createSupabaseTokens } from '../../src/crypto/supabase-tokens.ts'
import type { SupabaseTokens } from '../../src/crypto/supabase-tokens.ts'
import { startFakeSupabase } from './fake-supabase.ts'
import type { FakeSupabase } from './fake-supabase.ts'

let supabase: FakeSupabase
let tokens: SupabaseTokens
beforeEach(async () => {
  supabase = await startFakeSupabase()
  tokens = createSupabaseTokens(supabase.issuer, /^.+@.+$/)
})
afterEach(async () => {
  jest.restoreAllMocks()
  await supabase.stop()
})

const verdict = async (token: Promise<string>): Promise<string> =>
  tokens.verify(await token).then(
    () => 'good',
    (error: unknown) => (error instanceof KeysUnavailable ? 'unknown' : 'bad'),
  )

/** Lets the clock show a later time. Keys grow old by it; tokens do not, they are judged by another. */
function later(seconds: number): void {
  const at = Date.now() + seconds * 1000
  jest.spyOn(Date, 'now').mockReturnValue(at)
}

test('keys are asked for once, however many tokens come', async () => {
  const verdicts = await Promise.all(Array.from({ length: 50 }, () => verdict(supabase.token())))

  expect(new Set(verdicts)).toEqual(new Set(['good']))
  expect(supabase.asked()).toBe(1)
})

test('a flood of tokens with unknown key ids is one question in thirty seconds', async () => {
  const flood = (): Promise<string[]> =>
    Promise.all(Array.from({ length: 200 }, (_, index) => verdict(supabase.token({}, { kid: `unknown-${index}` }))))
  expect(await verdict(supabase.token())).toBe('good')

  expect(new Set(await flood())).toEqual(new Set(['bad']))
  expect(supabase.asked()).toBe(1)
  later(31)
  expect(new Set(await flood())).toEqual(new Set(['bad']))
  expect(supabase.asked()).toBe(2)
})

test('new keys are found when a token names them, and the ones that are gone are gone', async () => {
  const before = await supabase.token()
  expect(await verdict(Promise.resolve(before))).toBe('good')
  await supabase.rotate()

  later(31)

  expect(await verdict(supabase.token({}, { alg: 'RS256' }))).toBe('good')
  expect(await verdict(Promise.resolve(before))).toBe('bad')
})

test.each(['errors', 'nonsense', 'nothing'] as const)(
  'while the issuer answers with %s the last keys serve for an hour, and no longer',
  async (fault) => {
    expect(await verdict(supabase.token())).toBe('good')
    supabase.answerWith(fault)

    later(11 * 60)
    expect(await verdict(supabase.token())).toBe('good')
    expect(supabase.asked()).toBe(2)
    later(39 * 60)
    expect(await verdict(supabase.token())).toBe('good')
    later(15 * 60)
    expect(await verdict(supabase.token())).toBe('unknown')

    supabase.answerWith('keys')
    later(6)
    expect(await verdict(supabase.token())).toBe('good')
  },
)

test('an issuer that is away from the start is asked once in five seconds', async () => {
  supabase.answerWith('nothing')

  for (let round = 0; round < 20; round += 1) expect(await verdict(supabase.token())).toBe('unknown')
  expect(supabase.asked()).toBe(1)

  supabase.answerWith('keys')
  later(6)
  expect(await verdict(supabase.token())).toBe('good')
})
