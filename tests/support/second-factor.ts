import { totpCodeOf, totpStepAt } from '../../src/crypto/totp.ts'
import { goodPassword, newAccount } from './accounts.ts'
import type { Account } from './accounts.ts'
import { anonymous, rows } from './api.ts'
import { until } from './eventually.ts'
import type { Reply } from './http.ts'

/** Somebody with an authenticator app. */
export interface Enrolled {
  readonly account: Account
  readonly secret: Buffer
  /** A code that is good now, also when this step's was used before. */
  readonly code: () => Promise<string>
}
/** Somebody who needs it to log in. */
export interface Secured extends Enrolled {
  readonly recoveryCodes: readonly string[]
}

export async function enrolled(given?: Account): Promise<Enrolled> {
  const account = given ?? (await newAccount())
  const reply = await account.post('/v1/auth/totp', { current_password: goodPassword })
  if (reply.status !== 200) throw new Error(`Not enrolled: ${reply.text}`)
  const secret = fromBase32(reply.body.secret as string)
  return {
    account,
    secret,
    async code() {
      await rows('update person_totp_secrets set used_step = 0 where person_id = $1', [account.personId])
      return codeNow(secret)
    },
  }
}

export async function secured(given?: Account): Promise<Secured> {
  const somebody = await enrolled(given)
  const reply = await somebody.account.post('/v1/auth/totp/confirm', { totp_code: await somebody.code() })
  if (reply.status !== 200) throw new Error(`Not confirmed: ${reply.text}`)
  return { ...somebody, recoveryCodes: reply.body.recovery_codes as string[] }
}

/** The code of this moment, or of so many steps later. */
export function codeNow(secret: Buffer, later = 0): string {
  return totpCodeOf(secret, totpStepAt(Date.now()) + later)
}

/** Six digits that are no code of these minutes. */
export function wrongCode(secret: Buffer): string {
  const right = new Set([-3, -2, -1, 0, 1, 2, 3, 4].map((later) => codeNow(secret, later)))
  return ['000000', '111111', '222222', '333333', '444444', '555555', '666666', '777777', '888888'].find((code) => !right.has(code)) ?? ''
}

/** Waits until this step of 30 seconds goes on for a while, for what depends on its neighbours. */
export async function amidStep(): Promise<void> {
  await until('a step of 30 seconds goes on for a while', () => Date.now() % 30_000 < 22_000)
}

export function logInWith(email: string, fields: object, password = goodPassword): Promise<Reply> {
  return anonymous('POST', '/v1/auth/log-in', { email, password, ...fields })
}

export function fromBase32(text: string): Buffer {
  const bits = [...text].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
