import type { components } from '../../../generated/api.ts'
import type { Read, Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { deleteIdentities, insertPerson, lockPerson, newPersonId, selectPerson, updatePerson } from './queries.ts'
import type { PersonRow } from './queries.ts'

export { presentPerson } from './present.ts'
export type { PersonRow } from './queries.ts'

/** Creates a person whose address has been verified. From here on the transaction acts for that person. Throws 409 `email_taken`. */
export async function createPerson(
  tx: Tx,
  { email, full_name, locale }: { readonly email: string; readonly full_name: string; readonly locale: string | null },
): Promise<PersonRow> {
  const id = await newPersonId(tx)
  await tx.become({ person: id })
  const person = await insertPerson(tx, { id, email, full_name, locale, email_verified_at: new Date().toISOString() })
  if (person === undefined) throw problems.emailTaken()
  return person
}

export function findPerson(door: Read, id: string): Promise<PersonRow | undefined> {
  return selectPerson(door, id)
}

/** The person, who must be there: somebody has just proved to be this one. */
export async function requirePerson(door: Read, id: string): Promise<PersonRow> {
  const person = await selectPerson(door, id)
  if (person === undefined) throw problems.invalidToken()
  return person
}

/** Changes the fields that are sent. Throws 412 when `checkVersion` objects. */
export async function changePerson(
  tx: Tx,
  id: string,
  changes: components['schemas']['PersonChanges'],
  checkVersion: (row: { readonly version: number }) => void,
): Promise<PersonRow> {
  const person = await lockPerson(tx, id)
  if (person === undefined) throw problems.invalidToken()
  checkVersion(person)
  const { full_name = person.full_name, locale = person.locale } = changes
  if (full_name === person.full_name && locale === person.locale) return person
  return (await updatePerson(tx, id, { full_name, locale })) ?? person
}

/**
 * Notes that mail to this address arrives. Whoever had come in from elsewhere without showing that is out again: they may have taken the address of
 * the one who just has.
 */
export async function claimAddress(tx: Tx, person: PersonRow): Promise<void> {
  if (person.email_verified_at !== null) return
  await deleteIdentities(tx)
  await updatePerson(tx, person.id, { email_verified_at: new Date().toISOString() })
}
