import type { components } from '../../../generated/api.ts'
import type { InvitationRow } from './queries.ts'

/** An invitation as the contract shows one, without its token, which is in the mail only. */
export function presentInvitation(row: InvitationRow): components['schemas']['Invitation'] {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    extra_scopes: row.extra_scopes,
    message: row.message,
    status: row.status,
    invited_by_member_id: row.invited_by_member_id,
    expires_at: row.expires_at,
    accepted_at: row.accepted_at,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}
