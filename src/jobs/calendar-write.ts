import {
  followEvent,
  isWritten,
  noteAttempt,
  noteRefused,
  noteRemoval,
  noteRemoved,
  noteUnchanged,
  noteWritten,
  renewTask,
  tasksOf,
  wishesOf,
} from '../domain/calendar-sync/calendar-sync.ts'
import type { Task } from '../domain/calendar-sync/calendar-sync.ts'
import { isKind } from '../integrations/calendar-failure.ts'
import { noEvent } from '../integrations/google-events.ts'
import type { CalendarEvent } from '../integrations/google-events.ts'
import { refusalOf } from './calendar-refusal.ts'
import type { CalendarDesk } from './calendars-sync.ts'

// Somebody who changes an event again and again while we write it has to wait for the next round.
const mostAttempts = 3

/** Writes what waits. One event that the provider refuses does not keep the others from being written. */
export async function writeCalendars(desk: CalendarDesk): Promise<void> {
  for (const task of await tasksOf(desk.door, desk.connection.id)) {
    desk.signal.throwIfAborted()
    try {
      await carryOut(desk, task)
    } catch (error) {
      if (!isKind(error, 'permission_denied', 'refused', 'not_found', 'gone')) throw error
      await desk.transact((tx) => noteRefused(tx, task, refusalOf(error).code))
    }
  }
}

async function carryOut(desk: CalendarDesk, first: Task): Promise<void> {
  let task: Task | undefined = first
  for (let attempt = 1; task !== undefined && attempt <= mostAttempts; attempt += 1) {
    if (await isDone(desk, task)) return
    // Somebody else changed the event meanwhile, or took it away: first we follow that, then we look again.
    task = await renewTask(desk.door, task)
  }
}

async function isDone(desk: CalendarDesk, task: Task): Promise<boolean> {
  const { client, transact } = desk
  const { removeFrom, write, eventId } = task
  if (removeFrom !== null) {
    await transact((tx) => noteRemoval(tx, task))
    await client.remove(removeFrom, eventId).catch(ifGone)
    await transact((tx) => noteRemoved(tx, task))
  } else if (write === null || isWritten(task)) {
    await transact((tx) => noteUnchanged(tx, task))
  }
  if (write === null || (removeFrom === null && isWritten(task))) return true
  const written = write.etag === null ? await insert(desk, task, write) : await update(desk, task, write, write.etag)
  if (written === undefined) return false
  await transact((tx) => noteWritten(tx, task, written.etag))
  return true
}

type Write = NonNullable<Task['write']>

/**
 * Writes a new event. One that is there already is ours: an earlier attempt got through unheard, and then what became of it meanwhile is followed first
 * and the answer is undefined; or it was deleted, or left behind by another connection, and its name stays.
 */
async function insert(desk: CalendarDesk, task: Task, { calendarId, event }: Write): Promise<CalendarEvent | undefined> {
  const { client, connection, transact } = desk
  const { eventId, row } = task
  await transact((tx) => noteAttempt(tx, task))
  try {
    return await client.insert(calendarId, eventId, event)
  } catch (error) {
    if (!isKind(error, 'exists')) throw error
  }
  const there = await client.event(calendarId, eventId)
  if (isSame(there, event)) return there
  if (there.cancelled || connection.direction !== 'both' || wishesOf(row, there.writing) === 0)
    return client.update(calendarId, eventId, event, there.etag)
  await transact((tx) => followEvent(tx, connection, calendarId, row.appointment_id, there))
  return undefined
}

/** Writes over the version that we know; undefined when it is another one by now, which was then followed. */
async function update(desk: CalendarDesk, task: Task, { calendarId, event }: Write, etag: string): Promise<CalendarEvent | undefined> {
  const { client, connection, transact } = desk
  const { eventId, row } = task
  try {
    return await client.update(calendarId, eventId, event, etag)
  } catch (error) {
    if (!isKind(error, 'changed', 'gone', 'not_found')) throw error
    const there = isKind(error, 'changed') ? await client.event(calendarId, eventId) : { ...noEvent, id: eventId }
    if (connection.direction !== 'both') return overwrite(desk, task, there)
    await transact((tx) => followEvent(tx, connection, calendarId, row.appointment_id, there))
    return undefined
  }
}

/** Where nobody follows the calendar, the appointment is what counts. */
function overwrite(desk: CalendarDesk, task: Task, there: CalendarEvent): Promise<CalendarEvent | undefined> {
  const { write, eventId } = task
  if (write === null) return Promise.resolve(undefined)
  return there.etag === '' ? insert(desk, task, write) : desk.client.update(write.calendarId, eventId, write.event, there.etag)
}

function isSame({ cancelled, contentHash, starts, ends }: CalendarEvent, { hash, startsAt, endsAt }: Write['event']): boolean {
  const isAt = (moment: CalendarEvent['starts'], instant: string): boolean =>
    moment !== undefined && 'at' in moment && moment.at === instant
  return !cancelled && contentHash === hash && isAt(starts, startsAt) && isAt(ends, endsAt)
}

function ifGone(error: unknown): void {
  if (!isKind(error, 'gone', 'not_found')) throw error
}
