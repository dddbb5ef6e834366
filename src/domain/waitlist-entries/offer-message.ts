import type { LinkTokens } from '../../crypto/link-tokens.ts'
import type { Tx } from '../../db/database.ts'
import { defaultChannel } from '../channels/channels.ts'
import { openConversation } from '../conversations/conversations.ts'
import type { CustomerRow } from '../customers/customers.ts'
import { queueMessage } from '../messages/messages.ts'
import { findBusinessWords } from './queries.ts'
import type { EntryRow } from './queries.ts'

/** What links are made of. */
export interface OfferLinks {
  readonly linkTokens: LinkTokens
  readonly publicUrl: string
}

/** Tells a customer of their offer: by text, or by mail where a text has no way or the gate lets none through. Where there is neither, the team can call. */
export async function tellOffer(tx: Tx, entry: EntryRow, customer: CustomerRow, service: string, links: OfferLinks): Promise<void> {
  const words = await wordsOf(tx, entry, service, links)
  const ways = [
    { type: 'sms', address: customer.phones[0]?.e164 },
    { type: 'email', address: customer.emails[0]?.email },
  ] as const
  for (const { type, address } of ways) {
    const channel = address === undefined ? undefined : await defaultChannel(tx, type)
    if (address === undefined || channel === undefined) continue
    const place = { customerId: customer.id, channelType: type, channelId: channel.id, peerAddress: address }
    const message = await queueMessage(tx, {
      conversation: await openConversation(tx, place),
      body: words.body,
      ...(type === 'email' && { subject: words.subject }),
      category: 'transactional',
      senderType: 'system',
    })
    if (message.status !== 'suppressed') return
  }
}

async function wordsOf(
  tx: Tx,
  entry: EntryRow,
  service: string,
  { linkTokens, publicUrl }: OfferLinks,
): Promise<{ subject: string; body: string }> {
  const { name, time_zone: timeZone } = await findBusinessWords(tx)
  const { offer_starts_at: starts, offer_expires_at: expires } = entry
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone }).format(new Date(starts ?? 0))
  const time = (instant: string | null): string =>
    new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(instant ?? 0))
  const token = linkTokens.mint('waitlist_offer', [tx.business() ?? '', entry.id])
  const link = `${publicUrl.replace(/\/+$/, '')}/waitlist/${token}`
  const body = `${name}: a time is free for ${service}, ${day} at ${time(starts)}. We keep it for you until ${time(expires)}: ${link}`
  return { subject: `A time is free: ${service}`, body }
}
