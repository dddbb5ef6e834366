import type { components } from '../../../generated/api.ts'
import type { Read, Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { requireChannel } from '../channels/channels.ts'
import type { ChannelRow } from '../channels/channels.ts'
import {
  holdConversation,
  isAddressed,
  openConversation,
  ownAddress,
  peerAddress,
  referenced,
  usableChannel,
} from '../conversations/conversations.ts'
import { customerOfAddress, holdCustomer } from '../customers/customers.ts'
import type { CustomerRow } from '../customers/customers.ts'
import { wordsOf } from './content.ts'
import { logIncoming } from './incoming.ts'
import { logOutgoing, queueMessage } from './outgoing.ts'
import { findShown } from './queries.ts'
import type { MessageRow } from './queries.ts'

type Schemas = components['schemas']
type SendableType = Schemas['SendableChannelType']
/** Who writes: a team member or an API key. */
export type Writer = { readonly id: string } | undefined

/** Sends a message to an address or a customer. Throws 404 for what is named and not there, 409 when it can go nowhere. */
export async function sendTo(tx: Tx, wanted: Schemas['NewMessage'], writer: Writer): Promise<MessageRow> {
  const channel = await channelOf(tx, wanted)
  const type = channel.type as SendableType
  const named = wanted.customer_id
  const known = named === undefined ? undefined : await referenced('customer_id', () => holdCustomer(tx, named))
  const words = await wordsOf(tx, type, wanted.content)
  const address = addressFor(type, wanted.to, known)
  const customer = known ?? (await customerOfAddress(tx, type === 'email' ? 'email' : 'phone', address, { create: true }))
  const place = { customerId: customer.id, channelType: type, channelId: channel.id, peerAddress: address }
  const conversation = await openConversation(tx, place)
  return queueMessage(tx, { conversation, ...words, ...commonOf(wanted), category: wanted.category, ...agent(writer) })
}

/** Writes in a conversation: sends where that can be done, and logs where not, or where something came in by another way. */
export async function writeIn(tx: Tx, id: string, wanted: Schemas['NewConversationMessage'], writer: Writer): Promise<MessageRow> {
  const conversation = await holdConversation(tx, id)
  const { channel_type: type } = conversation
  const isInbound = wanted.direction === 'inbound'
  const sends = !isInbound && isAddressed(type) && type !== 'voice'
  const words = await wordsOf(tx, sends ? type : logged(type), wanted.content)
  if (isInbound) return logIncoming(tx, conversation, words)
  const message = { conversation, ...words, ...commonOf(wanted), category: wanted.category ?? 'conversational', ...agent(writer) }
  return sends ? queueMessage(tx, message) : logOutgoing(tx, message)
}

/** The channel that a message would leave by. */
export async function channelOf(
  door: Read,
  { channel_type, channel_id }: Pick<Schemas['NewMessage'], 'channel_type' | 'channel_id'>,
): Promise<ChannelRow> {
  if (channel_type !== undefined || channel_id === undefined) return usableChannel(door, channel_type ?? 'sms', channel_id)
  const { type } = await referenced('channel_id', () => requireChannel(door, channel_id))
  if (type === 'voice') throw problems.channelUnavailable('Nothing is written by a channel for calls.')
  return usableChannel(door, type, channel_id)
}

/** The address that is given, or the customer's own. Throws 409 when there is neither. */
export function addressFor(type: SendableType, to: string | undefined, customer: CustomerRow | undefined): string {
  if (to !== undefined) return peerAddress(type, to)
  if (customer === undefined) throw problems.recipientRequired('Send to, customer_id or both.')
  return ownAddress(type, customer)
}

/** Throws 404 when there is no such message. */
export async function requireMessage(door: Read, id: string): Promise<MessageRow> {
  const row = await findShown(door, id)
  if (row === undefined) throw problems.notFound('message')
  return row
}

// What is only logged takes a subject or does without, as the talk had one.
function logged(type: string): string {
  return `logged ${type}`
}

function commonOf({ attachments = [], scheduled_for }: Pick<Schemas['NewMessage'], 'attachments' | 'scheduled_for'>) {
  return { attachments, scheduledFor: scheduled_for === undefined ? undefined : new Date(scheduled_for) }
}

function agent(writer: Writer): { readonly senderType: 'agent'; readonly senderId: string | null } {
  return { senderType: 'agent', senderId: writer?.id ?? null }
}
