import type { components } from '../../../generated/api.ts'
import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { freeTime } from '../time-blocks/time-blocks.ts'
import { lockAppointment } from './queries.ts'
import type { AppointmentRow } from './queries.ts'
import { mayTake, participles } from './states.ts'
import type { Action, Step } from './states.ts'
import { writeAppointment } from './write.ts'
import type { Doer, Told } from './write.ts'

export type CheckVersion = (row: { readonly version: number }) => void

const correctableMs = 7 * 24 * 60 * 60 * 1_000

/** Makes a pending appointment confirmed. It has its time already; of two at once the second finds it confirmed. Throws 404, 412, 409. */
export async function confirmAppointment(tx: Tx, id: string, doer: Doer, checkVersion: CheckVersion): Promise<AppointmentRow> {
  const row = await lockFor(tx, id, 'confirm', checkVersion)
  return writeAppointment(tx, row, { status: 'confirmed', confirmed_at: instant(), expires_at: null }, { action: 'confirmed', doer })
}

/** Says that the customer is there. Throws 404, 412, 409. */
export async function checkIn(tx: Tx, id: string, doer: Doer, checkVersion: CheckVersion): Promise<AppointmentRow> {
  const row = await lockFor(tx, id, 'check_in', checkVersion)
  return writeAppointment(tx, row, { status: 'checked_in', checked_in_at: instant() }, { action: 'checked_in', doer })
}

/** Says that it took place. Throws 404, 412, 409, and 409 `appointment_too_early` before it begins. */
export async function completeAppointment(tx: Tx, id: string, doer: Doer, checkVersion: CheckVersion): Promise<AppointmentRow> {
  const row = await lockFor(tx, id, 'complete', checkVersion)
  requireBegun(row, 'completed')
  return settle(tx, row, 'completed', doer)
}

/** Says that nobody came. Throws 404, 412, 409, and 409 `appointment_too_early` before it begins. */
export async function markNoShow(tx: Tx, id: string, doer: Doer, checkVersion: CheckVersion): Promise<AppointmentRow> {
  const row = await lockFor(tx, id, 'no_show', checkVersion)
  requireBegun(row, 'a no-show')
  return settle(tx, row, 'no_show', doer)
}

/** Turns one end into the other. Throws 404, 412, 409, and 409 `appointment_correction_too_late` more than seven days after the first. */
export async function correctAppointment(
  tx: Tx,
  id: string,
  { status, reason }: components['schemas']['AppointmentCorrection'],
  doer: Doer,
  checkVersion: CheckVersion,
): Promise<AppointmentRow> {
  const row = await lockFor(tx, id, 'correct', checkVersion)
  if (row.status === status) throw problems.appointmentStatusConflict(row.status, `corrected to ${status}`)
  if (Date.now() - Date.parse(row.settled_at ?? '') > correctableMs) throw problems.appointmentCorrectionTooLate()
  return writeAppointment(tx, row, endedAs(status), { action: status, doer, reason })
}

/** An appointment about to go a way, locked. Throws 404, 412 when `checkVersion` objects, 409 when it cannot go that way. */
export async function lockFor(tx: Tx, id: string, step: Step, checkVersion: CheckVersion): Promise<AppointmentRow> {
  const row = await lockAppointment(tx, id)
  if (row === undefined) throw problems.notFound('appointment')
  checkVersion(row)
  if (!mayTake(step, row.status)) throw problems.appointmentStatusConflict(row.status, participles[step])
  return row
}

/** Ends an appointment: whatever of its time is left is free again. */
export async function endAppointment(
  tx: Tx,
  row: AppointmentRow,
  values: Partial<Omit<AppointmentRow, 'rescheduled_from' | 'metadata' | 'service_snapshot'>>,
  told: Told,
): Promise<AppointmentRow> {
  const written = await writeAppointment(tx, row, { ...values, block_id: null, expires_at: null }, told)
  if (row.block_id !== null) await freeTime(tx, row.block_id)
  return written
}

async function settle(tx: Tx, row: AppointmentRow, action: Action & ('completed' | 'no_show'), doer: Doer): Promise<AppointmentRow> {
  return endAppointment(tx, row, { ...endedAs(action), settled_at: instant() }, { action, doer })
}

function endedAs(status: 'completed' | 'no_show') {
  const now = instant()
  return { status, completed_at: status === 'completed' ? now : null, no_show_at: status === 'no_show' ? now : null }
}

function requireBegun({ starts_at }: AppointmentRow, what: string): void {
  if (Date.now() < Date.parse(starts_at)) throw problems.appointmentTooEarly(what)
}

function instant(): string {
  return new Date().toISOString()
}
