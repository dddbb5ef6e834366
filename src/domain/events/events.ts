import type { Read } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { listEvents } from './queries.ts'
import type { EventRow, EventWindow } from './queries.ts'

export { listEventsOfCustomers } from './queries.ts'
export type { EventRow } from './queries.ts'

export interface EventsRead {
  readonly events: EventRow[]
  readonly nextAfter: number
  readonly hasMore: boolean
}

/** The events after a place in the sequence. Throws 404 `cursor_expired` when the one that follows it is no longer kept. */
export async function eventsAfter(door: Read, { types, after, limit }: EventWindow): Promise<EventsRead> {
  const found = await listEvents(door, { types, after, limit: limit + 1 })
  const oldest = found.oldest ?? found.newest + 1
  if (after > 0 && after + 1 < oldest) throw problems.eventsExpired()
  const events = found.events.slice(0, limit)
  const hasMore = found.events.length > limit
  // Past those of other types as well, which need not be gone through again.
  const nextAfter = hasMore ? (events.at(-1)?.sequence ?? after) : Math.max(after, found.newest)
  return { events, nextAfter, hasMore }
}
