import type { components } from '../../../generated/api.ts'
import type { ChildTable } from './merge-queries.ts'

type Moves = components['schemas']['CustomerMergeMoves']

/**
 * What goes along when a customer is merged into another: each kind, as the contract counts it, with its table. Whoever gives customers something
 * more adds it here and to `CustomerMergeMoves`, and writes it while the customer is locked `for key share`, so that nothing is written on one who is
 * being merged. The tests hold this list against the foreign keys of the database.
 */
export const movedTables: Readonly<Record<keyof Moves, ChildTable>> = {
  appointments: 'appointments',
  appointment_series: 'appointment_series',
  calls: 'calls',
  consents: 'consents',
  conversations: 'conversations',
  messages: 'messages',
  notes: 'customer_notes',
  waitlist_entries: 'waitlist_entries',
}

/** What is written anew from the customer's own row instead. */
export const derivedTables = ['customer_contact_points', 'customer_field_values', 'customer_tags'] as const

/** Asks for each kind; the answers by their kind. */
export async function eachKind(ask: (table: ChildTable) => Promise<number>): Promise<Moves> {
  const kinds = Object.entries(movedTables)
  const counts = await Promise.all(kinds.map(async ([kind, table]) => [kind, await ask(table)] as const))
  return Object.fromEntries(counts) as Moves
}
