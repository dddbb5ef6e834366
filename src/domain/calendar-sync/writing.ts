import { createHash } from 'node:crypto'
import type { Read, Tx } from '../../db/database.ts'
import { eventIdOf, findMirrored, listWaiting, noteEvent, unheard, writingOf } from '../calendar-events/calendar-events.ts'
import type { Mirrored } from '../calendar-events/calendar-events.ts'
import type { ErrorCode } from './opening.ts'

/** An appointment as it is to stand in a calendar. */
export interface WantedEvent {
  readonly summary: string
  readonly description: string
  readonly location: string | null
  readonly startsAt: string
  readonly endsAt: string
  readonly timeZone: string
  readonly appointmentId: string
  /** Of everything that is said of it but its time, which the calendar has by itself. */
  readonly hash: string
  /** Stands in the event, so that this writing is known again when its answer was lost. */
  readonly writing: string
}
/** One thing to write, and what is known of it. */
export interface Task {
  readonly row: Mirrored
  readonly eventId: string
  /** Out of which calendar it is to be taken; null out of none. */
  readonly removeFrom: string | null
  /** Into which one it is to be written, over which version; null into none. */
  readonly write: { readonly calendarId: string; readonly event: WantedEvent; readonly etag: string | null } | null
}

const batch = 50

/** What waits to be written, the earliest appointments first. */
export async function tasksOf(door: Read, connectionId: string): Promise<Task[]> {
  return (await listWaiting(door, connectionId, batch)).map(taskOf)
}

/** The same task as it is now; undefined when nothing is left of it. */
export async function renewTask(door: Read, { row }: Task): Promise<Task | undefined> {
  const current = await findMirrored(door, row.connection_id, row.appointment_id)
  return current === undefined || current.written >= current.wanted ? undefined : taskOf(current)
}

/** Notes where it is about to be written for the first time. Whatever becomes of that, nobody forgets that something of ours can be there. */
export async function noteAttempt(tx: Tx, { row, write }: Task): Promise<void> {
  if (write === null) return
  const { calendarId, event } = write
  await noteEvent(tx, row, { calendar_id: calendarId, etag: unheard, content_hash: '', starts_at: event.startsAt, ends_at: event.endsAt })
}

/** Notes that it is about to be taken out: that it is gone is then our own doing, also when we do not hear that it worked. */
export async function noteRemoval(tx: Tx, { row }: Task): Promise<void> {
  await noteEvent(tx, row, { etag: unheard })
}

/** Notes that it stands there, as far as it was wanted when the task was made. What was wanted since waits on. */
export async function noteWritten(tx: Tx, { row, write }: Task, etag: string): Promise<void> {
  if (write === null) return
  const { calendarId, event } = write
  const agreed = { calendar_id: calendarId, etag, content_hash: event.hash, starts_at: event.startsAt, ends_at: event.endsAt }
  await noteEvent(tx, row, { ...agreed, ...caughtUp(row) })
}

/** Notes that it stands in no calendar any more; when something is still to be written elsewhere, that waits on. */
export async function noteRemoved(tx: Tx, { row, write }: Task): Promise<void> {
  const nowhere = { calendar_id: null, etag: null, content_hash: null, starts_at: null, ends_at: null }
  await noteEvent(tx, row, { ...nowhere, ...(write === null && caughtUp(row)) })
}

/** Notes that nothing had to be written. */
export function noteUnchanged(tx: Tx, { row }: Task): Promise<void> {
  return noteEvent(tx, row, caughtUp(row))
}

/** Notes that it cannot be written. It is tried again when the appointment changes. */
export function noteRefused(tx: Tx, { row }: Task, error: ErrorCode): Promise<void> {
  return noteEvent(tx, row, { written: row.wanted, error_code: error })
}

/** Whether it stands there as it should, so that writing it would be writing it twice. */
export function isWritten({ row, write }: Task): boolean {
  if (write === null || row.calendar_id !== write.calendarId || row.etag === unheard) return false
  const { hash, startsAt, endsAt } = write.event
  return row.content_hash === hash && row.starts_at === startsAt && row.ends_at === endsAt
}

function caughtUp({ wanted }: Mirrored): { written: number; error_code: null; synced_at: string } {
  return { written: wanted, error_code: null, synced_at: new Date().toISOString() }
}

function taskOf(row: Mirrored): Task {
  const place = placeOf(row)
  const standsElsewhere = row.calendar_id !== null && row.calendar_id !== place
  return {
    row,
    eventId: eventIdOf(row.appointment_id),
    removeFrom: standsElsewhere ? row.calendar_id : null,
    write:
      place === null ? null : { calendarId: place, event: eventOf(row), etag: standsElsewhere || row.etag === unheard ? null : row.etag },
  }
}

/** In which calendar it belongs. What is done with stays where it is, and is written nowhere else. */
function placeOf({ status, target, calendar_id }: Mirrored): string | null {
  if (status === 'cancelled') return null
  return status === 'completed' || status === 'no_show' ? calendar_id : target
}

function eventOf(row: Mirrored): WantedEvent {
  const service = row.service_name ?? 'Appointment'
  const said = {
    summary: row.customer_name === null ? service : `${service}: ${row.customer_name}`,
    description: row.party_size > 1 ? `For ${row.party_size}.` : '',
    location: row.location,
    timeZone: row.time_zone,
  }
  const hash = createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 27)
  return {
    ...said,
    startsAt: row.now_starts_at,
    endsAt: row.now_ends_at,
    appointmentId: row.appointment_id,
    hash,
    writing: writingOf(row, row.wanted),
  }
}
