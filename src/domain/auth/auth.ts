import type { components } from '../../../generated/api.ts'
import type { AccessTokens } from '../../crypto/access-tokens.ts'
import { actAs } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { createPerson } from '../people/people.ts'
import type { PersonRow } from '../people/people.ts'
import { setPasswordHash } from './account-queries.ts'
import { beginSession } from './sessions.ts'
import type { Client } from './sessions.ts'

export { waitForLogIns } from './account-queries.ts'
export { clientOf } from './client.ts'
export { knowsPassword, requireGoodPassword } from './passwords.ts'
export { provesPassword } from './proof.ts'
export { endSessions } from './sessions.ts'
export type { Client } from './sessions.ts'

export interface NewAccount {
  readonly email: string
  readonly full_name: string
  readonly locale: string | null
  /** From `Passwords`, for a password that `requireGoodPassword` has let pass. It takes long, so make it before the first query. */
  readonly passwordHash: string
}

/**
 * Creates a person who can log in, whose address a mailed token has verified, and begins their first session. From here on the transaction acts for
 * that person, also in the audit log. Throws 409 `email_taken`.
 */
export async function createAccount(
  tx: Tx,
  accessTokens: AccessTokens,
  { passwordHash, ...details }: NewAccount,
  client: Client,
): Promise<{ readonly person: PersonRow; readonly session: components['schemas']['SessionTokens'] }> {
  const person = await createPerson(tx, details)
  actAs(tx, person.id)
  await setPasswordHash(tx, passwordHash)
  return { person, session: await beginSession(tx, accessTokens, person, client) }
}
