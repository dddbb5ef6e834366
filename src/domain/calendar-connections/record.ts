import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { changedFields, previousAttributes } from '../../db/differences.ts'
import { presentConnection } from './present.ts'
import type { ConnectionRow } from './queries.ts'

/** Tells that something happened to a connection, but for a change of it. */
export function recordConnection(tx: Tx, type: 'calendar_connection.created' | 'calendar_connection.error', row: ConnectionRow): void {
  record(tx, { action: type, resource: resource(row), event: { type, data: { object: presentConnection(row) } } })
}

/** Tells of a change; nothing when nobody can see a difference. */
export function recordChange(
  tx: Tx,
  type: 'calendar_connection.updated' | 'calendar_connection.disconnected',
  before: ConnectionRow,
  after: ConnectionRow,
): void {
  const [former, object] = [presentConnection(before), presentConnection(after)]
  const names = changedFields(former, object).filter((name) => !['updated_at', 'version'].includes(name))
  if (names.length === 0) return
  const data = { object, previous_attributes: previousAttributes(former, names) }
  record(tx, { action: type, resource: resource(after), changedFields: names.sort(), event: { type, data } })
}

function resource({ id }: ConnectionRow): { readonly type: string; readonly id: string } {
  return { type: 'calendar_connection', id }
}
