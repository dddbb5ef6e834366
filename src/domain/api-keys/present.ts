import type { components } from '../../../generated/api.ts'
import type { ApiKeyRow } from './queries.ts'

/** An API key as the contract shows one, without its secret, which nobody has. */
export function presentApiKey(row: ApiKeyRow): components['schemas']['ApiKey'] {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    ip_allowlist: row.ip_allowlist,
    status: row.status,
    expires_at: row.expires_at,
    last_used_at: row.last_used_at,
    created_by_member_id: row.created_by_member_id,
    replaced_by_id: row.replaced_by_id,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}
