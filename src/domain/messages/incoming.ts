import type { Tx } from '../../db/database.ts'
import type { ChannelRow } from '../channels/channels.ts'
import { noteActivity, openConversation } from '../conversations/conversations.ts'
import type { ConversationRow } from '../conversations/conversations.ts'
import { customerOfAddress } from '../customers/customers.ts'
import { findByProviderId, insertMessage } from './queries.ts'
import type { MessageRow } from './queries.ts'
import { recordNew } from './record.ts'
import { attachmentsOf, bodyOf, lineOf } from './sanitise.ts'

export interface IncomingMessage {
  readonly channel: ChannelRow
  /** Which provider brings it. */
  readonly provider: NonNullable<MessageRow['provider']>
  readonly from: string
  readonly to: string
  readonly body: string
  readonly subject?: string | null
  readonly attachments?: readonly { readonly url: string; readonly content_type: string; readonly name: string | null }[]
  readonly providerMessageId: string
  readonly receivedAt: Date
}
export interface Received {
  readonly message: MessageRow
  /** Whether it is new: of the same message any number of deliveries is one. */
  readonly created: boolean
}

/**
 * Keeps a message that came in, in the one thread between the channel and its sender; somebody unknown becomes a lead. What was kept before has no
 * effect, not even on a conversation that was closed since.
 */
export async function receiveMessage(tx: Tx, incoming: IncomingMessage): Promise<Received> {
  const { channel, providerMessageId } = incoming
  const known = await findByProviderId(tx, channel.id, providerMessageId)
  if (known !== undefined) return { message: known, created: false }
  const from = senderOf(incoming)
  const customer = await customerOfAddress(tx, channel.type === 'email' ? 'email' : 'phone', from, { create: true })
  const place = { customerId: customer.id, channelType: channel.type, channelId: channel.id, peerAddress: from }
  const conversation = await openConversation(tx, { ...place, inbound: true })
  // Whoever delivered it at the same time has committed by now, because both wanted this thread.
  const meanwhile = await findByProviderId(tx, channel.id, providerMessageId)
  if (meanwhile !== undefined) return { message: meanwhile, created: false }
  const message = await insertIncoming(tx, conversation, {
    from_address: from,
    to_address: channel.address,
    subject: channel.type === 'email' ? lineOf(incoming.subject ?? '') : null,
    body: bodyOf(incoming.body),
    attachments: JSON.stringify(attachmentsOf(incoming.attachments ?? [])),
    provider: incoming.provider,
    provider_message_id: providerMessageId,
    occurred_at: incoming.receivedAt.toISOString(),
  })
  return { message, created: true }
}

/** Keeps a message that came in by a way on which we do not listen: somebody writes down what was said. */
export function logIncoming(
  tx: Tx,
  conversation: ConversationRow,
  { body, subject }: Pick<MessageRow, 'body' | 'subject'>,
): Promise<MessageRow> {
  return insertIncoming(tx, conversation, { body, subject, from_address: conversation.peer_address })
}

type Columns = Omit<
  Parameters<typeof insertMessage>[1],
  'conversation_id' | 'sequence' | 'customer_id' | 'direction' | 'sender_type' | 'category' | 'status'
>

async function insertIncoming(tx: Tx, conversation: ConversationRow, columns: Columns): Promise<MessageRow> {
  const row = await insertMessage(tx, {
    ...columns,
    conversation_id: conversation.id,
    customer_id: conversation.customer_id,
    channel_id: conversation.channel_id,
    sequence: await noteActivity(tx, conversation.id, { direction: 'inbound', senderType: 'customer', body: columns.body }),
    direction: 'inbound',
    sender_type: 'customer',
    sender_id: conversation.customer_id,
    category: 'conversational',
    status: 'received',
  })
  if (row === undefined) throw new Error('A message came in twice at the same moment.')
  recordNew(tx, row)
  return row
}

// Addresses are printable ASCII; what is none of it cannot be answered anyway.
function senderOf({ channel, from }: IncomingMessage): string {
  const printable = from.replaceAll(/[^\x21-\x7e]/g, '').slice(0, 254)
  return (channel.type === 'email' ? printable.toLowerCase() : printable) || 'unknown'
}
