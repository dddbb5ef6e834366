import type { components } from '../../../generated/api.ts'
import { plusDays } from './clock.ts'
import type { Block, Lane, Picture } from './picture.ts'
import { blocksIn } from './picture.ts'
import type { Span } from './spans.ts'
import { covers, lastAtOrBefore, meets } from './spans.ts'

export type Reason = components['schemas']['UnavailabilityReason']
export type BookedBy = components['schemas']['BookedBy']

/** Who wants to come, and when they may. */
export interface Party {
  readonly size: number
  readonly booked_by: BookedBy
  /** Notice limits, as instants; they bind customers only. */
  readonly earliest: number
  readonly latest: number
}

/** `since` is when the time was promised, if it was: notice is judged as it was then. */
export function partyOf({ now, time_zone, terms }: Picture, size: number, booked_by: BookedBy, since = now): Party {
  if (booked_by === 'staff') return { size, booked_by, earliest: -Infinity, latest: Infinity }
  return { size, booked_by, earliest: since + terms.min_notice, latest: plusDays(time_zone, since, terms.max_advance_days) }
}

/**
 * Why this time cannot be had on this lane, in the order of the contract; empty when it can. Listing, explaining and booking all ask here, so they
 * cannot disagree.
 */
export function reasonsAgainst(picture: Picture, lane: Lane, time: Span, party: Party): Reason[] {
  const { terms } = picture
  const reasons: Reason[] = []
  const forCustomer = party.booked_by === 'customer'
  if (!terms.active || (forCustomer && !terms.bookable_online)) reasons.push('service_inactive')
  if (!lane.eligible) reasons.push('member_not_eligible')
  if (time.start < party.earliest) reasons.push('min_notice')
  if (time.start > party.latest) reasons.push('max_advance')
  if (!covers(lane.open, time)) reasons.push(covers(lane.regular, time) ? 'exception_closed' : 'outside_hours')
  if (meets(lane.time_off, time)) reasons.push('time_off')
  const padded = { start: time.start - terms.before, end: time.end + terms.after }
  const taken = meets(lane.blocked, padded) ? blocksIn(lane, padded) : none
  const session = taken.find((block) => isSession(picture, block, time))
  reasons.push(...conflictsWith(taken, session, time))
  if (meets(lane.busy, padded)) reasons.push('calendar_busy')
  if (party.size > terms.capacity - (session?.seats ?? 0)) reasons.push('capacity')
  if (isOffGrid(lane, time.start, terms.interval, forCustomer)) reasons.push('off_grid')
  return reasons
}

/** The session at exactly this time, which others can join. */
export function sessionAt(picture: Picture, lane: Lane, time: Span): Block | undefined {
  return blocksIn(lane, time).find((block) => isSession(picture, block, time))
}

const none: readonly Block[] = []

function isSession({ terms }: Picture, block: Block, { start, end }: Span): boolean {
  const isSame = block.ours && block.starts_at === start && block.ends_at === end
  return isSame && block.seats !== null && terms.capacity > 1
}

function conflictsWith(taken: readonly Block[], session: Block | undefined, { start, end }: Span): Reason[] {
  const inTheWay = taken.filter((block) => block !== session)
  const touches = (block: Block): boolean => block.starts_at < end && start < block.ends_at
  const reasons: Reason[] = []
  if (inTheWay.some((block) => !block.held && touches(block))) reasons.push('existing_appointment')
  if (inTheWay.some((block) => !block.held && !touches(block))) reasons.push('buffer')
  if (inTheWay.some((block) => block.held)) reasons.push('held')
  return reasons
}

/** Customers begin where the service's times begin, and the business at any whole minute: it takes the telephone as it rings. */
function isOffGrid({ pieces }: Lane, start: number, interval: number, forCustomer: boolean): boolean {
  if (!forCustomer) return start % 60_000 !== 0
  const piece = pieces[lastAtOrBefore(pieces, start)]
  return piece !== undefined && start < piece.end && (start - piece.start) % interval !== 0
}
