import type { components } from '../../../generated/api.ts'
import type { Cipher } from '../../crypto/cipher.ts'
import type { Passwords } from '../../crypto/passwords.ts'
import { hashRecoveryCode, mintRecoveryCode } from '../../crypto/recovery-codes.ts'
import { matchTotpCode, mintTotpSecret, showTotpSecret } from '../../crypto/totp.ts'
import { record } from '../../db/changes.ts'
import type { Database, Tx } from '../../db/database.ts'
import { reading } from '../../db/database.ts'
import type { Problem } from '../../problems.ts'
import { problems } from '../../problems.ts'
import { endSessions, knowsPassword, waitForLogIns } from '../auth/auth.ts'
import type { NoticeKind } from '../mails/mails.ts'
import { postMail } from '../mails/mails.ts'
import { requirePerson } from '../people/people.ts'
import { deleteSecret, findActiveSecret, lockSecret, markConfirmed, replaceCodeHashes, replacePendingSecret } from './queries.ts'
import { hasSecondFactor, refusalOfCodes, sealContextOf } from './second-factor.ts'

type Schemas = components['schemas']
interface Tools {
  readonly db: Database
  readonly passwords: Passwords
  readonly cipher: Cipher
}
export interface Owner {
  readonly personId: string
  /** Null for a session that was begun elsewhere. */
  readonly sessionId: string | null
  readonly memberships: readonly { readonly business_id: string }[]
}

const recoveryCodes = 10

/** Makes a secret that waits for its first code. Throws 409 when the second factor is on; a wrong password is a problem that is returned. */
export async function enrol(tx: Tx, tools: Tools, personId: string, password: string): Promise<Schemas['TotpSecret'] | Problem> {
  if (await hasSecondFactor(reading(tools.db, { person: personId }))) throw problems.totpAlreadyEnabled()
  if (!(await knowsPassword(tx, tools, personId, password))) return problems.wrongCurrentPassword()
  const secret = mintTotpSecret()
  const kept = await replacePendingSecret(tx, tools.cipher.encrypt(secret, sealContextOf(personId)))
  if (kept === undefined) throw problems.totpAlreadyEnabled()
  const { email } = await requirePerson(tx, personId)
  return { ...showTotpSecret(secret, email), expires_at: kept.expires_at }
}

/**
 * Switches the second factor on with a first code, and ends the other sessions of the person, which were begun without one. Throws 409 when nothing
 * waits for a code; a wrong code is a problem that is returned.
 */
export async function confirm(
  tx: Tx,
  cipher: Cipher,
  owner: Owner,
  code: string,
): Promise<{ readonly codes: string[]; readonly ended: string[] } | Problem> {
  await waitForLogIns(tx)
  const waiting = await lockSecret(tx)
  if (waiting?.confirmed === true) throw problems.totpAlreadyEnabled()
  if (waiting === undefined || waiting.expired) throw problems.totpNotPending()
  const step = matchTotpCode(cipher.decrypt(waiting.secret, sealContextOf(owner.personId)), code, Date.now())
  if (step === undefined) return problems.wrongTotpCode()
  await markConfirmed(tx, step)
  const codes = await issueCodes(tx, owner.personId)
  await tell(tx, owner, 'second_factor_enabled')
  return { codes, ended: await endSessions(tx, owner.sessionId) }
}

/** Switches the second factor off for whoever shows both. Throws 409 when it is off; a wrong password or code is a problem that is returned. */
export async function disable(tx: Tx, tools: Tools, owner: Owner, proof: Schemas['SecondFactorProof']): Promise<Problem | undefined> {
  const refusal = await refusalOfProof(tx, tools, owner.personId, proof)
  if (refusal !== undefined) return refusal
  await deleteSecret(tx)
  await tell(tx, owner, 'second_factor_disabled')
  return undefined
}

/** Replaces the recovery codes for whoever shows both factors. Refusals as in `disable`. */
export async function replaceCodes(tx: Tx, tools: Tools, owner: Owner, proof: Schemas['SecondFactorProof']): Promise<string[] | Problem> {
  const refusal = await refusalOfProof(tx, tools, owner.personId, proof)
  if (refusal !== undefined) return refusal
  const codes = await issueCodes(tx, owner.personId)
  await tell(tx, owner, 'recovery_codes_replaced')
  return codes
}

async function refusalOfProof(
  tx: Tx,
  tools: Tools,
  personId: string,
  { current_password, code }: Schemas['SecondFactorProof'],
): Promise<Problem | undefined> {
  // Outside of the transaction too, as long as the password is not judged: it holds no connection meanwhile.
  if (!(await hasSecondFactor(reading(tools.db, { person: personId })))) throw problems.totpNotEnabled()
  if (!(await knowsPassword(tx, tools, personId, current_password))) return problems.wrongCurrentPassword()
  const active = await findActiveSecret(tx)
  if (active === undefined) throw problems.totpNotEnabled()
  const isOfApp = /^\d{6}$/.test(code)
  return refusalOfCodes(tx, tools.cipher, personId, active.secret, isOfApp ? { totp_code: code } : { recovery_code: code })
}

async function issueCodes(tx: Tx, personId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodes }, mintRecoveryCode)
  await replaceCodeHashes(
    tx,
    codes.map((code) => hashRecoveryCode(code, personId)),
  )
  return codes
}

/** A mail to the person, and an entry in the audit log of each business that the person may enter. */
async function tell(tx: Tx, { personId, memberships }: Owner, kind: NoticeKind): Promise<void> {
  const { email, locale } = await requirePerson(tx, personId)
  await postMail(tx, email, locale, { kind, person_id: personId })
  for (const { business_id: business } of memberships)
    record(tx, { action: `person.${kind}`, resource: { type: 'person', id: personId }, business })
}
