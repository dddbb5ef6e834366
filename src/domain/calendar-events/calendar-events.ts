import type { Read, Tx } from '../../db/database.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { problems } from '../../problems.ts'
import { deleteEvents, findStanding, wantEvent, wantEvents } from './queries.ts'
import type { EventRow } from './queries.ts'

export { findMirrored, listStanding, listWaiting, noteEvent, wantAgain, wantMissing } from './queries.ts'
export type { Mirrored } from './queries.ts'

/**
 * Has an appointment that was booked or changed written into the calendar of its member, and taken out of another's where it stood. In the change's own
 * transaction, and without a lock on anything but what stands of this appointment: who books waits for no calendar.
 */
export async function mirrorAppointment(
  tx: Tx,
  { id, member_id }: { readonly id: string; readonly member_id: string | null },
): Promise<void> {
  for (const connection of await wantEvent(tx, id, member_id)) await wakeCalendar(tx, connection)
}

/** Has everything that is to come written anew, because the calendar or what belongs into it is another one. */
export function wantAllEvents(tx: Tx, connectionId: string): Promise<void> {
  return wantEvents(tx, connectionId)
}

/** Forgets what stands in a calendar that is ours no more. */
export function forgetEvents(tx: Tx, connectionId: string): Promise<void> {
  return deleteEvents(tx, connectionId)
}

/** What stands of an appointment in its member's calendar; undefined when nothing does or will. Throws 404. */
export async function standingOf(door: Read, appointmentId: string): Promise<EventRow | undefined> {
  const found = await findStanding(door, appointmentId)
  if (found === undefined) throw problems.notFound('appointment')
  return found ?? undefined
}

/** Has a calendar looked at as soon as possible, once however often it is asked for. Its jobs follow one another: two at once would undo each other. */
export async function wakeCalendar(tx: Tx, connectionId: string): Promise<void> {
  const name = `calendars.sync:${connectionId}`
  await enqueue(tx, 'calendars.sync', { calendar_connection_id: connectionId }, { jobKey: name, queue: name })
}

/** In place of an event's version: something of ours is on its way there, or away from there, and nobody has heard how that ended. */
export const unheard = ''

/** What the writing is called that answers the wishes up to this one. */
export function writingOf({ connection_id }: Pick<EventRow, 'connection_id'>, wanted: number): string {
  return `${connection_id}/${wanted}`
}

/** Which wishes an event says that it answers, by a writing of this connection; 0 for none. */
export function wishesOf({ connection_id }: Pick<EventRow, 'connection_id'>, writing: string | undefined): number {
  const [connection, wanted] = writing?.split('/') ?? []
  return connection === connection_id ? Number(wanted) : 0
}

const prefix = 'cf'

/** What an appointment is called in a calendar: chosen by us, so that writing it twice is writing it once (Google: base32hex, 5 to 1024 characters). */
export function eventIdOf(appointmentId: string): string {
  return prefix + appointmentId.replaceAll('-', '')
}

/** The appointment that an event is called after; undefined for somebody else's event. */
export function appointmentOf(eventId: string): string | undefined {
  const [, ...parts] = /^cf([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(eventId) ?? []
  return parts.length === 0 ? undefined : parts.join('-')
}
