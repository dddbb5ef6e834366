import type { Read, Tx } from '../../db/database.ts'
import { canonicalAddress, lockRecipientOf, standingsOf } from '../consents/consents.ts'
import type { ContactChannel } from '../consents/consents.ts'
import type { CustomerRow } from '../customers/customers.ts'
import { policyOf } from '../messaging-policy/messaging-policy.ts'
import { suppressionsOfAll } from '../suppressions/suppressions.ts'
import { hourOf } from './hours.ts'
import type { Hour } from './hours.ts'
import { countMarketing } from './queries.ts'
import { refusals } from './reasons.ts'
import type { Category, Reason } from './reasons.ts'
import { whereaboutsOf } from './whereabouts.ts'

export { wallClock } from './quiet-hours.ts'
export type { Category, Reason } from './reasons.ts'

/** What is about to be sent, to whom and from where. */
export interface Sending {
  /** Null when nobody is known who has the address. */
  readonly customer: Pick<CustomerRow, 'id' | 'status' | 'time_zone' | 'address'> | null
  /** Our channel that would send it. */
  readonly channelRow: { readonly id: string; readonly type: ContactChannel; readonly a2p_status: string }
  readonly address: string
  readonly category: Category
  /** When it would be sent. Nothing in here reads a clock. */
  readonly at: Date
  /** The message itself, so that it does not count against its own cap. */
  readonly messageId?: string | null
  /** Which word of the recipient it answers; null for all others. */
  readonly keywordAnswer?: 'stop' | 'start' | 'help' | null
}

export type Decision =
  | { readonly decision: 'send' }
  | { readonly decision: 'hold'; readonly until: Date; readonly reasons: readonly Reason[] }
  | { readonly decision: 'refuse'; readonly reasons: readonly Reason[] }

/** A decision with where the recipient may be, for whoever wants to know why. */
export type Judgement = Decision & { readonly timeZones: readonly string[] }

/**
 * Keeps everybody else who wants to send to this recipient, or records what they say, waiting until the transaction ends. Whoever sends takes it before
 * `decideSend` and marks the message in the same transaction: then nothing starts after a STOP has committed, and no cap is exceeded.
 */
export function lockRecipient(
  tx: Tx,
  { address, customerId }: { readonly channel: ContactChannel; readonly address: string; readonly customerId?: string | null },
): Promise<void> {
  return lockRecipientOf(tx, canonicalAddress(address), customerId ?? null)
}

/**
 * Decides a send, on every path. In this order it asks whether the customer is blocked, the address suppressed, consent given for the category, the
 * sender known to the carriers, the customer's share of marketing used up, and whether the hour is right. What is refused gets every reason.
 */
export async function decideSend(door: Read, { channelRow, address, ...sending }: Sending): Promise<Judgement> {
  const [judgement] = await judgeWays(door, { ...sending, ways: [{ channel: channelRow.type, sender: channelRow, address }] })
  return judgement as Judgement
}

/** A way to reach somebody, with our channel that would be used; the business may have none. */
export interface Way {
  readonly channel: ContactChannel
  readonly sender: Sending['channelRow'] | null
  readonly address: string
}

/** The same for several ways to reach one customer, in their order. */
export async function judgeWays(
  door: Read,
  {
    customer,
    category,
    at,
    messageId = null,
    keywordAnswer = null,
    ways: written,
  }: Omit<Sending, 'channelRow' | 'address'> & { readonly ways: readonly Way[] },
): Promise<Judgement[]> {
  const ways = written.map((way) => ({ ...way, address: canonicalAddress(way.address) }))
  const addresses = [...new Set(ways.map(({ address }) => address))]
  const [policy, suppressions, standings, had] = await Promise.all([
    policyOf(door),
    suppressionsOfAll(door, addresses),
    standingsOf(door, addresses),
    customer === null || category !== 'marketing' ? { day: 0, month: 0 } : countMarketing(door, customer.id, at.toISOString(), messageId),
  ])
  const { country, region } = customer?.address ?? {}
  const customerStatus = customer?.status ?? null
  return ways.map(({ channel, sender, address }) => {
    const here = <T extends { readonly address: string }>(rows: readonly T[]): T[] => rows.filter((row) => row.address === address)
    const facts = {
      channel,
      address,
      category,
      isKeywordAnswer: keywordAnswer !== null,
      customerStatus,
      sender,
      had,
      policy,
      suppressions: here(suppressions),
      standings: here(standings),
    }
    const whereabouts = whereaboutsOf({ address, timeZone: customer?.time_zone, country, region }, policy.time_zone)
    return { ...together(refusals(facts), hourOf(policy, whereabouts, category, at)), timeZones: whereabouts.timeZones }
  })
}

function together(against: readonly Reason[], hour: Hour): Decision {
  const reasons = hour.open ? against : [...against, ...hour.reasons]
  if (reasons.length === 0) return { decision: 'send' }
  if (against.length > 0 || hour.open || hour.until === undefined) return { decision: 'refuse', reasons }
  return { decision: 'hold', until: hour.until, reasons }
}
