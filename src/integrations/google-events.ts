import type { calendar_v3 } from '@googleapis/calendar'
import { z } from 'zod'

/** A calendar as the account lists it. */
export interface ListedCalendar {
  readonly id: string
  readonly name: string
  readonly timeZone: string
  readonly isPrimary: boolean
  readonly isWritable: boolean
}
/** When something begins or ends: an instant, or a day in the calendar's own zone. */
export type Moment = { readonly at: string } | { readonly day: string }

export interface CalendarEvent {
  readonly id: string
  readonly etag: string
  readonly cancelled: boolean
  /** What was said of it when we wrote it; undefined when we did not. */
  readonly contentHash: string | undefined
  /** Which writing of ours this was the last of, and when it had the event be; undefined when it was none. */
  readonly writing: string | undefined
  readonly written: { readonly starts_at: string; readonly ends_at: string } | undefined
  readonly starts: Moment | undefined
  readonly ends: Moment | undefined
  /** Whether it makes its owner busy: it is opaque, was not declined, and is no mere place of work. */
  readonly busy: boolean
}
/** An event as we write it. */
/** In place of one that is not there. */
export const noEvent: CalendarEvent = {
  id: '',
  etag: '',
  cancelled: true,
  contentHash: undefined,
  writing: undefined,
  written: undefined,
  starts: undefined,
  ends: undefined,
  busy: false,
}
export interface EventContent {
  readonly summary: string
  readonly description: string
  readonly location: string | null
  readonly startsAt: string
  readonly endsAt: string
  readonly timeZone: string
  readonly appointmentId: string
  readonly hash: string
  /** What this writing is called, so that it is known again when its answer is lost. */
  readonly writing: string
}
export interface ChangePage {
  readonly events: readonly CalendarEvent[]
  readonly nextPage: string | undefined
  /** On the last page: from where the next changes are listed. */
  readonly syncToken: string | undefined
}
const when = z.object({ date: z.iso.date().optional(), dateTime: z.iso.datetime({ offset: true }).optional() }).optional()
export const eventShape = z.object({
  id: z.string().min(1).max(1024),
  etag: z.string().min(1).max(200).default('""'),
  status: z.string().optional(),
  transparency: z.string().optional(),
  eventType: z.string().optional(),
  start: when,
  end: when,
  attendees: z.array(z.object({ self: z.boolean().optional(), responseStatus: z.string().optional() })).optional(),
  extendedProperties: z.object({ private: z.record(z.string(), z.string()).optional() }).optional(),
})
export const pageShape = z.object({
  items: z.array(eventShape).default([]),
  nextPageToken: z.string().optional(),
  nextSyncToken: z.string().optional(),
})
export const listShape = z.object({
  items: z
    .array(
      z.object({
        id: z.string().regex(/^[\x21-\x7E]{1,254}$/),
        summary: z.string().default(''),
        summaryOverride: z.string().optional(),
        timeZone: z.string().default('UTC'),
        primary: z.boolean().default(false),
        accessRole: z.string(),
      }),
    )
    .default([]),
})
export const channelShape = z.object({ resourceId: z.string().min(1).max(200), expiration: z.coerce.number() })

export function bodyOf({
  summary,
  description,
  location,
  startsAt,
  endsAt,
  timeZone,
  appointmentId,
  hash,
  writing,
}: EventContent): calendar_v3.Schema$Event {
  return {
    status: 'confirmed',
    summary,
    description,
    location,
    start: { dateTime: startsAt, timeZone },
    end: { dateTime: endsAt, timeZone },
    extendedProperties: {
      private: { cf_id: appointmentId, cf_hash: hash, cf_writing: writing, cf_starts_at: startsAt, cf_ends_at: endsAt },
    },
  }
}

export function listed({
  id,
  summary,
  summaryOverride,
  timeZone,
  primary,
  accessRole,
}: z.infer<typeof listShape>['items'][number]): ListedCalendar {
  const name = (summaryOverride ?? summary).replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ').slice(0, 200)
  return { id, name: name === '' ? id : name, timeZone, isPrimary: primary, isWritable: accessRole === 'owner' || accessRole === 'writer' }
}

export function present({
  id,
  etag,
  status,
  transparency,
  eventType,
  start,
  end,
  attendees,
  extendedProperties,
}: z.infer<typeof eventShape>): CalendarEvent {
  const declined = attendees?.some(({ self, responseStatus }) => self === true && responseStatus === 'declined') ?? false
  const cancelled = status === 'cancelled'
  const { cf_hash: contentHash, cf_writing: writing, cf_starts_at: starts_at, cf_ends_at: ends_at } = extendedProperties?.private ?? {}
  return {
    id,
    etag,
    cancelled,
    contentHash,
    writing,
    written: starts_at === undefined || ends_at === undefined ? undefined : { starts_at, ends_at },
    starts: momentOf(start),
    ends: momentOf(end),
    busy: !cancelled && !declined && transparency !== 'transparent' && eventType !== 'workingLocation',
  }
}

function momentOf(value: z.infer<typeof when>): Moment | undefined {
  if (value?.dateTime !== undefined) return { at: new Date(value.dateTime).toISOString() }
  return value?.date === undefined ? undefined : { day: value.date }
}
