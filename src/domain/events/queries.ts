import { sql as raw } from 'kysely'
import type { Selectable } from 'kysely'
import type { Events } from '../../../generated/db.ts'
import type { Read } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import type { Window } from '../../db/windows.ts'

const eventColumns = ['sequence', 'id', 'type', 'occurred_at', 'data', 'request'] as const

export type EventRow = Pick<Selectable<Events>, (typeof eventColumns)[number]>

export interface EventWindow {
  readonly types: readonly string[] | undefined
  readonly after: number
  readonly limit: number
}
export interface EventsFound {
  readonly events: EventRow[]
  /** The sequence number of the oldest event that is kept; null when none is. */
  readonly oldest: number | null
  /** The sequence number of the newest event that there ever was. */
  readonly newest: number
}

/** Events in the order in which they were committed. One statement sees one moment, so that `newest` is true of the events that came with it. */
export async function listEvents(door: Read, { types, after, limit }: EventWindow): Promise<EventsFound> {
  const wanted = types === undefined ? null : [...types]
  const rows = await door.all(
    raw<{ oldest: number | null; newest: number } & (EventRow | { sequence: null })>`
      select kept.oldest, kept.newest, found.*
      from (select event_sequence as newest, (select min(sequence) from events) as oldest from business_counters) kept
      left join lateral (
        select ${raw.join(eventColumns.map((name) => raw.ref(name)))} from events
        where sequence > ${after} and (${wanted}::text[] is null or type = any (${wanted}::text[]))
        order by sequence limit ${limit}
      ) found on true
      order by found.sequence`.compile(sql),
  )
  const events = rows.filter((row): row is (typeof rows)[number] & EventRow => row.sequence !== null)
  return { events, oldest: rows[0]?.oldest ?? null, newest: rows[0]?.newest ?? 0 }
}

/** What happened to some customers, newest first, but for events about these nouns. Each one's part of the index is read from its end. */
export function listEventsOfCustomers(
  door: Read,
  customerIds: readonly string[],
  otherThan: readonly string[],
  { after, limit }: Window,
): Promise<(EventRow & { readonly customer_id: string })[]> {
  const [moment, last] = after ?? [null, null]
  const columns = raw.join(['customer_id', ...eventColumns].map((name) => raw.ref(name)))
  return door.all(
    raw<EventRow & { readonly customer_id: string }>`
      select found.* from unnest(${[...customerIds]}::uuid[]) as customer (id) cross join lateral (
        select ${columns} from events
        where customer_id = customer.id and split_part(type, '.', 1) <> all(${[...otherThan]}::text[]) and ${after === undefined ? raw`true` : raw`(occurred_at, id) < (${moment}, ${last})`}
        order by occurred_at desc, id desc limit ${limit}
      ) found
      order by found.occurred_at desc, found.id desc limit ${limit}`.compile(sql),
  )
}

export function findEvent(door: Read, id: string): Promise<EventRow | undefined> {
  return door.first(sql.selectFrom('events').select(eventColumns).where('id', '=', id))
}
