import { sql as raw } from 'kysely'
import type { Insertable, Selectable, UpdateObject } from 'kysely'
import type { AppointmentReminders, DB } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { inWindow } from '../../db/windows.ts'
import type { Times, Window } from '../../db/windows.ts'

export const reminderColumns = [
  'id',
  'appointment_id',
  'source',
  'channel',
  'minutes_before',
  'days_before',
  'at_time',
  'template_id',
  'starts_at',
  'planned_at',
  'due_at',
  'state',
  'reason',
  'faults',
  'message_id',
  'sent_at',
  'answer',
  'answered_at',
  'created_at',
  'updated_at',
  'version',
] as const

export type ReminderRow = Pick<Selectable<AppointmentReminders>, (typeof reminderColumns)[number]>

export type ReminderFilters = Times & { readonly state?: readonly ReminderRow['state'][]; readonly channel?: ReminderRow['channel'] }

/** Newest first. */
export function listReminders(
  door: Read,
  appointmentId: string,
  { state, channel, ...times }: ReminderFilters,
  window: Window,
): Promise<ReminderRow[]> {
  let query = sql.selectFrom('appointment_reminders').select(reminderColumns).where('appointment_id', '=', appointmentId)
  if (state !== undefined) query = query.where(raw<boolean>`state = any(${[...state]})`)
  if (channel !== undefined) query = query.where('channel', '=', channel)
  return door.all(inWindow(query, 'appointment_reminders', times, window))
}

export function findReminder(door: Read, id: string): Promise<ReminderRow | undefined> {
  return door.first(sql.selectFrom('appointment_reminders').select(reminderColumns).where('id', '=', id))
}

/** All reminders of one beginning of an appointment. Whoever changes them holds the appointment. */
export function remindersOf(tx: Tx, appointmentId: string, startsAt: string): Promise<ReminderRow[]> {
  return tx.all(
    sql
      .selectFrom('appointment_reminders')
      .select(reminderColumns)
      .where('appointment_id', '=', appointmentId)
      .where('starts_at', '=', startsAt)
      .orderBy('created_at')
      .orderBy('id'),
  )
}

/** The new rows, without those that are planned or were sent already. */
export function insertReminders(tx: Tx, rows: readonly Insertable<AppointmentReminders>[]): Promise<ReminderRow[]> {
  if (rows.length === 0) return Promise.resolve([])
  return tx.all(
    sql
      .insertInto('appointment_reminders')
      .values([...rows])
      .onConflict((conflict) => conflict.doNothing())
      .returning(reminderColumns),
  )
}

/** For a row that is there, of an appointment that is held. */
export async function updateReminder(tx: Tx, id: string, values: UpdateObject<DB, 'appointment_reminders'>): Promise<ReminderRow> {
  const row = await tx.first(
    sql
      .updateTable('appointment_reminders')
      .set({ ...values, updated_at: raw`now()`, version: raw`version + 1` })
      .where('id', '=', id)
      .returning(reminderColumns),
  )
  return row as ReminderRow
}

/** Ends all that are still planned for one beginning of an appointment. */
export async function cancelPlanned(tx: Tx, appointmentId: string, startsAt: string, reason: ReminderRow['reason']): Promise<void> {
  await tx.all(
    sql
      .updateTable('appointment_reminders')
      .set({ state: 'cancelled', reason, due_at: null, updated_at: raw`now()`, version: raw`version + 1` })
      .where('appointment_id', '=', appointmentId)
      .where('starts_at', '=', startsAt)
      .where('state', '=', 'planned'),
  )
}

/** Appointments that are to come, in the order of their ids. */
export async function upcomingAppointments(door: Read, after: string | undefined, limit: number): Promise<string[]> {
  let query = sql
    .selectFrom('appointments')
    .select('id')
    .where('status', 'in', ['pending', 'confirmed'])
    .where('starts_at', '>', raw<string>`now()`)
    .orderBy('id')
    .limit(limit)
  if (after !== undefined) query = query.where('id', '>', after)
  return (await door.all(query)).map(({ id }) => id)
}

/** The beginning of an appointment that is still to come, which is locked; undefined for one that is over or off. */
export function lockUpcoming(tx: Tx, id: string): Promise<{ id: string; starts_at: string } | undefined> {
  return tx.first(
    sql
      .selectFrom('appointments')
      .select(['id', 'starts_at'])
      .where('id', '=', id)
      .where('status', 'in', ['pending', 'confirmed'])
      .where('starts_at', '>', raw<string>`now()`)
      .forNoKeyUpdate(),
  )
}
