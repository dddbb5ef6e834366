import type { components } from '../../../generated/api.ts'
import type { EntryRow } from './queries.ts'

/** An entry of the waitlist as the contract shows one. */
export function presentEntry(row: EntryRow): components['schemas']['WaitlistEntry'] {
  return {
    id: row.id,
    customer_id: row.customer_id,
    service_id: row.service_id,
    member_id: row.member_id,
    wanted_from: row.wanted_from,
    wanted_before: row.wanted_before,
    party_size: row.party_size,
    notes: row.notes,
    status: row.status,
    offer: row.status === 'offered' ? offerOf(row) : null,
    appointment_id: row.appointment_id,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}

/** The time that is kept, or was; null for an entry that was never offered one. */
export function offerOf(row: EntryRow): components['schemas']['NullableWaitlistOffer'] {
  const { hold_id, offer_starts_at: starts_at, offer_ends_at: ends_at, offer_expires_at: expires_at } = row
  if (hold_id === null || starts_at === null || ends_at === null || expires_at === null) return null
  return { starts_at, ends_at, member_id: row.offer_member_id, hold_id, expires_at }
}
