import type { components } from '../../../generated/api.ts'
import type { SuppressionRow } from './queries.ts'

/** A suppression as the contract shows it. */
export function presentSuppression(row: SuppressionRow): components['schemas']['Suppression'] {
  return {
    id: row.id,
    channel: row.channel,
    address: row.address,
    reason: row.reason,
    scope_channel_id: row.scope_channel_id,
    active: row.active,
    provider_ref: row.provider_ref,
    note: row.note,
    lifted_at: row.lifted_at,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}
