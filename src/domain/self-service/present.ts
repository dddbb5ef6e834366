import type { components } from '../../../generated/api.ts'
import { lastMoment } from '../appointments/appointments.ts'
import type { AppointmentRow } from '../appointments/appointments.ts'
import type { Surroundings } from './queries.ts'
import { canBeCancelled, canBeConfirmed, canBeMoved, linkEnds } from './rights.ts'

/** An appointment as its customer sees it. */
export function presentManaged(
  row: AppointmentRow,
  { business_name, business_phone, member_name }: Surroundings,
  now: Date,
): components['schemas']['ManagedAppointment'] {
  return {
    business_name,
    business_phone,
    service_name: row.service_snapshot?.name ?? null,
    member_name,
    starts_at: row.starts_at,
    ends_at: row.ends_at,
    time_zone: row.time_zone,
    party_size: row.party_size,
    location_type: row.location_type,
    location: row.location,
    price: row.price_minor === 0 ? null : { amount_minor: row.price_minor, currency: row.currency },
    status: row.status,
    can_confirm: canBeConfirmed(row, now),
    can_cancel: canBeCancelled(row, now),
    can_reschedule: canBeMoved(row, now),
    cancel_before: lastMoment(row, 'cancel_notice_minutes').toISOString(),
    reschedule_before: lastMoment(row, 'reschedule_notice_minutes').toISOString(),
    expires_at: linkEnds(row).toISOString(),
  }
}
