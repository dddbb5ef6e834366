import type { Tx } from '../../db/database.ts'
import { requireChannel } from '../channels/channels.ts'
import type { ChannelRow } from '../channels/channels.ts'
import { requireCustomer } from '../customers/customers.ts'
import type { CustomerRow } from '../customers/customers.ts'
import { decideSend, lockRecipient } from '../sending-gate/sending-gate.ts'
import { Problem } from '../../problems.ts'
import { findMessage, updateMessage } from './queries.ts'
import type { MessageRow } from './queries.ts'
import { recordChange } from './record.ts'
import { clockNow, lockClaimed, lockDue, startSending } from './sending-queries.ts'
import { wakeSender } from './waking.ts'

/** A message that this process and no other is sending, for as long as the lease is prolonged. */
export interface Claim {
  readonly message: MessageRow
  readonly channel: ChannelRow
  readonly address: string
  /** Which attempt it is; a later one takes the claim away. */
  readonly attempt: number
  /** Whether an earlier attempt may have got through unseen: the gate was not asked yet, and the provider is first. */
  readonly lookFirst: boolean
}

export const leaseMs = 30_000

/**
 * Takes a message whose turn has come to send it; undefined when there is nothing to do after all. Under the recipient's lock the gate is asked again,
 * so that nothing is claimed after a STOP has been committed: what it holds is held, what it refuses suppressed.
 */
export async function claimMessage(tx: Tx, id: string): Promise<Claim | undefined> {
  const found = await findMessage(tx, id)
  if (found === undefined || found.channel_id === null || found.to_address === null) return undefined
  const channel = await requireChannel(tx, found.channel_id)
  const address = found.to_address
  await lockRecipient(tx, { channel: channel.type, address, customerId: found.customer_id })
  const row = await lockDue(tx, id)
  // Merged meanwhile, it has to be asked for under the other customer's lock.
  if (row === undefined || row.customer_id !== found.customer_id) return undefined
  if (row.uncertain) return claimOf(await startSending(tx, id, leaseMs), channel, address, true)
  return passGate(tx, row, channel, address)
}

/** The same claim once the provider did not know the message, so that it is sent again if the gate still lets it through; else undefined. */
export async function confirmClaim(tx: Tx, { message, channel, address, attempt }: Claim): Promise<Claim | undefined> {
  await lockRecipient(tx, { channel: channel.type, address, customerId: message.customer_id })
  const row = await lockClaimed(tx, message.id, attempt)
  return row?.status === 'sending' ? passGate(tx, row, channel, address, { possibly_sent_twice: true }) : undefined
}

async function passGate(
  tx: Tx,
  row: MessageRow,
  channel: ChannelRow,
  address: string,
  doubt: { readonly possibly_sent_twice?: true } = {},
): Promise<Claim | undefined> {
  const customer = await customerOf(tx, row)
  if (customer === undefined) return end(tx, row, 'customer_deleted')
  if (channel.status !== 'active') return end(tx, row, 'channel_unavailable')
  const { id: messageId, category, keyword_answer: keywordAnswer } = row
  const question = { customer, channelRow: channel, address, category, keywordAnswer, at: new Date(), messageId }
  const decision = await decideSend(tx, question)
  if (decision.decision === 'refuse') return stop(tx, row, decision.reasons)
  if (decision.decision === 'hold') return hold(tx, row, decision.until, decision.reasons)
  const first = row.first_attempt_at === null ? { first_attempt_at: clockNow } : {}
  return claimOf(await startSending(tx, row.id, leaseMs, { claimed_at: clockNow, ...first, ...doubt }), channel, address, false)
}

async function customerOf(tx: Tx, { customer_id }: MessageRow): Promise<CustomerRow | undefined> {
  try {
    return await requireCustomer(tx, customer_id)
  } catch (error) {
    if (error instanceof Problem) return undefined
    throw error
  }
}

async function end(tx: Tx, row: MessageRow, code: 'customer_deleted' | 'channel_unavailable'): Promise<undefined> {
  const values = { status: 'failed', due_at: null, uncertain: false, failed_at: clockNow, error_code: code, retryable: false } as const
  recordChange(tx, row, await updateMessage(tx, row.id, values))
}

async function stop(tx: Tx, row: MessageRow, reasons: MessageRow['reasons']): Promise<undefined> {
  const values = { status: 'suppressed', due_at: null, uncertain: false, not_before: null, reasons: JSON.stringify(reasons) } as const
  recordChange(tx, row, await updateMessage(tx, row.id, values))
}

async function hold(tx: Tx, row: MessageRow, until: Date, reasons: MessageRow['reasons']): Promise<undefined> {
  const instant = until.toISOString()
  const values = { status: 'held', due_at: instant, not_before: instant, uncertain: false, reasons: JSON.stringify(reasons) } as const
  recordChange(tx, row, await updateMessage(tx, row.id, values))
  await wakeSender(tx, until)
}

function claimOf(message: MessageRow | undefined, channel: ChannelRow, address: string, lookFirst: boolean): Claim | undefined {
  return message && { message, channel, address, attempt: message.attempts, lookFirst }
}
