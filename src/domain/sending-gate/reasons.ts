import type { components } from '../../../generated/api.ts'
import { standingOf } from '../consents/consents.ts'
import type { ContactChannel, Standing } from '../consents/consents.ts'
import type { Policy } from '../messaging-policy/messaging-policy.ts'
import type { SuppressionRow } from '../suppressions/suppressions.ts'
import type { MarketingCount } from './queries.ts'
import { mayBeInUnitedStates } from './whereabouts.ts'

type Schemas = components['schemas']
export type Reason = Schemas['SendReason']
export type Category = Schemas['MessageCategory']

/** Everything that decides, but for the hour. */
export interface Facts {
  readonly channel: ContactChannel
  /** In the one form in which addresses are compared. */
  readonly address: string
  readonly category: Category
  /** Whether it answers a STOP, a START or a HELP. */
  readonly isKeywordAnswer: boolean
  readonly customerStatus: Schemas['CustomerStatus'] | null
  /** Our channel that would send it. */
  readonly sender: { readonly id: string; readonly a2p_status: string } | null
  /** All that holds for the address, on every channel. */
  readonly suppressions: readonly SuppressionRow[]
  readonly standings: readonly Standing[]
  readonly had: MarketingCount
  readonly policy: Policy
}

/**
 * Everything that speaks against sending at any hour, in the order in which it is looked at. What carriers ask for, one confirmation of a STOP and an
 * answer to each HELP, is owed to everybody who has written the word, whatever else is closed to them; the number still has to be one that may send.
 */
export function refusals(facts: Facts): Reason[] {
  if (facts.isKeywordAnswer) return [missing(facts), unregistered(facts)].flat()
  return [blocked(facts), missing(facts), suppressed(facts), unconsented(facts), unregistered(facts), tooMuch(facts)].flat()
}

function blocked({ customerStatus }: Facts): Reason[] {
  return customerStatus === 'blocked' ? [reason('customer_blocked', 'The customer is blocked.')] : []
}

function missing({ sender, channel }: Facts): Reason[] {
  return sender === null ? [reason('channel_missing', `The business has no channel for ${channel}.`)] : []
}

function suppressed(facts: Facts): Reason[] {
  const names = new Set(facts.suppressions.filter((row) => closes(row, facts)).map((row) => row.reason))
  return [...names].map((name) => reason('suppressed', `This address is suppressed: ${name}.`))
}

/**
 * A suppression closes its channel to everything, within its scope. Marketing asks for more: the link in a mail closes that alone, a STOP to one of our
 * numbers closes all of them to it, and one in texts closes calls.
 */
function closes(row: SuppressionRow, { channel, sender, category }: Facts): boolean {
  const isMarketing = category === 'marketing'
  if (row.channel !== channel) return isMarketing && channel === 'voice' && row.channel === 'sms' && row.reason === 'keyword_stop'
  if (row.reason === 'unsubscribe_link' && !isMarketing) return false
  const isInScope = row.scope_channel_id === null || row.scope_channel_id === sender?.id
  return isInScope || (isMarketing && row.reason === 'keyword_stop')
}

/** Marketing needs a yes. A reminder needs none, but obeys a no; in a conversation the person has written themselves. */
function unconsented({ channel, category, standings }: Facts): Reason[] {
  if (category === 'conversational') return []
  const standing = standingOf(standings, { channel, purpose: category })
  if (standing === 'revoked') return [reason('consent_revoked', `Consent to ${category} messages on this channel was revoked.`)]
  if (standing === undefined && category === 'marketing') {
    return [reason('consent_missing', 'There is no consent to marketing on this channel.')]
  }
  return []
}

function unregistered({ channel, sender, address }: Facts): Reason[] {
  if (channel !== 'sms' || sender === null || !mayBeInUnitedStates(address)) return []
  if (sender.a2p_status === 'approved' || sender.a2p_status === 'not_required') return []
  return [reason('a2p_not_approved', `Carriers do not take texts from this number: its registration is ${sender.a2p_status}.`)]
}

function tooMuch({ category, had, policy }: Facts): Reason[] {
  if (category !== 'marketing') return []
  const { max_marketing_per_customer_per_day: day, max_marketing_per_customer_per_30_days: month } = policy
  if (had.day >= day)
    return [reason('frequency_cap_reached', `The customer had ${had.day} marketing messages in 24 hours; ${day} are allowed.`)]
  if (had.month >= month) {
    return [reason('frequency_cap_reached', `The customer had ${had.month} marketing messages in 30 days; ${month} are allowed.`)]
  }
  return []
}

export function reason(code: Reason['code'], detail: string): Reason {
  return { code, detail }
}
