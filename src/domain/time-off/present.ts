import type { components } from '../../../generated/api.ts'
import type { TimeOffRow } from './queries.ts'

/** Time off as the contract shows it. */
export function presentTimeOff(row: TimeOffRow): components['schemas']['TimeOff'] {
  return {
    id: row.id,
    member_id: row.member_id,
    starts_at: row.starts_at,
    ends_at: row.ends_at,
    reason: row.reason,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}
