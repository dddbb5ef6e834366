import type { components } from '../../../generated/api.ts'
import type { Read } from '../../db/database.ts'
import type { Window } from '../../db/windows.ts'
import { notesOnCustomer, presentNote } from '../customer-notes/customer-notes.ts'
import { idsOfCustomer } from '../customers/customers.ts'
import { listEventsOfCustomers } from '../events/events.ts'

type Entry = components['schemas']['CustomerTimelineEntry']
type EventType = components['schemas']['EventType']
type Part = (door: Read, ids: readonly string[], window: Window) => Promise<Entry[]>

/** What a timeline is put together from: each part has an index in the order of the timeline, and gives no more than a page of it. */
const parts: Readonly<Record<components['schemas']['CustomerTimelineType'], Part>> = {
  async event(door, ids, window) {
    const rows = await listEventsOfCustomers(door, ids, window)
    return rows.map(({ id, type, occurred_at, customer_id, data }) => ({
      type: 'event',
      id,
      occurred_at,
      event: { type: type as EventType, customer_id, changed_fields: namesIn(data) },
    }))
  },
  // A merge has moved the notes, so that they are those of one customer.
  async note(door, [customerId = ''], window) {
    const rows = await notesOnCustomer(door, customerId, {}, window)
    return rows.map((row) => ({ type: 'note', id: row.id, occurred_at: row.created_at, note: presentNote(row) }))
  },
}

/** A page of what happened with a customer, newest first. Throws 404 when there is no such customer. */
export async function timelineOf(door: Read, id: string, types: readonly Entry['type'][], window: Window): Promise<Entry[]> {
  const ids = await idsOfCustomer(door, id)
  const found = await Promise.all([...new Set(types)].map((type) => parts[type](door, ids, window)))
  return found.flat().sort(newestFirst).slice(0, window.limit)
}

// Instants and ids are compared as the database does, because their texts are all written alike.
function newestFirst(one: Entry, other: Entry): number {
  if (one.occurred_at !== other.occurred_at) return one.occurred_at < other.occurred_at ? 1 : -1
  return one.id < other.id ? 1 : -1
}

/** Names only: the values that a customer had before are for those who may read events. */
function namesIn(data: unknown): string[] {
  const { previous_attributes: before = {} } = data as { previous_attributes?: object }
  return Object.keys(before).sort()
}
