import type { components } from '../../../generated/api.ts'
import type { LinkTokens } from '../../crypto/link-tokens.ts'
import type { Database, Read, Tx } from '../../db/database.ts'
import { reading } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { canonicalAddress, lockAddress, recordConsent, standingOf, standingsOf } from '../consents/consents.ts'
import { customerOfAddress } from '../customers/customers.ts'
import { findMessage } from '../messages/messages.ts'
import { suppress, suppressionsOf } from '../suppressions/suppressions.ts'
import { findSender } from './queries.ts'

type Unsubscription = components['schemas']['Unsubscription']

/** Whom a link is about: the message in which it stands says to which address, and whose it is. */
interface Link {
  readonly businessId: string
  readonly messageId: string
}

/** How the person said it, as far as it is known. */
export interface Circumstances {
  readonly ipAddress: string
  readonly userAgent: string | null
}

/** The link that ends marketing to the address of a mail. It never ends, because mails are read late. */
export function unsubscribeUrl(tokens: LinkTokens, publicUrl: string, { businessId, messageId }: Link): string {
  return `${publicUrl.replace(/\/+$/, '')}/v1/public/unsubscribe/${tokens.mint('unsubscribe', [businessId, messageId])}`
}

/** Where a link leads. Throws 404 for one that is none of ours or was altered. */
export async function unsubscriptionBehind(db: Database, tokens: LinkTokens, token: string): Promise<Unsubscription> {
  const { businessId, messageId } = readLink(tokens, token)
  const door = reading(db, { business: businessId })
  const { address } = await mailOf(door, messageId)
  return unsubscriptionOf(door, address)
}

/**
 * Ends marketing to the address that the mail was sent to, once: the address is closed for it, and the ledger has what was said. Throws 404 as above, 409
 * in a business where nothing changes.
 */
export async function unsubscribe(tx: Tx, tokens: LinkTokens, token: string, circumstances: Circumstances): Promise<Unsubscription> {
  const { businessId, messageId } = readLink(tokens, token)
  await tx.become({ business: businessId })
  const { address } = await mailOf(tx, messageId)
  await lockAddress(tx, address)
  await suppress(tx, { channel: 'email', address, reason: 'unsubscribe_link' })
  if (!(await hasRevoked(tx, address))) await revoke(tx, address, messageId, circumstances)
  return unsubscriptionOf(tx, address)
}

function readLink(tokens: LinkTokens, token: string): Link {
  const [businessId, messageId] = tokens.read('unsubscribe', token) ?? []
  if (businessId === undefined || messageId === undefined) throw problems.notFound('link')
  return { businessId, messageId }
}

async function mailOf(door: Read, id: string): Promise<{ readonly address: string }> {
  const { to_address: address = null } = (await findMessage(door, id)) ?? {}
  if (address?.includes('@') !== true) throw problems.notFound('link')
  return { address: canonicalAddress(address) }
}

async function revoke(tx: Tx, address: string, messageId: string, { ipAddress, userAgent }: Circumstances): Promise<void> {
  // Consent belongs to the address, and the record to whoever has it now.
  const customer = await customerOfAddress(tx, 'email', address)
  const program = userAgent === null ? '' : userAgent.replaceAll(/[^\x20-\x7e]/g, '').slice(0, 300)
  const evidence = { message_id: messageId, ip_address: ipAddress, ...(program !== '' && { user_agent: program }) }
  const said = { channel: 'email', address, purpose: 'marketing', action: 'revoked', source: 'web_form' } as const
  await recordConsent(tx, { ...said, customerId: customer?.id ?? null, evidence })
}

async function hasRevoked(door: Read, address: string): Promise<boolean> {
  return standingOf(await standingsOf(door, [address]), { channel: 'email', purpose: 'marketing' }) === 'revoked'
}

async function unsubscriptionOf(door: Read, address: string): Promise<Unsubscription> {
  const [sender, suppressions, revoked] = await Promise.all([findSender(door), suppressionsOf(door, address), hasRevoked(door, address)])
  return {
    business_name: sender?.name ?? '',
    address: masked(address),
    unsubscribed: revoked || suppressions.some(({ channel, reason }) => channel === 'email' && reason === 'unsubscribe_link'),
  }
}

/** As much as its owner knows it by; a link may be passed on. */
function masked(address: string): string {
  return `${address.slice(0, 1)}***${address.slice(address.lastIndexOf('@'))}`
}
