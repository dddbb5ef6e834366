import type { Tx } from '../../db/database.ts'
import { changedFields } from '../../db/differences.ts'
import { channelByAddress } from '../channels/channels.ts'
import { openConversation } from '../conversations/conversations.ts'
import { customerOfAddress, normalisePhone } from '../customers/customers.ts'
import { outcomeOf, progressWith } from './progress.ts'
import type { CallEvent, Progress } from './progress.ts'
import { findProvidedCall, insertCall, lockCaller, lockProvidedCall, updateCall } from './queries.ts'
import type { CallRow } from './queries.ts'
import { recordCall, recordCallChange } from './record.ts'
import { cancelTextBacks, planTextBack } from './text-back.ts'
import { isNumber } from './twilio-calls.ts'

type Joined = Pick<CallRow, 'customer_id' | 'conversation_id' | 'channel_id' | 'blocked'>

/**
 * Takes in what the provider tells about a call: any number of times, in any order, with the same end. The call is joined to the customer who has the
 * number, and to the thread of that number. When it ends and nobody answered, a text to the caller is planned, if the business wants that.
 */
export async function recordCallEvent(tx: Tx, event: CallEvent, now = new Date()): Promise<CallRow> {
  const known = await findProvidedCall(tx, event)
  const peer = peerOf(progressWith(known, event))
  // All that concerns one caller happens one after the other, so that of two missed calls at once only one sees that nothing was sent yet.
  if (peer !== null) await lockCaller(tx, peer)
  for (;;) {
    const before = await lockProvidedCall(tx, event)
    const progress = progressWith(before, event)
    const joined = await join(tx, before, progress)
    const facts = { ...progress, ...joined }
    const values = { ...facts, ...outcomeOf(facts) }
    const row = before === undefined ? await insert(tx, event, values) : await change(tx, before, values)
    if (row !== undefined) return follow(tx, row, before, now)
    // Somebody else was faster with the first news of this call.
  }
}

function insert(tx: Tx, { integrationId, providerCallId }: CallEvent, values: Progress & Joined): Promise<CallRow | undefined> {
  return insertCall(tx, { ...values, integration_id: integrationId, provider_call_id: providerCallId })
}

async function change(tx: Tx, before: CallRow, values: Partial<CallRow>): Promise<CallRow> {
  const changed = changedFields(before, values)
  if (changed.length === 0) return before
  return updateCall(tx, before.id, Object.fromEntries(changed.map((name) => [name, values[name]])))
}

/** What has to happen and to be told because a call went on. */
async function follow(tx: Tx, row: CallRow, before: CallRow | undefined, now: Date): Promise<CallRow> {
  if (row === before) return row
  const [end, endBefore] = [endOf(row), before && endOf(before)]
  const settled = end === 'call.missed' && endBefore !== end ? await planTextBack(tx, row, now) : row
  if (row.result === 'answered' && before?.result !== 'answered') await cancelTextBacks(tx, row)

  const told = [
    ...(before === undefined ? (['call.started'] as const) : []),
    ...(end !== undefined && endBefore !== end ? [end] : []),
    ...(row.provider_recording_id !== null && (before?.provider_recording_id ?? null) === null ? (['call.recording_ready'] as const) : []),
  ]
  for (const type of told) recordCall(tx, type, settled, before)
  if (told.length === 0 && before !== undefined) recordCallChange(tx, settled, before)
  return settled
}

/** How the end of a call is told. News that come late can make another end of it, which is told as well. */
function endOf({ direction, ended_at, result }: CallRow): 'call.missed' | 'call.completed' | undefined {
  if (ended_at === null) return undefined
  return direction === 'outbound' || result === 'answered' || result === 'blocked' ? 'call.completed' : 'call.missed'
}

/** The customer, thread and channel that a call belongs to, as soon as its numbers are known. What somebody has set by hand stays. */
async function join(tx: Tx, before: CallRow | undefined, progress: Progress): Promise<Joined> {
  const peer = peerOf(progress)
  const own = progress.direction === 'inbound' ? progress.to_address : progress.from_address
  const joined = {
    customer_id: before?.customer_id ?? null,
    conversation_id: before?.conversation_id ?? null,
    channel_id: before?.channel_id ?? null,
    blocked: before?.blocked ?? false,
  }
  if (own === null || joined.conversation_id !== null) return joined
  const voice = await channelByAddress(tx, 'voice', own)
  const channel = { ...joined, channel_id: joined.channel_id ?? voice?.id ?? null }
  if (peer === null || !isNumber(peer)) return channel
  const customer = await customerOfAddress(tx, 'phone', peer, { create: true })
  const blocked = progress.direction === 'inbound' && customer.status === 'blocked'
  // The same number carries texts as a rule, and what is said by both belongs together.
  const thread = (await channelByAddress(tx, 'sms', own)) ?? voice
  const known = { ...channel, customer_id: joined.customer_id ?? customer.id, blocked }
  if (thread === undefined) return known
  const conversation = await openConversation(tx, {
    customerId: customer.id,
    channelType: thread.type,
    channelId: thread.id,
    peerAddress: normalisePhone(peer),
    inbound: progress.direction === 'inbound',
  })
  return { ...known, conversation_id: conversation.id }
}

function peerOf({ direction, from_address, to_address }: Progress): string | null {
  return direction === 'inbound' ? from_address : to_address
}
