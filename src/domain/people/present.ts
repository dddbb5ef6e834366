import type { components } from '../../../generated/api.ts'
import type { PersonRow } from './queries.ts'

/** A person as the contract shows one. */
export function presentPerson(row: PersonRow): components['schemas']['Person'] {
  return {
    id: row.id,
    email: row.email,
    email_verified: row.email_verified_at !== null,
    full_name: row.full_name,
    locale: row.locale,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}
