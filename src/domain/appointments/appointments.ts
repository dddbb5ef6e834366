import type { Read } from '../../db/database.ts'
import type { Times, Window } from '../../db/windows.ts'
import { problems } from '../../problems.ts'
import { listHistory } from './history-queries.ts'
import type { HistoryRow } from './history-queries.ts'
import { findAppointment } from './queries.ts'
import type { AppointmentRow } from './queries.ts'

export { bookAppointment, prepareAppointment, sitDown } from './booking.ts'
export { cancelAppointment, expireAppointment, lastMoment } from './cancelling.ts'
export { appointmentTotalsOf, listAppointmentsOfCustomer } from './list-queries.ts'
export { manageUrlOf } from './manage-url.ts'
export type { LinkMaker } from './manage-url.ts'
export { presentAppointment } from './present.ts'
export { lockAppointment } from './queries.ts'
export type { AppointmentRow } from './queries.ts'
export { rescheduleAppointment } from './rescheduling.ts'
export { completeAppointment, confirmAppointment, markNoShow } from './transitions.ts'
export type { Doer } from './write.ts'

/** Throws 404 when there is no such appointment. */
export async function requireAppointment(door: Read, id: string): Promise<AppointmentRow> {
  const row = await findAppointment(door, id)
  if (row === undefined) throw problems.notFound('appointment')
  return row
}

/** What happened to an appointment. Throws 404 when there is no such one. */
export async function historyOf(door: Read, id: string, times: Times, window: Window): Promise<HistoryRow[]> {
  const [rows] = await Promise.all([listHistory(door, id, times, window), requireAppointment(door, id)])
  return rows
}
