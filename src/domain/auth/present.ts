import type { components } from '../../../generated/api.ts'
import type { SessionRow } from './session-queries.ts'

/** A session as the contract shows one to the session that asks. */
export function presentSession(row: SessionRow, askingId: string | null): components['schemas']['Session'] {
  return {
    id: row.id,
    created_at: row.created_at,
    last_used_at: row.last_used_at,
    expires_at: row.expires_at,
    ip_address: row.ip_address,
    user_agent: row.user_agent,
    current: row.id === askingId,
  }
}
