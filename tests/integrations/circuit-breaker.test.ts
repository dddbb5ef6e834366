import { expect, test } from '@jest/globals'
import { createBreakers } from '../../src/integrations/circuit-breaker.ts'
import { ProviderFailure } from '../../src/integrations/message-provider.ts'

const away = new ProviderFailure('Away.', { permanent: false, code: 'unreachable' })
const refused = new ProviderFailure('Refused.', { permanent: true, code: 'recipient_invalid' })
const busy = new ProviderFailure('Busy.', { permanent: false, code: 'rate_limited' })

/** Breakers with a clock that stands still until it is set. */
function atRest() {
  let time = 1_000_000
  const breakers = createBreakers({ failures: 3, openMs: 30_000, now: () => time })
  const fail = (failure: Error, account = 'one'): Promise<unknown> =>
    breakers.run(account, () => Promise.reject(failure)).catch((error: unknown) => error)
  return { breakers, fail, pass: (ms: number) => void (time += ms) }
}

test('opens after so many failures in a row, and then asks nobody', async () => {
  const { breakers, fail } = atRest()
  for (let n = 0; n < 3; n += 1) expect(await fail(away)).toBe(away)
  let asked = 0

  const outcome = await breakers.run('one', async () => (asked += 1)).catch((error: unknown) => error)

  expect(outcome).toMatchObject({ name: 'ProviderFailure', code: 'circuit_open', permanent: false, uncertain: false, retryAfter: 30 })
  expect(asked).toBe(0)
  expect(await breakers.run('another', async () => 'taken')).toBe('taken')
})

test('what is said of one message, or asks for patience, is no failure of the account', async () => {
  const { fail } = atRest()

  const outcomes = [away, away, refused, away, away, busy, away, away]
  for (const failure of outcomes) expect(await fail(failure)).toBe(failure)

  expect(await fail(away)).toBe(away)
  expect(await fail(away)).toMatchObject({ code: 'circuit_open' })
})

test('after a while one at a time tries, and its outcome decides', async () => {
  const { breakers, fail, pass } = atRest()
  for (let n = 0; n < 3; n += 1) await fail(away)
  pass(30_000)
  let answer: (how: 'well' | 'badly') => void = () => undefined
  const trial = (): Promise<string> =>
    breakers.run('one', () => new Promise((resolve, reject) => void (answer = (how) => (how === 'well' ? resolve('taken') : reject(away)))))

  const first = trial()
  expect(await fail(away)).toMatchObject({ code: 'circuit_open' })
  answer('badly')
  await expect(first).rejects.toBe(away)
  expect(await fail(away)).toMatchObject({ code: 'circuit_open', retryAfter: 30 })

  pass(30_000)
  const second = trial()
  answer('well')
  expect(await second).toBe('taken')
  expect(await fail(away)).toBe(away)
})
