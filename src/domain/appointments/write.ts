import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { changedFields, previousAttributes } from '../../db/differences.ts'
import { afterAppointmentChange } from './after.ts'
import { insertHistory } from './history-queries.ts'
import { presentAppointment } from './present.ts'
import { insertAppointment, updateAppointment } from './queries.ts'
import type { AppointmentColumns, AppointmentRow, ChangedColumns } from './queries.ts'
import type { Action } from './states.ts'

/** Whose doing something is, as the history keeps it, and whether they may put an appointment above what speaks against it. */
export interface Doer {
  readonly type: 'person' | 'api_key' | 'customer' | 'calendar' | 'system'
  readonly id: string | null
  readonly mayOverride: boolean
}

/** What is told of a change. */
export interface Told {
  readonly action: Action
  readonly doer: Doer
  readonly reason?: string | null | undefined
}

/** The clock, where nobody wanted anything. */
export const theClock: Doer = { type: 'system', id: null, mayOverride: false }

const bookkeeping = ['created_at', 'updated_at', 'version']

/** Adds an appointment: the row, its first line of history, the event, and what follows from it. */
export async function addAppointment(tx: Tx, values: AppointmentColumns, doer: Doer): Promise<AppointmentRow> {
  const row = await insertAppointment(tx, values)
  const object = presentAppointment(row)
  const names = Object.keys(object).filter((name) => !bookkeeping.includes(name))
  await tell(tx, row, names.sort(), { action: 'created', doer, reason: row.override_reason }, { object })
  await afterAppointmentChange(tx, undefined, row)
  return row
}

/** Changes an appointment that is locked: the one way in which it gets a new version. The same row when nothing of it differs. */
export async function writeAppointment(tx: Tx, before: AppointmentRow, values: ChangedColumns, told: Told): Promise<AppointmentRow> {
  const row = await updateAppointment(tx, before.id, values)
  const [object, former] = [presentAppointment(row), presentAppointment(before)]
  const names = changedFields(former, object).filter((name) => !bookkeeping.includes(name))
  await tell(tx, row, names.sort(), told, { object, previous_attributes: previousAttributes(former, names) })
  await afterAppointmentChange(tx, before, row)
  return row
}

async function tell(
  tx: Tx,
  row: AppointmentRow,
  changed: readonly string[],
  { action, doer, reason = null }: Told,
  data: { readonly object: object; readonly previous_attributes?: object },
): Promise<void> {
  await insertHistory(tx, {
    appointment_id: row.id,
    appointment_version: row.version,
    action,
    status: row.status,
    starts_at: row.starts_at,
    ends_at: row.ends_at,
    member_id: row.member_id,
    changed_fields: [...changed],
    reason,
    actor_type: doer.type,
    actor_id: doer.id,
  })
  const event = { type: `appointment.${action}`, data } as const
  record(tx, { action: event.type, resource: { type: 'appointment', id: row.id }, changedFields: changed, event })
}
