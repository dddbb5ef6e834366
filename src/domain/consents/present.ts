import type { components } from '../../../generated/api.ts'
import type { ConsentRow } from './queries.ts'

/** A record of consent as the contract shows it. */
export function presentConsent(row: ConsentRow): components['schemas']['Consent'] {
  return {
    id: row.id,
    customer_id: row.customer_id,
    channel: row.channel,
    address: row.address,
    purpose: row.purpose,
    action: row.action,
    source: row.source,
    evidence: row.evidence,
    occurred_at: row.occurred_at,
    recorded_by: row.recorded_by,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}
