import type { Cipher } from '../../crypto/cipher.ts'
import { hashRecoveryCode } from '../../crypto/recovery-codes.ts'
import { matchTotpCode } from '../../crypto/totp.ts'
import type { Read, Tx } from '../../db/database.ts'
import type { Problem } from '../../problems.ts'
import { problems } from '../../problems.ts'
import { postMail } from '../mails/mails.ts'
import type { PersonRow } from '../people/people.ts'
import { findActiveSecret, resealSecret, takeCodeHash, takeStep } from './queries.ts'

/** What somebody sends beside the password. */
export interface Codes {
  readonly totp_code?: string
  readonly recovery_code?: string
}

/** Whether the person whom the door acts for needs a code to log in. */
export async function hasSecondFactor(door: Read): Promise<boolean> {
  return (await findActiveSecret(door)) !== undefined
}

/**
 * Why somebody who knows the password of this person may not log in all the same; undefined when they may. A right code is used up by it, and it is
 * to be called before anything else is done in their name.
 */
export async function refusalOfLogIn(tx: Tx, cipher: Cipher, person: PersonRow, codes: Codes): Promise<Problem | undefined> {
  const active = await findActiveSecret(tx)
  if (active === undefined) return undefined
  if (codes.totp_code === undefined && codes.recovery_code === undefined) return problems.totpRequired()
  const refusal = await refusalOfCodes(tx, cipher, person.id, active.secret, codes)
  if (refusal === undefined && codes.totp_code === undefined)
    await postMail(tx, person.email, person.locale, { kind: 'recovery_code_used', person_id: person.id })
  return refusal
}

/** Uses up the code of the app or, without one, the recovery code. A problem when it is none, or somebody was first. */
export async function refusalOfCodes(
  tx: Tx,
  cipher: Cipher,
  personId: string,
  sealed: Buffer,
  { totp_code, recovery_code = '' }: Codes,
): Promise<Problem | undefined> {
  if (totp_code === undefined)
    return (await takeCodeHash(tx, hashRecoveryCode(recovery_code, personId))) ? undefined : problems.wrongRecoveryCode()
  const secret = cipher.decrypt(sealed, sealContextOf(personId))
  const step = matchTotpCode(secret, totp_code, Date.now())
  if (step === undefined || !(await takeStep(tx, step))) return problems.wrongTotpCode()
  // Secrets live for years; whoever logs in carries theirs over to the present key, so that old keys can go some day.
  if (cipher.isOutdated(sealed)) await resealSecret(tx, sealed, cipher.encrypt(secret, sealContextOf(personId)))
  return undefined
}

/** Binds a sealed secret to its person: moved to another's row it does not open. */
export function sealContextOf(personId: string): string {
  return `person_totp_secrets:${personId}:secret`
}
