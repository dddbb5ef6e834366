import type { Tx } from '../../db/database.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { offerLater } from '../freed-time/freed-time.ts'
import { followAppointment } from '../reminders/reminders.ts'
import { withBuffers } from '../time-blocks/time-blocks.ts'
import { mirrorAppointment } from '../calendar-events/calendar-events.ts'
import type { AppointmentRow } from './queries.ts'

/**
 * What follows from a change of an appointment, in its own transaction: whatever else is planned by an appointment hooks in here. `before` is undefined
 * for one that was just booked. Called once for each version, whoever made it.
 */
export async function afterAppointmentChange(tx: Tx, before: AppointmentRow | undefined, after: AppointmentRow): Promise<void> {
  await followAppointment(tx, before, after)
  await mirrorAppointment(tx, after)
  if (after.expires_at !== null && after.expires_at !== before?.expires_at) await planExpiry(tx, after.id, after.expires_at)
  if (before !== undefined && gaveTimeBack(before, after))
    await offerLater(tx, { member_id: before.member_id, times: [await withBuffers(tx, before)], was_taken: true })
}

/** Whether some of the time that it took is free now. */
function gaveTimeBack(before: AppointmentRow, after: AppointmentRow): boolean {
  if (before.block_id === null) return false
  return (
    after.block_id === null || before.member_id !== after.member_id || before.starts_at < after.starts_at || after.ends_at < before.ends_at
  )
}

/** The job looks again whether it still waits, so one that comes for nothing does no harm. */
async function planExpiry(tx: Tx, id: string, at: string): Promise<void> {
  await enqueue(tx, 'appointments.expire', { appointment_id: id }, { runAt: new Date(at), jobKey: `appointments.expire:${id}` })
}
