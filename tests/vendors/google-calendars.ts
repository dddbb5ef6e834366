import { randomUUID } from 'node:crypto'
import type { Callback } from './callbacks.ts'

/** A time as Google has it: an instant, or a day. */
export interface GoogleTime {
  readonly dateTime?: string
  readonly date?: string
  readonly timeZone?: string
}
export interface GoogleEvent {
  readonly id: string
  readonly status: 'confirmed' | 'tentative' | 'cancelled'
  readonly start?: GoogleTime
  readonly end?: GoogleTime
  readonly etag: string
  readonly [field: string]: unknown
}
export interface GoogleChannel {
  readonly id: string
  readonly resourceId: string
  readonly address: string
  readonly token: string
  readonly expiration: number
}
/** What somebody wrote through the API. */
export interface Written {
  readonly calendar: string
  readonly id: string
  readonly what: 'insert' | 'update' | 'delete'
}

/** One calendar, with everything that was ever in it, in the order in which it changed last. */
export interface GoogleCalendar {
  readonly id: string
  readonly summary: string
  timeZone: string
  /** How many events a page of a list has at most, whatever is asked for. */
  pageSize: number
  accessRole: 'owner' | 'writer' | 'reader'
  readonly events: Map<string, GoogleEvent>
  readonly channels: Map<string, GoogleChannel>
  readonly written: Written[]
  /** Events that are there, deleted ones left out. */
  live(): GoogleEvent[]
  /** What its owner does in Google's own pages. */
  add(fields: object): GoogleEvent
  change(id: string, fields: object): GoogleEvent
  replace(id: string, whole: object): GoogleEvent
  delete(id: string): void
  /** From now on lists can only be had from their beginning: 410. */
  forgetTokens(): void
  page(query: URLSearchParams): object | 'gone'
}

/** Tells those who watch; `pushes` is the desk's. */
export type Push = (callbacks: readonly Callback[]) => void

let changes = 0

export function createGoogleCalendar(fields: Pick<GoogleCalendar, 'id' | 'summary' | 'timeZone'>, push: Push): GoogleCalendar {
  const events = new Map<string, GoogleEvent & { readonly change: number }>()
  const channels = new Map<string, GoogleChannel>()
  let generation = randomUUID()
  let told = 0
  const put = (event: Omit<GoogleEvent, 'etag'> & { readonly id: string }): GoogleEvent => {
    changes += 1
    const kept = { ...event, change: changes, etag: `"${changes}"` } as GoogleEvent & { readonly change: number }
    // Last changed, last in line.
    events.delete(kept.id)
    events.set(kept.id, kept)
    push(
      [...channels.values()].filter(({ expiration }) => expiration > Date.now()).map((channel) => pushOf(channel, 'exists', (told += 1))),
    )
    return kept
  }
  const required = (id: string): GoogleEvent => {
    const event = events.get(id)
    if (event === undefined) throw new Error(`There is no event ${id}.`)
    return event
  }
  const calendar: GoogleCalendar = {
    ...fields,
    pageSize: 2500,
    accessRole: 'owner',
    events,
    channels,
    written: [],
    live: () => [...events.values()].filter(({ status }) => status !== 'cancelled'),
    add: (more) => put({ id: randomUUID().replaceAll('-', ''), status: 'confirmed', ...more }),
    change: (id, more) => put({ ...(events.get(id) ?? occurrence(events, id) ?? required(id)), ...more }),
    // Of a series it stays known when its occurrences were.
    delete(id) {
      const series = events.get(id)?.recurrence === undefined ? undefined : required(id)
      const changed = series === undefined ? [] : [...events.keys()].filter((each) => each.startsWith(`${id}_`))
      for (const each of changed) put({ id: each, status: 'cancelled' })
      // Of a series it stays known when its occurrences were.
      put({ ...series, id, status: 'cancelled' })
    },
    replace: (id, whole) => put({ status: 'confirmed', ...whole, id }),
    forgetTokens: () => void (generation = randomUUID()),
    page(query) {
      const { since, from = 0 } = place(query)
      if (since !== undefined && since.generation !== generation) return 'gone'
      const all =
        query.get('singleEvents') === 'true' ? [...events.values()].flatMap((event) => expanded(event, events)) : [...events.values()]
      const wanted = all.filter((event) => (since === undefined ? isWithin(event, query) : event.change > since.change))
      const size = Math.min(Number(query.get('maxResults') ?? 250), calendar.pageSize)
      const items = wanted.slice(from, from + size)
      if (from + size < wanted.length) return { items, nextPageToken: `${from + size}` }
      return { items, nextSyncToken: `${generation}/${changes}` }
    },
  }
  return calendar
}

/** `sync` is what a channel begins with. */
export function pushOf({ id, token, resourceId, expiration, address }: GoogleChannel, state: 'sync' | 'exists', number = 1): Callback {
  const headers = {
    'X-Goog-Channel-ID': id,
    'X-Goog-Channel-Token': token,
    'X-Goog-Resource-ID': resourceId,
    'X-Goog-Resource-State': state,
    'X-Goog-Message-Number': String(number),
    'X-Goog-Channel-Expiration': new Date(expiration).toUTCString(),
  }
  return { url: address, headers, body: '' }
}

function place(query: URLSearchParams): { since?: { generation: string; change: number }; from?: number } {
  const token = query.get('syncToken')
  const from = Number(query.get('pageToken') ?? 0)
  if (token === null) return { from }
  const [generation = '', change = '0'] = token.split('/')
  return { from, since: { generation, change: Number(change) } }
}

/** Deleted ones only where they are asked for. */
function isWithin({ status, start, end }: GoogleEvent, query: URLSearchParams): boolean {
  if (status === 'cancelled') return query.get('showDeleted') === 'true'
  const [from, until] = [query.get('timeMin'), query.get('timeMax')].map((text) => Date.parse(text ?? ''))
  return !(instantOf(end) <= (from ?? NaN)) && !(instantOf(start) >= (until ?? NaN))
}

function instantOf(time: GoogleTime | undefined): number {
  return Date.parse(time?.dateTime ?? time?.date ?? '')
}

/** A series as its occurrences, those that were changed or deleted by themselves left out: they stand beside it. */
function expanded<E extends GoogleEvent>(event: E, events: ReadonlyMap<string, E>): E[] {
  const { recurrence, start, end } = event
  const [, frequency = '', count = '52'] =
    /^RRULE:FREQ=(DAILY|WEEKLY)(?:;COUNT=(\d+))?$/.exec((recurrence as string[] | undefined)?.[0] ?? '') ?? []
  if (frequency === '') return [event]
  const stepMs = (frequency === 'DAILY' ? 1 : 7) * 86_400_000
  return Array.from({ length: Number(count) }, (_, index) => {
    const times = { start: shifted(start, index * stepMs), end: shifted(end, index * stepMs) }
    const { recurrence: _none, ...one } = { ...event, ...times, id: occurrenceId(event.id, times.start), recurringEventId: event.id }
    return one as unknown as E
  }).filter(({ id }) => !events.has(id))
}

function occurrence<E extends GoogleEvent>(events: ReadonlyMap<string, E>, id: string): E | undefined {
  const series = events.get(id.split('_')[0] ?? '')
  return series === undefined ? undefined : expanded(series, events).find((each) => each.id === id)
}

/** As Google calls an occurrence: the series, and when it was to begin. */
export function occurrenceId(seriesId: string, start: GoogleTime): string {
  return `${seriesId}_${new Date(instantOf(start)).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`
}

function shifted(time: GoogleTime | undefined, ms: number): GoogleTime {
  const at = new Date(instantOf(time) + ms).toISOString()
  return time?.dateTime === undefined ? { date: at.slice(0, 10) } : { ...time, dateTime: at }
}
