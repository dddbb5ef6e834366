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
  readonly timeZone: string
  accessRole: 'owner' | 'writer' | 'reader'
  readonly events: Map<string, GoogleEvent>
  readonly channels: Map<string, GoogleChannel>
  readonly written: Written[]
  /** Events that are there, deleted ones left out. */
  live(): GoogleEvent[]
  /** What its owner does in Google's own pages. */
  add(fields: object): GoogleEvent
  change(id: string, fields: object): GoogleEvent
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
    accessRole: 'owner',
    events,
    channels,
    written: [],
    live: () => [...events.values()].filter(({ status }) => status !== 'cancelled'),
    add: (more) => put({ id: randomUUID().replaceAll('-', ''), status: 'confirmed', ...more }),
    change: (id, more) => put({ ...required(id), ...more }),
    delete: (id) => void put({ id, status: 'cancelled' }),
    forgetTokens: () => void (generation = randomUUID()),
    page(query) {
      const { since, from = 0 } = place(query)
      if (since !== undefined && since.generation !== generation) return 'gone'
      const wanted = [...events.values()].filter((event) => (since === undefined ? isWithin(event, query) : event.change > since.change))
      const size = Number(query.get('maxResults') ?? 250)
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
