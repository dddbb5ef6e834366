import type { components } from '../../../generated/api.ts'
import type { TeamMemberRow } from './queries.ts'

/** A team member as the contract shows one. */
export function presentMember(row: TeamMemberRow): components['schemas']['TeamMember'] {
  return {
    id: row.id,
    person_id: row.person_id,
    full_name: row.full_name,
    email: row.email,
    phone: row.phone,
    title: row.title,
    role: row.role,
    extra_scopes: row.extra_scopes,
    status: row.status,
    bookable: row.bookable,
    joined_at: row.joined_at,
    last_seen_at: row.last_seen_at,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}
