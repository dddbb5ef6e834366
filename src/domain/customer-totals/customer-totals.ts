import type { components } from '../../../generated/api.ts'
import type { Read } from '../../db/database.ts'
import { appointmentTotalsOf } from '../appointments/appointments.ts'
import { callTotalsOf } from '../calls/calls.ts'
import { requireCustomer } from '../customers/customers.ts'
import { messageTotalsOf } from '../messages/messages.ts'

/** What there was to do with a customer. Throws 404 when there is no such customer. */
export async function totalsOf(door: Read, id: string): Promise<components['schemas']['CustomerTotals']> {
  const [customer, messages, calls, appointments] = await Promise.all([
    requireCustomer(door, id),
    messageTotalsOf(door, id),
    callTotalsOf(door, id),
    appointmentTotalsOf(door, id),
  ])
  return {
    customer_id: customer.id,
    messages_received: messages.received,
    messages_sent: messages.sent,
    calls_received: calls.received,
    calls_made: calls.made,
    calls_missed: calls.missed,
    appointments: appointments.appointments,
    appointments_completed: appointments.completed,
    no_shows: appointments.no_shows,
    spent: [...appointments.spent],
    last_interaction_at: latest(latest(messages.last_at, calls.last_at), appointments.last_at),
  }
}

// Instants are all written alike, so that they compare as text.
function latest(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other
  return one > other ? one : other
}
