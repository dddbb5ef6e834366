import type { Tx } from '../../db/database.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { firstSlotIn } from '../availability/availability.ts'
import type { Slot, Wish } from '../availability/availability.ts'
import { requireCustomer } from '../customers/customers.ts'
import { offerLater } from '../freed-time/freed-time.ts'
import type { FreedTime } from '../freed-time/freed-time.ts'
import { requireService } from '../services/services.ts'
import { keepSlot, releaseSlotHold, requireSlotHold } from '../slot-holds/slot-holds.ts'
import { lockResources } from '../time-blocks/time-blocks.ts'
import { tellOffer } from './offer-message.ts'
import type { OfferLinks } from './offer-message.ts'
import { isPresent, lockEntry, updateEntry, waitingFor } from './queries.ts'
import type { EntryRow, Turn } from './queries.ts'
import { recordOutcome } from './record.ts'

/** How long a customer may take to answer. */
const offerMinutes = 30
/** So many are looked at in one run, while the time is locked. */
const batchSize = 20

/**
 * Offers freed time to whoever has waited longest and can use it; what is left of it is offered to those behind them in another run. Nobody is asked
 * twice, and when nobody can use it nothing happens. The customer is told by the gate, if there is a way.
 */
export async function offerFreedTime(tx: Tx, freed: FreedTime, after: Turn | undefined, links: OfferLinks): Promise<void> {
  // Time that comes and goes meanwhile would be found for who stands further back.
  await lockResources(tx, [freed.member_id ?? tx.business() ?? ''])
  const batch = await waitingFor(tx, freed, after, batchSize)
  for (const { id, created_at } of batch) {
    const entry = await lockEntry(tx, id)
    if (entry?.status !== 'waiting') continue
    if (!(await isPresent(tx, entry.customer_id))) recordOutcome(tx, entry, await updateEntry(tx, id, { status: 'removed' }))
    else if (await offerTo(tx, entry, freed, links)) return goOn(tx, freed, { created_at, id })
  }
  const last = batch.at(-1)
  if (last !== undefined && batch.length === batchSize) await goOn(tx, freed, last)
}

/** For those before this place nothing is left: what they could not use is no more by now. What comes free meanwhile is asked for from the beginning. */
async function goOn(tx: Tx, freed: FreedTime, { created_at, id }: Turn): Promise<void> {
  await enqueue(tx, 'waitlist.offer', { ...freed, after: { created_at, id } }, { queue: 'waitlist' })
}

/** Ends an entry whose window is over, or whose offer was not answered; the time goes to the next. Whether it is so, its row says. */
export async function expireEntry(tx: Tx, id: string, now = new Date()): Promise<void> {
  const row = await lockEntry(tx, id)
  if (row?.status !== 'waiting' && row?.status !== 'offered') return
  const until = row.status === 'waiting' ? row.wanted_before : (row.offer_expires_at ?? row.wanted_before)
  if (Date.parse(until) > now.getTime()) return
  recordOutcome(tx, row, await updateEntry(tx, row.id, { status: 'expired' }))
  if (row.status === 'offered') await giveBack(tx, row)
}

/** The time that was kept for an entry is free again. */
export async function giveBack(tx: Tx, row: EntryRow): Promise<void> {
  const { hold_id, offer_member_id: member_id, offer_starts_at: starts_at, offer_ends_at: ends_at } = row
  if (hold_id === null || starts_at === null || ends_at === null) return
  // One that is over by the clock has given its time back already.
  if ((await requireSlotHold(tx, hold_id)).status === 'held') await releaseSlotHold(tx, hold_id, () => undefined)
  else await offerLater(tx, { member_id, times: [{ starts_at, ends_at }], was_taken: true })
}

/** Whether a time was found for the entry and is kept for it now. */
async function offerTo(tx: Tx, entry: EntryRow, freed: FreedTime, links: OfferLinks): Promise<boolean> {
  const { service_id, party_size } = entry
  const customer = await requireCustomer(tx, entry.customer_id)
  if (customer.status === 'blocked') return false
  const service = await requireService(tx, service_id)
  // What customers cannot book by themselves, only the team can have put them on the list for.
  const booked_by = service.bookable_online ? 'customer' : 'staff'
  // With the member whose time it is; where several could serve, the rest of their time was free before.
  const member_id = freed.member_id ?? entry.member_id
  const slot = await firstOf(tx, entry, freed, { service_id, member_id, party_size, booked_by })
  if (slot === undefined) return false
  const starts_at = new Date(slot.start).toISOString()
  const hold = await keepSlot(
    tx,
    { service_id, ...(member_id !== null && { member_id }), starts_at, party_size, booked_by, minutes: offerMinutes },
    entry.id,
  )
  const written = await updateEntry(tx, entry.id, {
    status: 'offered',
    hold_id: hold.id,
    offer_member_id: hold.member_id,
    offer_starts_at: hold.starts_at,
    offer_ends_at: hold.ends_at,
    offer_expires_at: hold.expires_at,
  })
  recordOutcome(tx, entry, written)
  await enqueue(tx, 'waitlist.expire', { waitlist_entry_id: entry.id }, { runAt: new Date(hold.expires_at) })
  await tellOffer(tx, written, customer, service.name, links)
  return true
}

/** The first time that uses some of what became free and lies in the window of the entry. */
async function firstOf(tx: Tx, entry: EntryRow, { times, was_taken }: FreedTime, wish: Wish): Promise<Slot | undefined> {
  const service = await requireService(tx, entry.service_id)
  const length = service.duration_minutes * 60_000
  // What has to stay clear of somebody could not be had either while they were there.
  const [lead, rest] = was_taken ? [service.buffer_before_minutes * 60_000, service.buffer_after_minutes * 60_000] : [0, 0]
  const [from, before] = [Math.max(Date.parse(entry.wanted_from), Date.now()), Date.parse(entry.wanted_before)]
  const ranges = times
    .map(({ starts_at, ends_at }) => ({
      start: Math.max(from, Date.parse(starts_at) - length - rest + 1),
      end: Math.min(before - length + 1, Date.parse(ends_at) + lead),
    }))
    .filter(({ start, end }) => start < end)
  return ranges.length === 0 ? undefined : firstSlotIn(tx, wish, ranges)
}
