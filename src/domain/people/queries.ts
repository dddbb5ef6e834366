import type { Insertable, Selectable, Updateable } from 'kysely'
import { sql as raw } from 'kysely'
import type { People } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { plain } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'

const personColumns = ['id', 'email', 'email_verified_at', 'full_name', 'locale', 'created_at', 'updated_at', 'version'] as const

export type PersonRow = Pick<Selectable<People>, (typeof personColumns)[number]>

export async function newPersonId(tx: Tx): Promise<string> {
  const { id } = (await tx.first(plain<{ id: string }>('select new_id() as id'))) as { id: string }
  return id
}

/** The new row, or undefined when somebody has the address: the unique index decides, also between two requests at once. */
export function insertPerson(tx: Tx, values: Insertable<People>): Promise<PersonRow | undefined> {
  return tx.first(
    sql
      .insertInto('people')
      .values(values)
      .onConflict((conflict) => conflict.column('email').doNothing())
      .returning(personColumns),
  )
}

export function selectPerson(door: Read, id: string): Promise<PersonRow | undefined> {
  return door.first(sql.selectFrom('people').select(personColumns).where('id', '=', id))
}

/** The row, locked until the transaction ends, so that two changes follow each other. */
export function lockPerson(tx: Tx, id: string): Promise<PersonRow | undefined> {
  return tx.first(sql.selectFrom('people').select(personColumns).where('id', '=', id).forUpdate())
}

/** Ends the ways by which the person whom the transaction acts for signs in elsewhere. */
export async function deleteIdentities(tx: Tx): Promise<void> {
  await tx.all(sql.deleteFrom('person_identities'))
}

export function updatePerson(tx: Tx, id: string, values: Updateable<People>): Promise<PersonRow | undefined> {
  return tx.first(
    sql
      .updateTable('people')
      .set({ ...values, updated_at: raw`now()`, version: raw`version + 1` })
      .where('id', '=', id)
      .returning(personColumns),
  )
}
