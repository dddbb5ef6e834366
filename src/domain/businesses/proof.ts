import type { Passwords } from '../../crypto/passwords.ts'
import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { provesPassword } from '../auth/auth.ts'
import type { Prove } from './ownership.ts'

export interface Tools {
  readonly passwords: Passwords
  /** Slows down guessing. */
  readonly signInGuard: Readonly<Record<'admit' | 'succeeded', (account: string, ipAddress: string) => Promise<void>>>
}

/** How a person proves to be the one: with their password, if they have one here. Throws 409 for a wrong or missing one, 429 after several. */
export function proofOf(
  tx: Tx,
  { passwords, signInGuard }: Tools,
  { personId, ipAddress }: { readonly personId: string; readonly ipAddress: string },
  password: string | undefined,
): Prove {
  return async () => {
    await signInGuard.admit(personId, ipAddress)
    if (!(await provesPassword(tx, passwords, personId, password))) throw problems.wrongCurrentPassword()
    await signInGuard.succeeded(personId, ipAddress)
  }
}
