import type { components } from '../../../generated/api.ts'
import type { Read, Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { defaultChannel, requireChannel } from '../channels/channels.ts'
import type { ChannelRow } from '../channels/channels.ts'
import { holdCustomer } from '../customers/customers.ts'
import type { CustomerRow } from '../customers/customers.ts'
import { isAddressed, ownAddress, peerAddress } from './addresses.ts'
import type { AddressedType } from './addresses.ts'
import { findOpen, insertConversation, memberExists } from './queries.ts'
import type { ConversationRow, Place } from './queries.ts'
import { recordOpened } from './record.ts'
import { referenced } from './references.ts'
import { threadAt } from './threads.ts'

type Wanted = components['schemas']['NewConversation']

/** Opens an empty conversation. Throws 404 for what is named and not there, 409 when the same two have an open one, or an address is missing or wrong. */
export async function startConversation(tx: Tx, wanted: Wanted): Promise<ConversationRow> {
  const { customer_id, channel_type, thread_type, subject, priority, tags, assignee_id } = wanted
  const customer = await referenced('customer_id', () => holdCustomer(tx, customer_id))
  if (assignee_id !== undefined && !(await memberExists(tx, assignee_id))) throw problems.referenceNotFound('assignee_id')
  const place = await placeOf(tx, customer, wanted)
  await threadAt(tx, place)
  const row = await insertConversation(tx, {
    customer_id: customer.id,
    channel_type,
    channel_id: place.channelId,
    peer_address: place.peerAddress,
    ...(thread_type !== undefined && { thread_type }),
    ...(priority !== undefined && { priority }),
    subject: subject ?? null,
    tags: [...new Set(tags)].sort(),
    assignee_id: assignee_id ?? null,
  })
  if (row === undefined) throw problems.conversationExists((await findOpen(tx, place.channelId, place.peerAddress))?.id ?? '')
  recordOpened(tx, row)
  return row
}

/** The channel that is named, or else the default of the type. Throws 404 `reference_not_found`, 409 when it cannot be used. */
export async function usableChannel(door: Read, type: AddressedType, id: string | undefined): Promise<ChannelRow> {
  const row = id === undefined ? await defaultChannel(door, type) : await referenced('channel_id', () => requireChannel(door, id))
  if (row === undefined) throw problems.channelUnavailable(`No channel of the type ${type} is the default.`)
  if (row.type !== type) throw problems.channelUnavailable(`This channel is of the type ${row.type}.`)
  if (row.status !== 'active') throw problems.channelUnavailable('This channel is archived.')
  return row
}

async function placeOf(tx: Tx, customer: CustomerRow, { channel_type: type, channel_id, peer_address }: Wanted): Promise<Place> {
  const common = { customerId: customer.id, channelType: type }
  if (isAddressed(type)) {
    const channel = await usableChannel(tx, type, channel_id)
    const peer = peer_address === undefined ? ownAddress(type, customer) : peerAddress(type, peer_address)
    return { ...common, channelId: channel.id, peerAddress: peer }
  }
  if (channel_id !== undefined) await referenced('channel_id', () => requireChannel(tx, channel_id))
  if (channel_id !== undefined || peer_address !== undefined)
    throw problems.recipientInvalid(`Conversations of the type ${type} are a log: they have neither channel_id nor peer_address.`)
  return { ...common, channelId: null, peerAddress: null }
}
