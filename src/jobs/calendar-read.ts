import {
  appointmentOf,
  endListing,
  endReading,
  eventIdOf,
  followEvent,
  forgetPlace,
  isRead,
  listStanding,
  readBusyTimes,
  timeToList,
} from '../domain/calendar-sync/calendar-sync.ts'
import type { ForeignEvent, ListedTime, SyncedCalendar } from '../domain/calendar-sync/calendar-sync.ts'
import { isKind } from '../integrations/calendar-failure.ts'
import { noEvent } from '../integrations/google-events.ts'
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
  const { connection, transact } = desk
  const listed = timeToList(calendar)
  if (listed === undefined) {
    const { ours, syncToken } = await readPages(desk, calendar, { syncToken: calendar.sync_token ?? '' })
    await follow(desk, calendar, ours)
    await transact((tx) => endReading(tx, connection, calendar, syncToken))
    return
  }
  const { ours, seen, syncToken } = await readPages(desk, { ...calendar, window_ends_at: listed.until }, listed)
  await follow(desk, calendar, [...ours, ...(await missing(desk, calendar, listed, ours))])
  await transact((tx) => endListing(tx, connection, calendar, listed, seen, syncToken))
}

/** Ours come after all others: where one was moved to, another may just have made room, on whichever page that stands. */
async function follow(
  { connection, transact }: CalendarDesk,
  { calendar_id }: SyncedCalendar,
  ours: readonly ForeignEvent[],
): Promise<void> {
  if (connection.direction !== 'both') return
  for (const event of ours) {
    const appointmentId = appointmentOf(event.id)
    if (appointmentId !== undefined) await transact((tx) => followEvent(tx, connection, calendar_id, appointmentId, event))
  }
}

/** What became of events of ours that a whole list does not have: deleted while nobody looked, or moved to where the list does not reach. */
async function missing(
  { client, connection, door }: CalendarDesk,
  { calendar_id }: SyncedCalendar,
  { until }: ListedTime,
  there: readonly ForeignEvent[],
): Promise<ForeignEvent[]> {
  if (connection.direction !== 'both') return []
  const found = new Set(there.map(({ id }) => id))
  const standing = (await listStanding(door, connection.id, calendar_id, until)).map((id) => eventIdOf(id))
  const events: ForeignEvent[] = []
  for (const id of standing.filter((each) => !found.has(each)))
    events.push(
      await client.event(calendar_id, id).catch((error: unknown) => {
        if (isKind(error, 'gone', 'not_found')) return { ...noEvent, id }
        throw error
      }),
    )
  return events
}

interface Pages {
  /** What became of our events, the last word on each. */
  readonly ours: readonly ForeignEvent[]
  /** Everything that is there. */
  readonly seen: readonly string[]
  /** From where the next changes are listed. */
  readonly syncToken: string
}

/** All pages. Other people's times are taken over as they come. */
async function readPages(desk: CalendarDesk, calendar: SyncedCalendar, from: ListFrom): Promise<Pages> {
  const { client, connection, transact, signal } = desk
  const ours = new Map<string, ForeignEvent>()
  const seen: string[] = []
  let page: string | undefined
  for (let count = 1; count <= mostPages; count += 1) {
    signal.throwIfAborted()
    const { events, nextPage, syncToken } = await client.events(calendar.calendar_id, from, page)
    await transact((tx) => readBusyTimes(tx, connection, calendar, events))
    for (const event of events) {
      if (!event.cancelled) seen.push(event.id)
      if (appointmentOf(event.id) !== undefined) ours.set(event.id, event)
    }
    if (syncToken !== undefined) return { ours: [...ours.values()], seen, syncToken }
    if (nextPage === undefined) break
    page = nextPage
  }
  throw new Error('The calendar has more pages than anybody has appointments.')
}
