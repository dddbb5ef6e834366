import { lastMoment } from '../appointments/appointments.ts'
import type { AppointmentRow } from '../appointments/appointments.ts'

const dayMs = 24 * 60 * 60 * 1000
const sourcesOfBusiness: readonly AppointmentRow['source'][] = ['staff', 'phone', 'import', 'calendar']

/** Until when the link to an appointment works: a day after its end, wherever that has been moved to. */
export function linkEnds({ ends_at }: AppointmentRow): Date {
  return new Date(Date.parse(ends_at) + dayMs)
}

export function isOver(row: AppointmentRow, now: Date): boolean {
  return linkEnds(row) <= now
}

export function isToCome({ status, starts_at }: AppointmentRow, now: Date): boolean {
  return (status === 'pending' || status === 'confirmed') && now < new Date(starts_at)
}

/** A request that the customer made waits for the business; what the business proposed waits for the customer. */
export function canBeConfirmed(row: AppointmentRow, now: Date): boolean {
  return row.status === 'pending' && sourcesOfBusiness.includes(row.source) && isToCome(row, now)
}

export function canBeCancelled(row: AppointmentRow, now: Date): boolean {
  return isToCome(row, now) && now < lastMoment(row, 'cancel_notice_minutes')
}

/** Without a service nobody knows which times could be had. */
export function canBeMoved(row: AppointmentRow, now: Date): boolean {
  return row.service_id !== null && isToCome(row, now) && now < lastMoment(row, 'reschedule_notice_minutes')
}
