import type { z } from 'zod'
import { bodyOf, channelShape, eventShape, listShape, listed, pageShape, present } from './google-events.ts'
import type { CalendarEvent, ChangePage, EventContent, ListedCalendar } from './google-events.ts'
import { createGoogleFetch } from './google-http.ts'
import type { CallLimits } from './http-call.ts'
import { ProviderFailure } from './message-provider.ts'

export type ListFrom = { readonly syncToken: string } | { readonly from: string; readonly until: string }
export interface WantedChannel {
  readonly id: string
  readonly token: string
  readonly address: string
  readonly seconds: number
}

/** The calendars of one account. Each call throws a CalendarFailure for what its answer says, and a ProviderFailure for what prevents any. */
export interface CalendarClient {
  calendars(): Promise<readonly ListedCalendar[]>
  /** Events that were changed since, or all of a time; recurring ones one by one, and deleted ones as cancelled. */
  events(calendarId: string, from: ListFrom, page?: string): Promise<ChangePage>
  event(calendarId: string, id: string): Promise<CalendarEvent>
  insert(calendarId: string, id: string, content: EventContent): Promise<CalendarEvent>
  /** Writes over this version of it, and over no other, what we have to say; what others added stays. What was deleted is there again. */
  update(calendarId: string, id: string, content: EventContent, etag: string): Promise<CalendarEvent>
  remove(calendarId: string, id: string): Promise<void>
  watch(calendarId: string, channel: WantedChannel): Promise<{ readonly resourceId: string; readonly expiresAt: string }>
  stopWatching(channelId: string, resourceId: string): Promise<void>
}

const eventFields = 'id,etag,status,transparency,eventType,start,end,attendees(self,responseStatus),extendedProperties/private'
const pageSize = 500
// Of the attendees only the person counts; asked for one, Google gives that one.
const oneAttendee = { maxAttendees: 1 }

/** Speaks Google's Calendar API (v3) for one account. */
export async function createGoogleCalendar(accessToken: string, url: string, limits?: CallLimits): Promise<CalendarClient> {
  // A process that never speaks to Google does not carry its library.
  const { calendar } = await import('@googleapis/calendar')
  const api = calendar({ version: 'v3', retry: false, fetchImplementation: createGoogleFetch(url, limits), responseType: 'json' })
  const headers = { Authorization: `Bearer ${accessToken}` }
  return {
    async calendars() {
      return (await read(listShape, api.calendarList.list({ maxResults: 250 }, { headers }))).items.map(listed)
    },
    async events(calendarId, from, page) {
      const range = 'syncToken' in from ? { syncToken: from.syncToken } : { timeMin: from.from, timeMax: from.until, showDeleted: true }
      const more = page === undefined ? {} : { pageToken: page }
      const fields = `nextPageToken,nextSyncToken,items(${eventFields})`
      const wanted = { calendarId, singleEvents: true, maxResults: pageSize, ...oneAttendee, fields, ...range, ...more }
      const { items, nextPageToken, nextSyncToken } = await read(pageShape, api.events.list(wanted, { headers }))
      return { events: items.map(present), nextPage: nextPageToken, syncToken: nextSyncToken }
    },
    async event(calendarId, eventId) {
      const wanted = { calendarId, eventId, ...oneAttendee, fields: eventFields }
      return present(await read(eventShape, api.events.get(wanted, { headers })))
    },
    async insert(calendarId, id, content) {
      const wanted = { calendarId, requestBody: { id, ...bodyOf(content) }, sendUpdates: 'none', fields: eventFields }
      return present(await read(eventShape, api.events.insert(wanted, { headers })))
    },
    async update(calendarId, eventId, content, etag) {
      const wanted = { calendarId, eventId, requestBody: bodyOf(content), sendUpdates: 'none', fields: eventFields }
      return present(await read(eventShape, api.events.patch(wanted, { headers: { ...headers, 'If-Match': etag } })))
    },
    async remove(calendarId, eventId) {
      await api.events.delete({ calendarId, eventId, sendUpdates: 'none' }, { headers }).catch(unwrap)
    },
    async watch(calendarId, { id, token, address, seconds }) {
      const requestBody = { id, token, address, type: 'web_hook', params: { ttl: String(seconds) } }
      const { resourceId, expiration } = await read(channelShape, api.events.watch({ calendarId, requestBody }, { headers }))
      return { resourceId, expiresAt: new Date(expiration).toISOString() }
    },
    async stopWatching(id, resourceId) {
      await api.channels.stop({ requestBody: { id, resourceId } }, { headers }).catch(unwrap)
    },
  }
}

async function read<T>(schema: z.ZodType<T>, reply: Promise<{ readonly data: unknown }>): Promise<T> {
  const parsed = schema.safeParse((await reply.catch(unwrap)).data)
  if (parsed.success) return parsed.data
  throw new ProviderFailure('Google answered something unexpected.', { permanent: false, code: 'provider_error', uncertain: true })
}

/** The library wraps what goes wrong below it into an error of its own. */
function unwrap(error: unknown): never {
  throw error instanceof Error && error.cause instanceof ProviderFailure ? error.cause : error
}
