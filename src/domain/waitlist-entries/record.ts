import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { changedFields, previousAttributes } from '../../db/differences.ts'
import { presentEntry } from './present.ts'
import type { EntryRow } from './queries.ts'

const bookkeeping = ['updated_at', 'version']

/** Tells that somebody waits. */
export function recordNew(tx: Tx, row: EntryRow, fields: readonly string[]): void {
  const event = { type: 'waitlist.created', data: { object: presentEntry(row) } } as const
  record(tx, { action: event.type, resource: { type: 'waitlist_entry', id: row.id }, changedFields: [...fields].sort(), event })
}

/** Tells what became of an entry; its status says which event that is. */
export function recordOutcome(tx: Tx, before: EntryRow, row: EntryRow): void {
  const { status } = row
  if (status === 'waiting') throw new Error('Nobody goes back to waiting.')
  const [object, former] = [presentEntry(row), presentEntry(before)]
  const fields = changedFields(former, object).filter((name) => !bookkeeping.includes(name))
  const event = { type: `waitlist.${status}`, data: { object, previous_attributes: previousAttributes(former, fields) } } as const
  record(tx, { action: event.type, resource: { type: 'waitlist_entry', id: row.id }, changedFields: fields, event })
}
