import type { components } from '../../../generated/api.ts'
import type { Read, Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { lockAppointment, requireAppointment } from '../appointments/appointments.ts'
import type { AppointmentRow } from '../appointments/appointments.ts'
import { basisOf, completed, nameOf, requireFittingTemplate } from '../reminder-rules/reminder-rules.ts'
import { instantOf } from './instants.ts'
import { isToCome, objectionTo, plannedRow } from './planning.ts'
import { triggerOf } from './present.ts'
import { findReminder, insertReminders, listReminders, remindersOf, updateReminder } from './queries.ts'
import type { ReminderFilters, ReminderRow } from './queries.ts'
import type { Window } from '../../db/windows.ts'
import { recordReminder } from './record.ts'

type CheckVersion = (row: { readonly version: number }) => void

/** So many may be planned for one appointment at once, those of the rules included. */
const mostPlanned = 20

/** A page of the reminders of an appointment. Throws 404 when there is no such appointment. */
export async function remindersOfAppointment(door: Read, id: string, filters: ReminderFilters, window: Window): Promise<ReminderRow[]> {
  const rows = await listReminders(door, id, filters, window)
  if (rows.length === 0) await requireAppointment(door, id)
  return rows
}

/** Throws 404 when there is no such reminder, or it is of another appointment. */
export async function requireReminder(door: Read, appointmentId: string, id: string): Promise<ReminderRow> {
  const row = await findReminder(door, id)
  if (row?.appointment_id !== appointmentId.toLowerCase()) throw problems.notFound('reminder')
  return row
}

/**
 * Plans a reminder beside those of the rules. Throws 404, 409 when the appointment is not to come, has this reminder already or too many, when its moment
 * has passed, or when the template does not fit.
 */
export async function createReminder(
  tx: Tx,
  id: string,
  wanted: components['schemas']['NewAppointmentReminder'],
  now = new Date(),
): Promise<ReminderRow> {
  const appointment = await hold(tx, id)
  const { starts_at: startsAt } = appointment
  if (!isToCome(appointment) || Date.parse(startsAt) <= now.getTime())
    throw problems.appointmentStatusConflict(appointment.status, 'reminded of')
  const reminder = completed(wanted)
  await requireFittingTemplate(tx, reminder)
  const { timeZone } = await basisOf(tx)
  const moment = instantOf(reminder.trigger, startsAt, timeZone)
  const objection = objectionTo(moment, startsAt, now)
  if (objection !== undefined) throw problems.reminderTooLate(tooLate[objection])
  const live = (await remindersOf(tx, appointment.id, startsAt)).filter(({ state }) => state === 'planned' || state === 'sent')
  const same = live.find((row) => nameOf({ trigger: triggerOf(row), channel: row.channel }) === nameOf(reminder))
  if (same !== undefined) throw problems.reminderExists(same.id)
  if (live.length >= mostPlanned) throw problems.tooManyReminders(mostPlanned)
  const [row] = await insertReminders(tx, [plannedRow(appointment.id, startsAt, { ...reminder, source: 'request' }, moment)])
  if (row === undefined) throw new Error('A reminder was planned by somebody who did not hold its appointment.')
  recordReminder(tx, 'appointment_reminder.created', row, Object.keys(wanted))
  return row
}

const tooLate = {
  booked_too_late: 'The moment of this reminder has passed.',
  after_start: 'This reminder would come after the appointment begins.',
} as const

/** Takes a planned reminder back, once. Throws 404, 412 when `checkVersion` objects, 409 for one that is not planned. */
export async function cancelReminder(tx: Tx, appointmentId: string, id: string, checkVersion: CheckVersion): Promise<ReminderRow> {
  await hold(tx, appointmentId)
  const row = await requireReminder(tx, appointmentId, id)
  checkVersion(row)
  if (row.state === 'cancelled') return row
  if (row.state !== 'planned') throw problems.reminderNotPlanned(row.state)
  const written = await updateReminder(tx, row.id, { state: 'cancelled', reason: 'by_request', due_at: null })
  recordReminder(tx, 'appointment_reminder.cancelled', written, ['state', 'reason'])
  return written
}

async function hold(tx: Tx, id: string): Promise<AppointmentRow> {
  const row = await lockAppointment(tx, id)
  if (row === undefined) throw problems.notFound('appointment')
  return row
}
