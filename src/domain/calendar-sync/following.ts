import type { components } from '../../../generated/api.ts'
import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { Problem } from '../../problems.ts'
import { cancelAppointment, lockAppointment, rescheduleAppointment } from '../appointments/appointments.ts'
import type { Doer } from '../appointments/appointments.ts'
import { findMirrored, noteEvent, unheard, wantAgain, wishesOf } from '../calendar-events/calendar-events.ts'
import type { Mirrored } from '../calendar-events/calendar-events.ts'
import type { OpenConnection } from './opening.ts'
import { instantOf } from './reading.ts'
import type { ForeignEvent, Moment } from './reading.ts'

type Conflict = components['schemas']['CalendarConflict']

interface Times {
  readonly starts_at: string
  readonly ends_at: string
}

const live = ['pending', 'confirmed', 'checked_in']
const nowhere = { calendar_id: null, etag: null, content_hash: null, starts_at: null, ends_at: null }
// It stands there in a form that is not ours, so it is written again.
const altered = ''

/**
 * Follows what happened in the calendar to an event that we wrote there. Whoever changed something last wins, and where both did it is the appointment;
 * what the appointment cannot follow, or by the policy does not, is put back in the calendar and told. The same event twice changes nothing.
 */
export async function followEvent(
  tx: Tx,
  connection: OpenConnection,
  calendarId: string,
  appointmentId: string,
  event: ForeignEvent,
): Promise<void> {
  // Whoever moves it here at this moment does so before or after, and not in between.
  await lockAppointment(tx, appointmentId)
  const found = await findMirrored(tx, connection.id, appointmentId)
  // An echo of our own writing, or of somebody else's time: what stands elsewhere is no business of this calendar.
  if (found === undefined || found.calendar_id !== calendarId || found.etag === event.etag) return
  if (event.cancelled) return followDeletion(tx, connection, found)
  const row = await hearWriting(tx, found, event)
  const times = timesOf(event)
  if (times !== undefined && isSame(times, nowOf(row))) {
    // Both moved it to the same place, or an earlier attempt of ours got through unheard.
    await noteEvent(tx, row, { etag: event.etag, content_hash: event.contentHash ?? altered, ...times })
    return
  }
  if (times !== undefined && isSame(times, row)) {
    // Somebody wrote another title, or a colour: theirs until the appointment changes.
    await noteEvent(tx, row, { etag: event.etag })
    return
  }
  await followMove(tx, connection, row, event, times)
}

/**
 * The row, with what both sides agreed on last. Where the event tells of a writing of ours whose answer was lost, that is what we wrote then, so that
 * nobody takes our own writing for somebody else's.
 */
async function hearWriting(tx: Tx, row: Mirrored, { etag, contentHash, writing, written }: ForeignEvent): Promise<Mirrored> {
  const wishes = wishesOf(row, writing)
  if (written === undefined || wishes <= row.written) return row
  const heard = { etag, content_hash: contentHash ?? altered, ...written, written: wishes, synced_at: new Date().toISOString() }
  await noteEvent(tx, row, heard)
  return { ...row, ...heard }
}

async function followDeletion(tx: Tx, connection: OpenConnection, row: Mirrored): Promise<void> {
  await noteEvent(tx, row, nowhere)
  // We were about to write it, or to take it out: it is not there, and it is written when it should be.
  if (row.etag === unheard) return
  if (!live.includes(row.status) || row.target === null) return
  const nothing = { external_starts_at: null, external_ends_at: null }
  if (hasMoved(row)) return putBack(tx, connection, row, { kind: 'deleted', resolution: 'overtaken', ...nothing, reasons: [] })
  const refusal =
    connection.on_external_delete === 'cancel'
      ? await refusalOf(tx, () => cancelAppointment(tx, row.appointment_id, { by: 'calendar' }, doer(connection), anyVersion))
      : []
  if (refusal !== undefined) await putBack(tx, connection, row, { kind: 'deleted', resolution: 'restored', ...nothing, reasons: refusal })
}

async function followMove(tx: Tx, connection: OpenConnection, row: Mirrored, event: ForeignEvent, times: Times | undefined): Promise<void> {
  await noteEvent(tx, row, { etag: event.etag, content_hash: altered })
  // What is over stays where somebody put it, and what is called off is taken out anyway.
  if (!live.includes(row.status) || row.target === null) return
  const where = { external_starts_at: times?.starts_at ?? null, external_ends_at: times?.ends_at ?? null }
  if (hasMoved(row)) return putBack(tx, connection, row, { kind: 'moved', resolution: 'overtaken', ...where, reasons: [] })
  const minutes = times === undefined ? 0 : (Date.parse(times.ends_at) - Date.parse(times.starts_at)) / 60_000
  const canFollow =
    connection.on_external_move === 'reschedule' && times !== undefined && minutes >= 5 && minutes <= 1440 && Number.isInteger(minutes)
  const refusal = canFollow
    ? await refusalOf(tx, () => {
        const move = { starts_at: times.starts_at, duration_minutes: minutes, by: 'staff' } as const
        return rescheduleAppointment(tx, row.appointment_id, move, doer(connection), anyVersion)
      })
    : []
  if (refusal !== undefined) return putBack(tx, connection, row, { kind: 'moved', resolution: 'restored', ...where, reasons: refusal })
  // The calendar has the new time already, so there is nothing to write.
  await noteEvent(tx, row, { ...times, content_hash: event.contentHash ?? altered })
}

/** The appointment stays what it is: the calendar shall say so again, and the team hears of it. */
async function putBack(
  tx: Tx,
  { id, member_id }: OpenConnection,
  row: Mirrored,
  what: Omit<Conflict, 'connection_id' | 'member_id' | 'appointment_id'>,
): Promise<void> {
  await wantAgain(tx, row)
  const object: Conflict = { connection_id: id, member_id, appointment_id: row.appointment_id, ...what }
  const event = { type: 'calendar_connection.conflict', data: { object } } as const
  record(tx, { action: event.type, resource: { type: 'calendar_connection', id }, event })
}

/** Why a rule refuses, in the words of availability where it has some; undefined when it does not, and then it is done. */
async function refusalOf(tx: Tx, work: () => Promise<unknown>): Promise<string[] | undefined> {
  try {
    await tx.attempt(work)
    return undefined
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error
    const { reasons = [] } = error.extra
    return reasons.length > 0 ? [...reasons] : [error.code]
  }
}

function doer({ id }: OpenConnection): Doer {
  return { type: 'calendar', id, mayOverride: false }
}

function anyVersion(): void {
  // What happened in the calendar has happened, whatever the appointment's version.
}

/** Whether the appointment was given another time since both sides agreed. */
function hasMoved(row: Mirrored): boolean {
  return row.starts_at !== row.now_starts_at || row.ends_at !== row.now_ends_at
}

function timesOf({ starts, ends }: ForeignEvent): Times | undefined {
  if (starts === undefined || ends === undefined || !isInstant(starts) || !isInstant(ends)) return undefined
  return { starts_at: instantOf(starts, 'UTC'), ends_at: instantOf(ends, 'UTC') }
}

function isInstant(moment: Moment): boolean {
  return 'at' in moment
}

function nowOf({ now_starts_at, now_ends_at }: Mirrored): Times {
  return { starts_at: now_starts_at, ends_at: now_ends_at }
}

function isSame(one: Times, other: { readonly starts_at: string | null; readonly ends_at: string | null }): boolean {
  return one.starts_at === other.starts_at && one.ends_at === other.ends_at
}
