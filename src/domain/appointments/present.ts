import type { components } from '../../../generated/api.ts'
import type { HistoryRow } from './history-queries.ts'
import type { AppointmentRow } from './queries.ts'

type Schemas = components['schemas']

/** An appointment as the contract shows it; the link to it only for whoever may change it. */
export function presentAppointment(row: AppointmentRow, manageUrl: string | null = null): Schemas['Appointment'] {
  return {
    id: row.id,
    customer_id: row.customer_id,
    service_id: row.service_id,
    service: row.service_snapshot,
    member_id: row.member_id,
    starts_at: row.starts_at,
    ends_at: row.ends_at,
    duration_minutes: minutesOf(row),
    time_zone: row.time_zone,
    party_size: row.party_size,
    status: row.status,
    expires_at: row.expires_at,
    location_type: row.location_type,
    location: row.location,
    price: { amount_minor: row.price_minor, currency: row.currency },
    deposit: money(row, row.deposit_minor),
    payment_status: row.payment_status,
    payment_due_on: row.payment_due_on,
    payment_method: row.payment_method,
    source: row.source,
    customer_notes: row.customer_notes,
    internal_notes: row.internal_notes,
    cancellation: presentCancellation(row),
    override_reason: row.override_reason,
    rescheduled_from: [...row.rescheduled_from],
    rebooked_from_id: row.rebooked_from_id,
    series_id: row.series_id,
    hold_id: row.hold_id,
    manage_url: manageUrl,
    metadata: row.metadata,
    confirmed_at: row.confirmed_at,
    checked_in_at: row.checked_in_at,
    completed_at: row.completed_at,
    no_show_at: row.no_show_at,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}

/** What happened to an appointment as the contract shows it. */
export function presentHistory(row: HistoryRow): Schemas['AppointmentHistoryEntry'] {
  const { actor_type, actor_id, changed_fields, ...entry } = row
  return { ...entry, changed_fields: [...changed_fields], actor: { type: actor_type, id: actor_id } }
}

export function minutesOf({ starts_at, ends_at }: Pick<AppointmentRow, 'starts_at' | 'ends_at'>): number {
  return (Date.parse(ends_at) - Date.parse(starts_at)) / 60_000
}

function presentCancellation(row: AppointmentRow): Schemas['NullableAppointmentCancellation'] {
  const { cancellation_kind: kind, cancelled_by: by, cancelled_at } = row
  if (kind === null || by === null || cancelled_at === null) return null
  return { kind, by, reason: row.cancellation_reason, fee: money(row, row.cancellation_fee_minor), cancelled_at }
}

function money({ currency }: AppointmentRow, amount: number | null): Schemas['NullableMoney'] {
  return amount === null ? null : { amount_minor: amount, currency }
}
