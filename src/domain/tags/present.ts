import type { components } from '../../../generated/api.ts'
import type { RenameRow } from './queries.ts'

/** The rename of a label as the contract shows one. */
export function presentRename(row: RenameRow): components['schemas']['TagRename'] {
  return {
    id: row.id,
    from: row.from_tag,
    to: row.to_tag,
    status: row.status,
    customers_changed: row.customers_changed,
    created_at: row.created_at,
    completed_at: row.completed_at,
  }
}
