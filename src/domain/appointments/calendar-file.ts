import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { AppointmentRow } from './queries.ts'

const product = { company: 'ClientFlow', product: 'ClientFlow AI Suite', language: 'EN' }

/** The identifier that calendars know an appointment by, the same for ever (RFC 5545, 3.8.4.7). */
function calendarUid(appointmentId: string): string {
  return `${appointmentId}@clientflow`
}

/**
 * One appointment as a calendar file (RFC 5545). Its times are instants, so that no zone has to be described; its sequence grows with each version,
 * and one that was called off is sent as a cancellation (RFC 5546, 3.2.5). What the team notes for itself is not in it.
 */
export function calendarFile(row: AppointmentRow): string {
  const isOff = row.status === 'cancelled'
  const calendar = ical({ prodId: product, method: isOff ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH })
  calendar.createEvent({
    id: calendarUid(row.id),
    sequence: row.version - 1,
    stamp: new Date(row.updated_at),
    created: new Date(row.created_at),
    lastModified: new Date(row.updated_at),
    start: new Date(row.starts_at),
    end: new Date(row.ends_at),
    summary: row.service_snapshot?.name ?? 'Appointment',
    location: row.location,
    description: row.customer_notes,
    status: isOff ? ICalEventStatus.CANCELLED : row.status === 'pending' ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
  })
  return calendar.toString()
}
