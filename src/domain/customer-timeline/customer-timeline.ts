import type { components } from '../../../generated/api.ts'
import type { Scope } from '../../../generated/operations.ts'
import type { Read } from '../../db/database.ts'
import type { Window } from '../../db/windows.ts'
import { problems } from '../../problems.ts'
import { listAppointmentsOfCustomer, presentAppointment } from '../appointments/appointments.ts'
import { listCallsOfCustomer, presentCall } from '../calls/calls.ts'
import { notesOnCustomer, presentNote } from '../customer-notes/customer-notes.ts'
import { idsOfCustomer } from '../customers/customers.ts'
import { listEventsOfCustomers } from '../events/events.ts'
import { listMessagesOfCustomer, presentMessage } from '../messages/messages.ts'

type Entry = components['schemas']['CustomerTimelineEntry']
type EventType = components['schemas']['EventType']
type Part = (door: Read, ids: readonly string[], window: Window) => Promise<Entry[]>

/** What a timeline is put together from: each part has an index in the order of the timeline, and gives no more than a page of it. */
const parts: Readonly<Record<components['schemas']['CustomerTimelineType'], Part>> = {
  // A merge has moved the appointments, the calls, the messages and the notes, so that they are those of one customer.
  async appointment(door, [customerId = ''], window) {
    const rows = await listAppointmentsOfCustomer(door, customerId, window)
    return rows.map((row) => ({ type: 'appointment', id: row.id, occurred_at: row.starts_at, appointment: presentAppointment(row) }))
  },
  async call(door, [customerId = ''], window) {
    const rows = await listCallsOfCustomer(door, customerId, window)
    return rows.map((row) => ({ type: 'call', id: row.id, occurred_at: row.started_at, call: presentCall(row) }))
  },
  // What is told of appointments, calls and messages stands there by itself.
  async event(door, ids, window) {
    const rows = await listEventsOfCustomers(door, ids, ['appointment', 'call', 'message'], window)
    return rows.map(({ id, type, occurred_at, customer_id, data }) => ({
      type: 'event',
      id,
      occurred_at,
      event: { type: type as EventType, customer_id, changed_fields: namesIn(data) },
    }))
  },
  async message(door, [customerId = ''], window) {
    const rows = await listMessagesOfCustomer(door, customerId, window)
    return rows.map((row) => ({ type: 'message', id: row.id, occurred_at: row.occurred_at, message: presentMessage(row) }))
  },
  async note(door, [customerId = ''], window) {
    const rows = await notesOnCustomer(door, customerId, {}, window)
    return rows.map((row) => ({ type: 'note', id: row.id, occurred_at: row.created_at, note: presentNote(row) }))
  },
}

// What customers:read alone does not open.
const scopes: Readonly<Partial<Record<Entry['type'], Scope>>> = {
  appointment: 'appointments:read',
  call: 'calls:read',
  message: 'conversations:read',
}

/** The types that are shown to who has these scopes: those that were asked for, else all that may be. Throws 403 for one that may not be. */
export function requireTypes(asked: readonly Entry['type'][] | undefined, held: ReadonlySet<Scope>): readonly Entry['type'][] {
  const isOpen = (type: Entry['type']): boolean => scopes[type] === undefined || held.has(scopes[type])
  if (asked === undefined) return (Object.keys(parts) as Entry['type'][]).filter(isOpen)
  const closed = asked.find((type) => !isOpen(type))
  if (closed !== undefined) throw problems.scopeRequired(scopes[closed] ?? '')
  return asked
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
