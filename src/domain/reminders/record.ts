import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { presentReminder } from './present.ts'
import type { ReminderRow } from './queries.ts'

type Type = 'appointment.reminder_sent' | 'appointment_reminder.created' | 'appointment_reminder.cancelled'

/** What is told of a reminder: what somebody did with it, and that it was sent. What follows from the rules is told by the appointment's own events. */
export function recordReminder(tx: Tx, type: Type, row: ReminderRow, changedFields: readonly string[] = []): void {
  const event = { type, data: { object: presentReminder(row) } } as const
  record(tx, { action: type, resource: { type: 'appointment_reminder', id: row.id }, changedFields, event })
}
