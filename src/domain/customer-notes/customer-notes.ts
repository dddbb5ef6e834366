import type { components } from '../../../generated/api.ts'
import type { Role } from '../../../generated/operations.ts'
import { record } from '../../db/changes.ts'
import type { Read, Tx } from '../../db/database.ts'
import { changedFields, previousAttributes } from '../../db/differences.ts'
import type { Window } from '../../db/windows.ts'
import { problems } from '../../problems.ts'
import type { Problem } from '../../problems.ts'
import { absentCustomer, requireCustomer } from '../customers/customers.ts'
import { presentNote } from './present.ts'
import { deleteNote, findNote, insertNote, listNotes, lockNote, updateNote } from './queries.ts'
import type { NoteFilters, NoteRow } from './queries.ts'

export { presentNote } from './present.ts'

type Schemas = components['schemas']
/** Who writes: a member of the team, or an API key, which has no place in it. */
export type Writer = { readonly id: string; readonly role: Role } | undefined
export type CheckVersion = (row: { readonly version: number }) => void

const rolesAboveStaff: readonly Role[] = ['manager', 'admin', 'owner']

/** A page of the notes on a customer. Throws 404 when there is no such customer. */
export async function notesOnCustomer(door: Read, customerId: string, filters: NoteFilters, window: Window): Promise<NoteRow[]> {
  const rows = await listNotes(door, customerId, filters, window)
  if (rows.length === 0) await requireCustomer(door, customerId)
  return rows
}

/** Throws 404 when there is no such customer. */
export async function writeNote(tx: Tx, customerId: string, wanted: Schemas['NewCustomerNote'], writer: Writer): Promise<NoteRow> {
  const row = await insertNote(tx, {
    customer_id: customerId,
    body: wanted.body,
    pinned: wanted.pinned ?? false,
    author_member_id: writer?.id ?? null,
  })
  if (row === undefined) throw await absentCustomer(tx, customerId)
  const event = { type: 'customer_note.created', data: { object: presentNote(row) } } as const
  record(tx, { action: event.type, resource: resource(row), changedFields: Object.keys(wanted), event })
  return row
}

/** Changes the fields that are sent. Throws 404, 403 for a note of somebody else, 412 when `checkVersion` objects. */
export async function changeNote(
  tx: Tx,
  place: { readonly customerId: string; readonly noteId: string },
  changes: Schemas['CustomerNoteChanges'],
  writer: Writer,
  checkVersion: CheckVersion,
): Promise<NoteRow> {
  const row = await lockForWriter(tx, place, writer, checkVersion)
  const changed = changedFields(row, changes)
  if (changed.length === 0) return row
  const written = await updateNote(tx, row.id, changes)
  const data = { object: presentNote(written), previous_attributes: previousAttributes(presentNote(row), changed) }
  const event = { type: 'customer_note.updated', data } as const
  record(tx, { action: event.type, resource: resource(row), changedFields: changed, event })
  return written
}

/** Deletes a note for good. Throws as `changeNote` does. */
export async function removeNote(
  tx: Tx,
  place: { readonly customerId: string; readonly noteId: string },
  writer: Writer,
  checkVersion: CheckVersion,
): Promise<void> {
  const row = await lockForWriter(tx, place, writer, checkVersion)
  await deleteNote(tx, row.id)
  const event = { type: 'customer_note.deleted', data: { object: presentNote(row) } } as const
  record(tx, { action: event.type, resource: resource(row), event })
}

/** Throws 404 when there is no such note on such a customer. */
export async function readNote(door: Read, customerId: string, noteId: string): Promise<NoteRow> {
  const row = await findNote(door, customerId, noteId)
  if (row === undefined) throw await absentNote(door, customerId)
  return row
}

/** A note that moved to another customer is looked for there. */
async function absentNote(door: Read, customerId: string): Promise<Problem> {
  const problem = await absentCustomer(door, customerId)
  return problem.code === 'customer_merged' ? problem : problems.notFound('note')
}

async function lockForWriter(
  tx: Tx,
  { customerId, noteId }: { readonly customerId: string; readonly noteId: string },
  writer: Writer,
  checkVersion: CheckVersion,
): Promise<NoteRow> {
  const row = await lockNote(tx, customerId, noteId)
  if (row === undefined) throw await absentNote(tx, customerId)
  const mayWrite = writer === undefined || rolesAboveStaff.includes(writer.role) || writer.id === row.author_member_id
  if (!mayWrite) throw problems.forbidden('Only the author, a manager or somebody above them may change or delete this note.')
  checkVersion(row)
  return row
}

function resource({ id }: NoteRow): { type: string; id: string } {
  return { type: 'customer_note', id }
}
