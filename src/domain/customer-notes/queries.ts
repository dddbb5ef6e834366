import { sql as raw } from 'kysely'
import type { Selectable, Updateable } from 'kysely'
import type { CustomerNotes } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { inWindow } from '../../db/windows.ts'
import type { Times, Window } from '../../db/windows.ts'

const noteColumns = ['id', 'customer_id', 'body', 'pinned', 'author_member_id', 'created_at', 'updated_at', 'version'] as const

export type NoteRow = Pick<Selectable<CustomerNotes>, (typeof noteColumns)[number]>

export type NoteFilters = Times & { readonly pinned?: boolean }

// The notes of a deleted customer are still there, and nobody sees them.
function notesOn(customerId: string) {
  return sql
    .selectFrom('customer_notes as n')
    .innerJoin('customers as c', 'c.id', 'n.customer_id')
    .select(noteColumns.map((column) => `n.${column}` as const))
    .where('n.customer_id', '=', customerId)
    .where('c.deleted_at', 'is', null)
}

/** Newest first. */
export function listNotes(door: Read, customerId: string, { pinned, ...times }: NoteFilters, window: Window): Promise<NoteRow[]> {
  const wanted = pinned === undefined ? notesOn(customerId) : notesOn(customerId).where('n.pinned', '=', pinned)
  return door.all(inWindow(wanted, 'n', times, window))
}

export function findNote(door: Read, customerId: string, id: string): Promise<NoteRow | undefined> {
  return door.first(notesOn(customerId).where('n.id', '=', id))
}

/** The note, locked until the transaction ends, and its customer kept from being deleted meanwhile. */
export function lockNote(tx: Tx, customerId: string, id: string): Promise<NoteRow | undefined> {
  return tx.first(notesOn(customerId).where('n.id', '=', id).forUpdate('n').forKeyShare('c'))
}

/** The new note, or undefined when there is no such customer. The customer is kept from being deleted until the transaction ends. */
export function insertNote(
  tx: Tx,
  { customer_id, body, pinned, author_member_id }: Pick<NoteRow, 'customer_id' | 'body' | 'pinned' | 'author_member_id'>,
): Promise<NoteRow | undefined> {
  return tx.first(
    sql
      .insertInto('customer_notes')
      .columns(['customer_id', 'body', 'pinned', 'author_member_id'])
      .expression((from) =>
        from
          .selectFrom('customers')
          .select([
            'id',
            raw<string>`${body}::text`.as('body'),
            raw<boolean>`${pinned}::boolean`.as('pinned'),
            raw<string | null>`${author_member_id}::uuid`.as('author_member_id'),
          ])
          .where('id', '=', customer_id)
          .where('deleted_at', 'is', null)
          .forKeyShare(),
      )
      .returning(noteColumns),
  )
}

/** For a note that is locked, so that it is there. */
export async function updateNote(tx: Tx, id: string, values: Updateable<CustomerNotes>): Promise<NoteRow> {
  const row = await tx.first(
    sql
      .updateTable('customer_notes')
      .set({ ...values, updated_at: raw`now()`, version: raw`version + 1` })
      .where('id', '=', id)
      .returning(noteColumns),
  )
  return row as NoteRow
}

export async function deleteNote(tx: Tx, id: string): Promise<void> {
  await tx.all(sql.deleteFrom('customer_notes').where('id', '=', id))
}
