import type { components } from '../../../generated/api.ts'
import type { EntryRow } from './queries.ts'

/** An entry of the audit log as the contract shows it. */
export function presentEntry(row: EntryRow): components['schemas']['AuditLogEntry'] {
  return {
    id: row.id,
    sequence: row.sequence,
    occurred_at: row.occurred_at,
    actor: { type: row.actor_type, id: row.actor_id },
    action: row.action,
    resource: { type: row.resource_type, id: row.resource_id },
    changed_fields: [...row.changed_fields].sort(),
    request_id: row.request_id,
    ip_address: row.ip_address,
    hash: row.hash.toString('hex'),
  }
}
