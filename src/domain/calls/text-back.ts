import type { Tx } from '../../db/database.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { channelByAddress, defaultChannel } from '../channels/channels.ts'
import { findConversation, openConversation } from '../conversations/conversations.ts'
import { customerOfAddress, normalisePhone } from '../customers/customers.ts'
import { queueMessage } from '../messages/messages.ts'
import { policyOf } from '../messaging-policy/messaging-policy.ts'
import type { Policy } from '../messaging-policy/messaging-policy.ts'
import { findCall, lockCall, lockCaller, lockWaitingTextBacks, newsOfCaller, updateCall } from './queries.ts'
import type { CallRow } from './queries.ts'
import { recordCall, recordCallChange } from './record.ts'
import { unfitForText } from './text-back-number.ts'
import { wordsFor } from './text-back-words.ts'

type Reason = NonNullable<CallRow['text_back_reason']>

const minuteMs = 60_000
// News that come so much later, from a reprocessed receipt say, are no reason to write to anybody any more.
const freshMs = 60 * minuteMs

/** Notes on a call that nobody answered whether its caller is to get a text, and when. The caller is locked. */
export async function planTextBack(tx: Tx, row: CallRow, now: Date): Promise<CallRow> {
  const { missed_call_text_back: policy } = await policyOf(tx)
  if (!policy.enabled || row.text_back_status !== null) return row
  const ended = Date.parse(row.ended_at ?? row.started_at)
  const reason = unfitForText(row.from_address, policy.only_line_types) ?? (now.getTime() - ended > freshMs ? 'too_late' : undefined)
  if (reason !== undefined) return updateCall(tx, row.id, { text_back_status: 'skipped', text_back_reason: reason })
  const due = new Date(Math.max(ended + policy.delay_s * 1_000, now.getTime()))
  await enqueue(tx, 'calls.text_back', { call_id: row.id }, { runAt: due })
  return updateCall(tx, row.id, { text_back_status: 'scheduled', text_back_due_at: due.toISOString() })
}

/** The caller got through: what was to be sent for earlier calls is not. */
export async function cancelTextBacks(tx: Tx, { direction, from_address, to_address, started_at, ended_at }: CallRow): Promise<void> {
  const peer = direction === 'inbound' ? from_address : to_address
  if (peer === null) return
  for (const row of await lockWaitingTextBacks(tx, peer, ended_at ?? started_at)) await end(tx, row, 'cancelled', 'caller_reached')
}

/**
 * Sends the text for a missed call if that is still right: nobody spoke with the caller since and the caller is not calling right now, there was no
 * such text within the window, and nothing was said in the thread lately. Whether it may be sent at all is for the gate to say. Run twice, it sends once.
 */
export async function sendTextBack(tx: Tx, callId: string, now = new Date()): Promise<void> {
  const caller = (await findCall(tx, callId))?.from_address ?? null
  if (caller === null) return
  await lockCaller(tx, caller)
  const row = await lockCall(tx, callId)
  if (row?.text_back_status !== 'scheduled') return
  const policy = await policyOf(tx)
  const objection = await objectionTo(tx, row, policy, now)
  if (objection !== undefined) {
    await end(tx, row, objection === 'caller_reached' || objection === 'disabled' ? 'cancelled' : 'skipped', objection)
    return
  }
  await send(tx, row, caller, policy, now)
}

async function objectionTo(tx: Tx, row: CallRow, { missed_call_text_back: policy }: Policy, now: Date): Promise<Reason | undefined> {
  if (!policy.enabled) return 'disabled'
  const { reached, calling, texted_at } = await newsOfCaller(tx, row)
  // Who is calling again gets a text for that call, if it is missed too.
  if (reached || calling) return 'caller_reached'
  if (isWithin(texted_at, policy.dedupe_window_minutes, now)) return 'already_sent'
  const thread = row.conversation_id === null ? undefined : await findConversation(tx, row.conversation_id)
  if (thread === undefined) return undefined
  const { status, message_count, last_message_at } = thread
  if (status === 'spam') return 'refused'
  return message_count > 0 && isWithin(last_message_at, policy.skip_if_open_thread_minutes, now) ? 'recent_conversation' : undefined
}

async function send(tx: Tx, row: CallRow, caller: string, policy: Policy, now: Date): Promise<void> {
  const channel = (await channelByAddress(tx, 'sms', row.to_address ?? '')) ?? (await defaultChannel(tx, 'sms'))
  if (channel === undefined) return end(tx, row, 'skipped', 'no_text_channel')
  // Nobody has the number any more when its customer was deleted meanwhile.
  const customer = await customerOfAddress(tx, 'phone', caller)
  if (customer === undefined) return end(tx, row, 'skipped', 'refused')
  const words = await wordsFor(tx, policy, now)
  if (words === undefined) return end(tx, row, 'skipped', 'no_template')
  const conversation = await openConversation(tx, {
    customerId: customer.id,
    channelType: 'sms',
    channelId: channel.id,
    peerAddress: normalisePhone(caller),
  })
  const { template, body } = words
  const message = await queueMessage(tx, {
    conversation,
    body,
    category: template.category,
    senderType: 'system',
    templateId: template.id,
    templateVersion: template.template_version,
  })
  if (message.status === 'suppressed') return end(tx, row, 'skipped', 'refused', message.id)
  const written = await updateCall(tx, row.id, {
    text_back_status: 'sent',
    text_back_sent_at: now.toISOString(),
    text_back_message_id: message.id,
  })
  recordCall(tx, 'call.text_back_sent', written, row)
}

async function end(tx: Tx, row: CallRow, status: 'skipped' | 'cancelled', reason: Reason, messageId: string | null = null): Promise<void> {
  const written = await updateCall(tx, row.id, { text_back_status: status, text_back_reason: reason, text_back_message_id: messageId })
  recordCallChange(tx, written, row)
}

function isWithin(instant: string | null, minutes: number, now: Date): boolean {
  return instant !== null && now.getTime() - Date.parse(instant) < minutes * minuteMs
}
