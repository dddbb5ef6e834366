import type { components } from '../../../generated/api.ts'
import { statusOf } from '../time-blocks/time-blocks.ts'
import type { HoldRow } from '../time-blocks/time-blocks.ts'

/** A hold as the contract shows one. */
export function presentSlotHold(row: HoldRow): components['schemas']['SlotHold'] {
  return {
    id: row.id,
    service_id: row.service_id,
    member_id: row.member_id,
    starts_at: row.starts_at,
    ends_at: row.ends_at,
    party_size: row.party_size,
    status: statusOf(row),
    expires_at: row.expires_at,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}
