import { randomUUID } from 'node:crypto'
import type { Tx } from '../../db/database.ts'
import { postMail } from '../mails/mails.ts'
import { findPerson } from '../people/people.ts'
import { findAccount, insertReset } from './account-queries.ts'
import { attemptOrUndo } from './equal-work.ts'

/** Sends a mail with a link that sets a new password. For an unknown address the same is done and undone. */
export async function requestReset(tx: Tx, email: string): Promise<void> {
  const account = await findAccount(tx, email)
  const personId = account?.id ?? randomUUID()
  await tx.become({ person: personId })
  const person = await findPerson(tx, personId)
  await attemptOrUndo(tx, async () => {
    const resetId = randomUUID()
    await postMail(tx, email, person?.locale ?? null, { kind: 'reset_password', person_id: personId, reset_id: resetId })
    return (await insertReset(tx, resetId)) !== undefined
  })
}
