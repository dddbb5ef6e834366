import type { components } from '../../../generated/api.ts'
import type { AccessTokens } from '../../crypto/access-tokens.ts'
import type { Cipher } from '../../crypto/cipher.ts'
import type { Passwords } from '../../crypto/passwords.ts'
import type { Database, Tx } from '../../db/database.ts'
import { reading } from '../../db/database.ts'
import type { Problem } from '../../problems.ts'
import { problems } from '../../problems.ts'
import { requirePerson } from '../people/people.ts'
import { refusalOfLogIn } from '../second-factor/second-factor.ts'
import { findAccount, holdPasswordHash, replacePasswordHash } from './account-queries.ts'
import { beginSession } from './sessions.ts'
import type { Client } from './sessions.ts'

interface Tools {
  readonly db: Database
  readonly passwords: Passwords
  readonly accessTokens: AccessTokens
  readonly cipher: Cipher
}

/**
 * Begins a session for whoever knows the password and, where there is a second factor, sends a code of it. Everybody else gets a problem, to be
 * returned; without the password it is the same one after the same time for every address, with and without a second factor.
 */
export async function logIn(
  tx: Tx,
  { db, passwords, accessTokens, cipher }: Tools,
  { email, password, ...codes }: components['schemas']['LogIn'],
  client: Client,
): Promise<components['schemas']['SessionTokens'] | Problem> {
  // Asked outside of the transaction, which would hold a connection while the hash is computed.
  const account = await findAccount(reading(db, { nobody: true }), email)
  const hash = account?.password_hash ?? undefined
  if (!(await passwords.verify(hash, password)) || account === undefined || hash === undefined) return problems.wrongCredentials()
  const renewed = passwords.isOutdated(hash) ? await passwords.hash(password) : undefined
  await tx.become({ person: account.id })
  // The password may have been changed meanwhile, and then all sessions but one have just ended.
  const current = renewed === undefined ? await holdPasswordHash(tx, hash) : await replacePasswordHash(tx, hash, renewed)
  if (!current) return problems.wrongCredentials()
  const person = await requirePerson(tx, account.id)
  return (await refusalOfLogIn(tx, cipher, person, codes)) ?? beginSession(tx, accessTokens, person, client)
}
