import type { Insertable, Selectable, Updateable } from 'kysely'
import { sql as raw } from 'kysely'
import type { Appointments } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'

export const appointmentColumns = [
  'id',
  'customer_id',
  'service_id',
  'service_snapshot',
  'member_id',
  'block_id',
  'starts_at',
  'ends_at',
  'time_zone',
  'party_size',
  'status',
  'location_type',
  'location',
  'price_minor',
  'deposit_minor',
  'currency',
  'payment_status',
  'payment_due_on',
  'payment_method',
  'source',
  'customer_notes',
  'internal_notes',
  'cancellation_kind',
  'cancellation_reason',
  'cancelled_by',
  'cancellation_fee_minor',
  'override_reason',
  'rescheduled_from',
  'rebooked_from_id',
  'series_id',
  'hold_id',
  'metadata',
  'expires_at',
  'confirmed_at',
  'checked_in_at',
  'completed_at',
  'no_show_at',
  'cancelled_at',
  'settled_at',
  'created_at',
  'updated_at',
  'version',
] as const

export type AppointmentRow = Pick<Selectable<Appointments>, (typeof appointmentColumns)[number]>
/** What is written of a new one, and of one that changes. */
export type AppointmentColumns = Insertable<Appointments>
export type ChangedColumns = Updateable<Appointments>

export function findAppointment(door: Read, id: string): Promise<AppointmentRow | undefined> {
  return door.first(appointments().where('id', '=', id))
}

/** The row, locked until the transaction ends. */
export function lockAppointment(tx: Tx, id: string): Promise<AppointmentRow | undefined> {
  return tx.first(appointments().where('id', '=', id).forNoKeyUpdate())
}

export async function insertAppointment(tx: Tx, values: AppointmentColumns): Promise<AppointmentRow> {
  return (await tx.first(sql.insertInto('appointments').values(values).returning(appointmentColumns))) as AppointmentRow
}

/** For a row that is locked, so that it is there. */
export async function updateAppointment(tx: Tx, id: string, values: ChangedColumns): Promise<AppointmentRow> {
  const row = await tx.first(
    sql
      .updateTable('appointments')
      .set({ ...values, updated_at: raw`now()`, version: raw`version + 1` })
      .where('id', '=', id)
      .returning(appointmentColumns),
  )
  return row as AppointmentRow
}

/** What a service says of an appointment for it, or what holds where there is no service. */
export interface Terms {
  readonly time_zone: string
  readonly currency: AppointmentRow['currency']
  readonly service: ServiceTerms | null
}
export interface ServiceTerms {
  readonly name: string
  readonly price_minor: number
  readonly deposit_minor: number | null
  readonly cancellation_fee_minor: number | null
  readonly currency: AppointmentRow['currency']
  readonly duration_minutes: number
  readonly cancel_notice_minutes: number
  readonly reschedule_notice_minutes: number
  readonly requires_confirmation: boolean
  readonly confirm_within_minutes: number
  readonly location_type: AppointmentRow['location_type']
}

/** The terms of the business, and of one of its services; `service` is null when there is no such one. */
export async function findTerms(door: Read, serviceId: string | null): Promise<Terms> {
  const found = await door.first(
    raw<Terms>`
      select b.time_zone, b.currency, to_jsonb(s) as service
      from businesses b left join (
        select id, name, price_minor, deposit_minor, cancellation_fee_minor, currency, duration_minutes, cancel_notice_minutes,
          reschedule_notice_minutes, requires_confirmation, confirm_within_minutes, location_type from services
      ) s on s.id = ${serviceId}
      where b.id = current_business()`.compile(sql),
  )
  return found as Terms
}

function appointments() {
  return sql.selectFrom('appointments').select(appointmentColumns)
}
