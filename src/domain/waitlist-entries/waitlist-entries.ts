import type { components } from '../../../generated/api.ts'
import type { Read, Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { bookAppointment } from '../appointments/appointments.ts'
import type { Doer } from '../appointments/appointments.ts'
import { referenced } from '../conversations/conversations.ts'
import { holdCustomer } from '../customers/customers.ts'
import { requireOnTeam, requireService } from '../services/services.ts'
import { offerWhatIsHeld } from '../slot-holds/slot-holds.ts'
import { giveBack } from './offers.ts'
import { findEntry, insertEntry, lockEntry, updateEntry } from './queries.ts'
import type { EntryRow } from './queries.ts'
import { recordNew, recordOutcome } from './record.ts'

export { offerOpenedTime } from './changed-hours.ts'
export { expireEntry, offerFreedTime } from './offers.ts'
export { offerOf } from './present.ts'
export type { EntryRow } from './queries.ts'

type Schemas = components['schemas']
type CheckVersion = (row: EntryRow) => void

const longestWaitMs = 366 * 24 * 60 * 60 * 1000

/** Puts a customer on the waitlist. Throws 404 for a customer, service or member who is not there, 409 for a window that cannot be. */
export async function joinWaitlist(tx: Tx, wanted: Schemas['NewWaitlistEntry']): Promise<EntryRow> {
  const { customer_id, service_id, member_id = null, notes = null, party_size = 1 } = wanted
  const [from, before] = [new Date(wanted.wanted_from), new Date(wanted.wanted_before)]
  const now = Date.now()
  if (before <= from || before.getTime() <= now || before.getTime() > now + longestWaitMs) throw problems.waitlistWindowInvalid()
  await referenced('customer_id', () => holdCustomer(tx, customer_id))
  const service = await referenced('service_id', () => requireService(tx, service_id))
  if (service.status === 'archived') throw problems.serviceArchived()
  if (member_id !== null) await requireOnTeam(tx, [member_id], 'member_id')
  const window = { wanted_from: from.toISOString(), wanted_before: before.toISOString() }
  const row = await insertEntry(tx, { customer_id, service_id, member_id, notes, party_size, ...window })
  recordNew(tx, row, Object.keys(wanted))
  await enqueue(tx, 'waitlist.expire', { waitlist_entry_id: row.id }, { runAt: before })
  await offerWhatIsHeld(tx, member_id, { starts_at: row.wanted_from, ends_at: row.wanted_before })
  return row
}

/** Throws 404 when there is no such entry. */
export async function requireEntry(door: Read, id: string): Promise<EntryRow> {
  const row = await findEntry(door, id)
  if (row === undefined) throw problems.notFound('waitlist entry')
  return row
}

/** Takes a customer off the list, once. Throws 404, 412 when `checkVersion` objects, 409 for an entry that has ended otherwise. */
export async function removeEntry(tx: Tx, id: string, checkVersion: CheckVersion): Promise<EntryRow> {
  const row = await lock(tx, id, checkVersion)
  if (row.status === 'removed') return row
  if (row.status !== 'waiting' && row.status !== 'offered') throw problems.waitlistStateInvalid(row.status)
  return end(tx, row, 'removed')
}

/**
 * Books the time that is kept for the customer. Of two who accept at once the second finds it booked. Throws 404, 412 when `checkVersion` objects, 409
 * when there is no offer or its time is over.
 */
export async function acceptOffer(
  tx: Tx,
  id: string,
  source: 'staff' | 'self_service',
  doer: Doer,
  checkVersion: CheckVersion = () => undefined,
): Promise<EntryRow> {
  const row = await lock(tx, id, checkVersion)
  if (row.status === 'booked') return row
  const { hold_id, offer_starts_at: starts_at, offer_expires_at: expires } = row
  if (row.status !== 'offered' || hold_id === null || starts_at === null) throw problems.waitlistStateInvalid(row.status)
  // The job that ends the offer may be late.
  if (expires === null || Date.parse(expires) <= Date.now()) throw problems.waitlistStateInvalid('expired')
  const { customer_id, service_id, offer_member_id, party_size } = row
  const member = offer_member_id === null ? {} : { member_id: offer_member_id }
  const appointment = await bookAppointment(tx, { customer_id, service_id, ...member, starts_at, party_size, hold_id, source }, doer)
  const written = await updateEntry(tx, row.id, { status: 'booked', appointment_id: appointment.id })
  recordOutcome(tx, row, written)
  return written
}

/** The customer does not want the time; it goes to the next. Throws 404, 412 when `checkVersion` objects, 409 when there is no offer. */
export async function declineOffer(tx: Tx, id: string, checkVersion: CheckVersion = () => undefined): Promise<EntryRow> {
  const row = await lock(tx, id, checkVersion)
  if (row.status === 'declined') return row
  if (row.status !== 'offered') throw problems.waitlistStateInvalid(row.status)
  return end(tx, row, 'declined')
}

async function end(tx: Tx, row: EntryRow, status: 'removed' | 'declined'): Promise<EntryRow> {
  const written = await updateEntry(tx, row.id, { status })
  recordOutcome(tx, row, written)
  if (row.status === 'offered') await giveBack(tx, row)
  return written
}

async function lock(tx: Tx, id: string, checkVersion: CheckVersion): Promise<EntryRow> {
  const row = await lockEntry(tx, id)
  if (row === undefined) throw problems.notFound('waitlist entry')
  checkVersion(row)
  return row
}
