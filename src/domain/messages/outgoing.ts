import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { isAddressed, noteActivity, usableChannel } from '../conversations/conversations.ts'
import type { ConversationRow } from '../conversations/conversations.ts'
import { requireCustomer } from '../customers/customers.ts'
import { decideSend } from '../sending-gate/sending-gate.ts'
import type { Decision } from '../sending-gate/sending-gate.ts'
import { asItLeaves, segmentsOf } from './content.ts'
import type { Words } from './content.ts'
import { insertMessage } from './queries.ts'
import type { MessageRow } from './queries.ts'
import { recordNew } from './record.ts'
import { wakeSender } from './waking.ts'

/** A message to be sent in a conversation by text or mail. */
export interface WantedMessage extends Partial<Omit<Words, 'body'>> {
  readonly conversation: ConversationRow
  readonly body: string
  readonly category: MessageRow['category']
  readonly senderType: MessageRow['sender_type']
  readonly senderId?: string | null
  readonly attachments?: MessageRow['attachments']
  /** An instant that has passed is now. */
  readonly scheduledFor?: Date | undefined
  readonly retryOfId?: string | null
  /** Whether the caller has the sender woken for what can leave at once, when there are more of them. */
  readonly wakesLater?: boolean
  /** Which word of the recipient it answers. Carriers ask for that answer, so it leaves where nothing else does. */
  readonly keywordAnswer?: MessageRow['keyword_answer']
}

const longestWaitMs = 366 * 24 * 60 * 60 * 1000

/**
 * Takes a message to be sent. The gate is asked now, so that whoever writes it learns what stands against it, and again when its turn has come. Throws
 * 409 when the conversation is none by which messages are sent, its channel is archived, the text too long or the time too far away.
 */
export async function queueMessage(tx: Tx, wanted: WantedMessage): Promise<MessageRow> {
  const { conversation, category, scheduledFor, keywordAnswer = null } = wanted
  const { channel, address } = await endsOf(tx, conversation)
  const body = await asItLeaves(tx, category, wanted.body)
  const segments = segmentsOf(channel.type, body)
  const now = new Date()
  const later = scheduledFor !== undefined && scheduledFor > now ? scheduledFor : undefined
  if (later !== undefined && later.getTime() - now.getTime() > longestWaitMs) throw problems.scheduleInvalid()
  const customer = await requireCustomer(tx, conversation.customer_id)
  const decision = await decideSend(tx, { customer, channelRow: channel, address, category, keywordAnswer, at: later ?? now })
  const row = await insertOutgoing(
    tx,
    { ...wanted, body },
    {
      ...standing(decision, now, later),
      customer_id: customer.id,
      from_address: channel.address,
      to_address: address,
      segments,
    },
  )
  const leavesNow = row.status === 'queued'
  if (row.due_at !== null && !(leavesNow && wanted.wakesLater === true)) await wakeSender(tx, leavesNow ? undefined : new Date(row.due_at))
  return row
}

/** Keeps a message that left by a way of which there is only a log. */
export async function logOutgoing(tx: Tx, wanted: WantedMessage): Promise<MessageRow> {
  const { conversation } = wanted
  const now = new Date().toISOString()
  return insertOutgoing(tx, wanted, {
    status: 'sent',
    sent_at: now,
    customer_id: conversation.customer_id,
    to_address: conversation.peer_address,
  })
}

async function endsOf(tx: Tx, { channel_type: type, channel_id, peer_address }: ConversationRow) {
  if (!isAddressed(type) || type === 'voice' || channel_id === null || peer_address === null)
    throw problems.channelUnavailable(`Nothing is sent in conversations of the type ${type}.`)
  return { channel: await usableChannel(tx, type, channel_id), address: peer_address }
}

type Standing = Pick<Parameters<typeof insertMessage>[1], 'status' | 'due_at' | 'not_before' | 'scheduled_for' | 'reasons'>

function standing(decision: Decision, now: Date, later: Date | undefined): Standing {
  const scheduled_for = later?.toISOString() ?? null
  const reasons = decision.decision === 'send' ? '[]' : JSON.stringify(decision.reasons)
  if (decision.decision === 'refuse') return { status: 'suppressed', scheduled_for, reasons }
  if (later !== undefined) return { status: 'scheduled', scheduled_for, due_at: later.toISOString() }
  if (decision.decision === 'send') return { status: 'queued', due_at: now.toISOString() }
  const until = decision.until.toISOString()
  return { status: 'held', due_at: until, not_before: until, reasons }
}

type Columns = Omit<Parameters<typeof insertMessage>[1], 'conversation_id' | 'sequence' | 'direction' | 'sender_type' | 'category' | 'body'>

async function insertOutgoing(tx: Tx, wanted: WantedMessage, columns: Columns): Promise<MessageRow> {
  const { conversation, body, category, senderType, senderId, attachments = [], templateId, templateVersion, subject, retryOfId } = wanted
  const row = await insertMessage(tx, {
    ...columns,
    conversation_id: conversation.id,
    channel_id: conversation.channel_id,
    // Last, because the conversation stays locked from here on.
    sequence: await noteActivity(tx, conversation.id, { direction: 'outbound', senderType, body }),
    direction: 'outbound',
    sender_type: senderType,
    sender_id: senderId ?? null,
    category,
    subject: subject ?? null,
    body,
    attachments: JSON.stringify(attachments),
    template_id: templateId ?? null,
    template_version: templateVersion ?? null,
    retry_of_id: retryOfId ?? null,
    keyword_answer: wanted.keywordAnswer ?? null,
  })
  // What leaves has no name of a provider yet, so nothing can be in its way.
  if (row === undefined) throw new Error('A new message was there already.')
  recordNew(tx, row)
  return row
}
