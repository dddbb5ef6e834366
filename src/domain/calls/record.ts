import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { changedFields, previousAttributes } from '../../db/differences.ts'
import { presentCall } from './present.ts'
import type { CallRow } from './queries.ts'

type Told = 'call.started' | 'call.completed' | 'call.missed' | 'call.recording_ready' | 'call.text_back_sent'

// Those that move with every change.
const bookkeeping = ['updated_at', 'version']

/** Tells what happened to a call. `before` is what it was, if it was. */
export function recordCall(tx: Tx, type: Told, row: CallRow, before?: CallRow): void {
  const fields = before === undefined ? Object.keys(presentCall(row)) : changedNames(before, row)
  const event = { type, data: { object: presentCall(row) } }
  record(tx, { action: type, resource: { type: 'call', id: row.id }, changedFields: fields, event })
}

/** Tells that something about a call changed; says nothing where nobody can see a difference. */
export function recordCallChange(tx: Tx, row: CallRow, before: CallRow, more: readonly string[] = []): void {
  const names = changedNames(before, row)
  const fields = [...new Set([...names, ...more])].sort()
  if (fields.length === 0) return
  const previous = previousAttributes(presentCall(before), names.length === 0 ? ['has_transcript'] : names)
  const event = { type: 'call.updated', data: { object: presentCall(row), previous_attributes: previous } } as const
  record(tx, { action: event.type, resource: { type: 'call', id: row.id }, changedFields: fields, event })
}

function changedNames(before: CallRow, row: CallRow): string[] {
  return changedFields(presentCall(before), presentCall(row)).filter((name) => !bookkeeping.includes(name))
}
