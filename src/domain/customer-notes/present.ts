import type { components } from '../../../generated/api.ts'
import type { NoteRow } from './queries.ts'

/** A note as the contract shows it. */
export function presentNote(row: NoteRow): components['schemas']['CustomerNote'] {
  return {
    id: row.id,
    customer_id: row.customer_id,
    body: row.body,
    pinned: row.pinned,
    author_member_id: row.author_member_id,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}
