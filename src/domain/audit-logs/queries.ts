import type { Selectable } from 'kysely'
import type { AuditLogs } from '../../../generated/db.ts'
import type { Read } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'

const entryColumns = [
  'id',
  'sequence',
  'occurred_at',
  'actor_type',
  'actor_id',
  'action',
  'resource_type',
  'resource_id',
  'changed_fields',
  'request_id',
  'ip_address',
  'hash',
] as const

export type EntryRow = Pick<Selectable<AuditLogs>, (typeof entryColumns)[number]>

export interface EntryFilters {
  readonly created_from?: string
  readonly created_before?: string
  readonly action?: string
  readonly resource_type?: string
  readonly resource_id?: string
  readonly actor_id?: string
}

/** Newest first, in the order of the chain. */
export function listEntries(door: Read, filters: EntryFilters, window: { before: number | undefined; limit: number }): Promise<EntryRow[]> {
  let query = sql.selectFrom('audit_logs').select(entryColumns)
  if (filters.created_from !== undefined) query = query.where('occurred_at', '>=', filters.created_from)
  if (filters.created_before !== undefined) query = query.where('occurred_at', '<', filters.created_before)
  if (filters.action !== undefined) query = query.where('action', '=', filters.action)
  if (filters.resource_type !== undefined) query = query.where('resource_type', '=', filters.resource_type)
  if (filters.resource_id !== undefined) query = query.where('resource_id', '=', filters.resource_id)
  if (filters.actor_id !== undefined) query = query.where('actor_id', '=', filters.actor_id)
  if (window.before !== undefined) query = query.where('sequence', '<', window.before)
  return door.all(query.orderBy('sequence', 'desc').limit(window.limit))
}
