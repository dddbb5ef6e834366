import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/database.ts'
import { appointmentOf } from '../calendar-events/calendar-events.ts'
import { offerLater } from '../freed-time/freed-time.ts'
import { forgetUnseen, keepSyncToken, writeBusyTimes } from './queries.ts'
import type { BusyTime, SyncedCalendar } from './queries.ts'
import type { OpenConnection } from './opening.ts'

/** When an event begins or ends: an instant, or a day in the calendar's own zone. */
export type Moment = { readonly at: string } | { readonly day: string }
/** An event as a provider tells it. */
export interface ForeignEvent {
  readonly id: string
  readonly etag: string
  readonly cancelled: boolean
  readonly contentHash: string | undefined
  /** Which writing of ours this was the last of, and when it had the event be. */
  readonly writing: string | undefined
  readonly written: { readonly starts_at: string; readonly ends_at: string } | undefined
  readonly starts: Moment | undefined
  readonly ends: Moment | undefined
  readonly busy: boolean
}
/** What of a calendar is listed from its beginning: from when until when. */
export interface ListedTime {
  readonly from: string
  readonly until: string
}

const dayMs = 86_400_000
// Appointments are booked up to a year ahead. A month more, so that the beginning is listed once a month and not each day.
const aheadMs = 400 * dayMs
const leastAheadMs = 368 * dayMs

/** Which time to list from its beginning; undefined where the changes since the last time are enough. */
export function timeToList({ sync_token, window_ends_at }: SyncedCalendar, now = Date.now()): ListedTime | undefined {
  const covers = window_ends_at !== null && Date.parse(window_ends_at) > now + leastAheadMs
  if (sync_token !== null && covers) return undefined
  return { from: new Date(now - dayMs).toISOString(), until: new Date(now + aheadMs).toISOString() }
}

/** Takes over when the member is busy by a page of other people's events. Ours are never among them, whatever has become of them. */
export async function readBusyTimes(
  tx: Tx,
  { id, member_id: memberId }: OpenConnection,
  { calendar_id, time_zone, check_busy, window_ends_at }: SyncedCalendar,
  events: readonly ForeignEvent[],
): Promise<void> {
  if (!check_busy) return
  const times = events
    .filter((event) => appointmentOf(event.id) === undefined)
    .map((event) => busyTime(event, time_zone, window_ends_at ?? new Date(Date.now() + aheadMs).toISOString()))
  // The last word on an event counts, and one statement cannot write a row twice.
  const last = new Map(times.map((time) => [time.event_id, time]))
  await offerLater(tx, {
    member_id: memberId,
    times: await writeBusyTimes(tx, id, calendar_id, memberId, [...last.values()]),
    was_taken: true,
  })
}

/** All pages of changes were taken over: the next ones begin after them. */
export function endReading(tx: Tx, { id }: OpenConnection, { calendar_id }: SyncedCalendar, syncToken: string): Promise<void> {
  return keepSyncToken(tx, id, calendar_id, syncToken, null)
}

/** The whole calendar was listed: what was not seen is there no more. */
export async function endListing(
  tx: Tx,
  { id, member_id }: OpenConnection,
  { calendar_id }: SyncedCalendar,
  { until }: ListedTime,
  seen: readonly string[],
  syncToken: string,
): Promise<void> {
  await offerLater(tx, { member_id, times: await forgetUnseen(tx, id, calendar_id, seen), was_taken: true })
  await keepSyncToken(tx, id, calendar_id, syncToken, until)
}

/** The provider remembers no more where we were. */
export function forgetPlace(tx: Tx, { id }: OpenConnection, { calendar_id }: SyncedCalendar): Promise<void> {
  return keepSyncToken(tx, id, calendar_id, null, null)
}

function busyTime({ id, busy, starts, ends }: ForeignEvent, zone: string, until: string): BusyTime {
  const free = { event_id: id, starts_at: null, ends_at: null }
  if (!busy || starts === undefined || ends === undefined) return free
  const [starts_at, ends_at] = [instantOf(starts, zone), instantOf(ends, zone)]
  return starts_at < ends_at && starts_at < until ? { event_id: id, starts_at, ends_at } : free
}

/** A day begins at midnight by the calendar's clock, or at the first moment that it has. */
export function instantOf(moment: Moment, zone: string): string {
  if ('at' in moment) return moment.at
  return new Date(Temporal.PlainDate.from(moment.day).toZonedDateTime({ timeZone: zone }).epochMilliseconds).toISOString()
}
