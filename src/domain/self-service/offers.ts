import type { components } from '../../../generated/api.ts'
import type { Read, Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { manageUrlOf } from '../appointments/appointments.ts'
import type { LinkMaker } from '../appointments/appointments.ts'
import { requireService } from '../services/services.ts'
import { acceptOffer, declineOffer, offerOf, requireEntry } from '../waitlist-entries/waitlist-entries.ts'
import type { EntryRow } from '../waitlist-entries/waitlist-entries.ts'
import type { Link } from './links.ts'
import { findSurroundings } from './queries.ts'

type Offer = components['schemas']['WaitlistOffer']

/** An offer as the customer sees it to whom it was made. Throws 404 when its time is over, or there is nothing to be shown any more. */
export async function linkedOffer(door: Read, { businessId, id }: Link, links: LinkMaker, now = new Date()): Promise<Offer> {
  return shown(door, businessId, await requireEntry(door, id), links, now)
}

/** The customer takes the time. Throws 404, 409 when it is not kept any more. Once more is no harm. */
export async function claimOffer(tx: Tx, link: Link, links: LinkMaker, now = new Date()): Promise<Offer> {
  const before = await requireEntry(tx, link.id)
  await shown(tx, link.businessId, before, links, now)
  const doer = { type: 'customer', id: before.customer_id, mayOverride: false } as const
  return shown(tx, link.businessId, await acceptOffer(tx, link.id, 'self_service', doer), links, now)
}

/** The customer does not want the time. Throws 404, 409 when it was booked. Once more is no harm. */
export async function rejectOffer(tx: Tx, link: Link, links: LinkMaker, now = new Date()): Promise<Offer> {
  await shown(tx, link.businessId, await requireEntry(tx, link.id), links, now)
  return shown(tx, link.businessId, await declineOffer(tx, link.id), links, now)
}

async function shown(door: Read, businessId: string, row: EntryRow, links: LinkMaker, now: Date): Promise<Offer> {
  const offer = offerOf(row)
  if (offer === null || row.status === 'waiting' || Date.parse(offer.ends_at) <= now.getTime()) throw problems.notFound('link')
  const around = await findSurroundings(door, row.customer_id, offer.member_id)
  if (around.is_over) throw problems.notFound('link')
  const { name } = await requireService(door, row.service_id)
  // The job that ends the offer may be late.
  const isLate = row.status === 'offered' && Date.parse(offer.expires_at) <= now.getTime()
  return {
    business_name: around.business_name,
    business_phone: around.business_phone,
    service_name: name,
    member_name: around.member_name,
    starts_at: offer.starts_at,
    ends_at: offer.ends_at,
    time_zone: around.time_zone,
    status: isLate ? 'expired' : row.status,
    expires_at: offer.expires_at,
    manage_url: row.appointment_id === null ? null : manageUrlOf(links, businessId, row.appointment_id),
  }
}
