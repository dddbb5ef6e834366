import type { components } from '../../../generated/api.ts'
import type { LinkTokens } from '../../crypto/link-tokens.ts'
import type { Passwords } from '../../crypto/passwords.ts'
import type { Database, Tx } from '../../db/database.ts'
import { reading } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { postMail } from '../mails/mails.ts'
import { claimAddress, requirePerson } from '../people/people.ts'
import type { PersonRow } from '../people/people.ts'
import { hasSecondFactor } from '../second-factor/second-factor.ts'
import { findPasswordHash, holdPasswordHash, replacePasswordHash, setPasswordHash, useReset, voidResets } from './account-queries.ts'
import { isCommonPassword } from './common-passwords.ts'
import { endSessions } from './sessions.ts'

const shortest = 15

/** Throws 409 for a password that is too short or that many people have. There are no other rules. */
export function requireGoodPassword(password: string): void {
  if ([...password.normalize('NFKC')].length < shortest) throw problems.passwordTooShort()
  if (isCommonPassword(password)) throw problems.passwordTooCommon()
}

/** Whether this is the password of the person whom the transaction acts for. It cannot change then until the transaction ends. */
export async function knowsPassword(
  tx: Tx,
  { db, passwords }: { readonly db: Database; readonly passwords: Passwords },
  personId: string,
  password: string,
): Promise<boolean> {
  // Asked outside of the transaction, which would hold a connection while the hash is computed.
  const hash = (await findPasswordHash(reading(db, { person: personId })))?.hash
  return (await passwords.verify(hash, password)) && hash !== undefined && (await holdPasswordHash(tx, hash))
}

/** Changes the password of a person who knows the present one, and ends their other sessions, whose ids it returns. Undefined for a wrong one. */
export async function changePassword(
  tx: Tx,
  { db, passwords }: { readonly db: Database; readonly passwords: Passwords },
  { personId, sessionId }: { readonly personId: string; readonly sessionId: string | null },
  { current_password: current, new_password: wanted }: components['schemas']['PasswordChange'],
): Promise<string[] | undefined> {
  requireGoodPassword(wanted)
  // Asked outside of the transaction, which would hold a connection while the hashes are computed.
  const before = (await findPasswordHash(reading(db, { person: personId })))?.hash
  if (!(await passwords.verify(before, current)) || before === undefined) return undefined
  const hash = await passwords.hash(wanted)
  if (!(await replacePasswordHash(tx, before, hash))) return undefined
  await voidResets(tx)
  await tellOfChange(tx, await requirePerson(tx, personId))
  return endSessions(tx, sessionId)
}

/**
 * Sets a new password with a mailed token, and ends all sessions of the person; a second factor stays on. Throws 404 for a token that is not good any
 * more.
 */
export async function resetPassword(
  tx: Tx,
  { linkTokens, passwords }: { readonly linkTokens: LinkTokens; readonly passwords: Passwords },
  { token, password }: components['schemas']['PasswordReset'],
): Promise<{ readonly email: string; readonly secondFactor: boolean; readonly ended: string[] }> {
  const [personId, resetId] = linkTokens.read('reset_password', token) ?? []
  if (personId === undefined || resetId === undefined) throw problems.notFound('password reset')
  requireGoodPassword(password)
  const hash = await passwords.hash(password)
  await tx.become({ person: personId })
  if ((await useReset(tx, resetId)) === undefined) throw problems.notFound('password reset')
  await setPasswordHash(tx, hash)
  await voidResets(tx)
  const person = await requirePerson(tx, personId)
  await claimAddress(tx, person)
  await tellOfChange(tx, person)
  return { email: person.email, secondFactor: await hasSecondFactor(tx), ended: await endSessions(tx) }
}

async function tellOfChange(tx: Tx, { id, email, locale }: PersonRow): Promise<void> {
  await postMail(tx, email, locale, { kind: 'password_changed', person_id: id })
}
