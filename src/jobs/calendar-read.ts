import {
  appointmentOf,
  endListing,
  endReading,
  followEvent,
  forgetPlace,
  isRead,
  listStanding,
  readBusyTimes,
  timeToList,
} from '../domain/calendar-sync/calendar-sync.ts'
import type { ForeignEvent, SyncedCalendar } from '../domain/calendar-sync/calendar-sync.ts'
import { isKind } from '../integrations/calendar-failure.ts'
import type { ListFrom } from '../integrations/google-calendar.ts'
import type { CalendarDesk } from './calendars-sync.ts'

// More than these, and somebody connected what is no person's calendar.
const mostPages = 100

/** Takes over what has changed in the calendars that are read. Where we were is kept only after the last page, so what is cut off is read again. */
export async function readCalendars(desk: CalendarDesk): Promise<void> {
  for (const calendar of desk.connection.calendars) {
    if (!isRead(desk.connection, calendar)) continue
    try {
      await readCalendar(desk, calendar)
    } catch (error) {
      if (!isKind(error, 'gone')) throw error
      // Our place is too old, or the calendar was changed as a whole: it is listed from its beginning, and compared with what we have.
      await desk.transact((tx) => forgetPlace(tx, desk.connection, calendar))
      await readCalendar(desk, { ...calendar, sync_token: null })
    }
  }
}

async function readCalendar(desk: CalendarDesk, calendar: SyncedCalendar): Promise<void> {
  const { connection, transact, door } = desk
  const listed = timeToList(calendar)
  if (listed === undefined) {
    const syncToken = await readPages(desk, calendar, { syncToken: calendar.sync_token ?? '' })
    await transact((tx) => endReading(tx, connection, calendar, syncToken))
    return
  }
  const seen: string[] = []
  const syncToken = await readPages(desk, { ...calendar, window_ends_at: listed.until }, listed, (event) => {
    if (!event.cancelled) seen.push(event.id)
  })
  // Ours that are not there any more were deleted while nobody looked.
  const missing = await listStanding(door, connection.id, calendar.calendar_id, listed.until)
  const there = new Set(seen.map((id) => appointmentOf(id)))
  for (const id of missing.filter((each) => !there.has(each)))
    await transact((tx) => followEvent(tx, connection, calendar.calendar_id, id, deleted))
  await transact((tx) => endListing(tx, connection, calendar, listed, seen, syncToken))
}

const deleted: ForeignEvent = { id: '', etag: '', cancelled: true, contentHash: undefined, starts: undefined, ends: undefined, busy: false }

/** All pages, each taken over as it comes; the token for what follows. */
async function readPages(
  desk: CalendarDesk,
  calendar: SyncedCalendar,
  from: ListFrom,
  saw?: (event: ForeignEvent) => void,
): Promise<string> {
  const { client, connection, transact, signal } = desk
  let page: string | undefined
  for (let count = 1; count <= mostPages; count += 1) {
    signal.throwIfAborted()
    const { events, nextPage, syncToken } = await client.events(calendar.calendar_id, from, page)
    await transact((tx) => readBusyTimes(tx, connection, calendar, events))
    for (const event of events) {
      saw?.(event)
      const appointmentId = appointmentOf(event.id)
      if (appointmentId !== undefined && connection.direction === 'both')
        await transact((tx) => followEvent(tx, connection, calendar.calendar_id, appointmentId, event))
    }
    if (syncToken !== undefined) return syncToken
    if (nextPage === undefined) break
    page = nextPage
  }
  throw new Error('The calendar has more pages than anybody has appointments.')
}
