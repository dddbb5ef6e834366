import type { Passwords } from '../../crypto/passwords.ts'
import type { Tx } from '../../db/database.ts'
import { findPasswordHash, holdPasswordHash } from './account-queries.ts'

/**
 * Whether somebody who is logged in knows their password too, before what cannot be undone: a token may have been stolen. Who signs in elsewhere has
 * none here, and needs none. The transaction acts for the same business afterwards as before.
 */
export async function provesPassword(tx: Tx, passwords: Passwords, personId: string, password: string | undefined): Promise<boolean> {
  const business = tx.business()
  await tx.become({ person: personId })
  const hash = (await findPasswordHash(tx))?.hash
  const proved =
    hash === undefined || (password !== undefined && (await passwords.verify(hash, password)) && (await holdPasswordHash(tx, hash)))
  if (business !== undefined) await tx.become({ business })
  return proved
}
