import type { components } from '../../../generated/api.ts'
import type { SeriesRow } from './queries.ts'

/** A series as the contract shows one. */
export function presentSeries(row: SeriesRow): components['schemas']['AppointmentSeries'] {
  return {
    id: row.id,
    customer_id: row.customer_id,
    service_id: row.service_id,
    member_id: row.member_id,
    rule: row.rule,
    starts_on: row.starts_on,
    starts_time: row.starts_time.slice(0, 5),
    time_zone: row.time_zone,
    appointment_ids: [...row.appointment_ids],
    status: row.status,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}
