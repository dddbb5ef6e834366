import type { Tx } from '../../db/database.ts'
import { holdPlace, insertConversation, lockThread, updateConversation } from './queries.ts'
import type { ConversationRow, Place } from './queries.ts'
import { changedNames, recordChange, recordOpened } from './record.ts'

/** For so long what was closed goes on when somebody writes again; later a new conversation begins. */
const reopenDays = 30

export interface WantedThread extends Place {
  /** Whether a message has come in, which ends waiting and snoozing. */
  readonly inbound?: boolean
}

/**
 * The one open thread between a channel and an address: the one that is open, the one that was closed lately and now goes on, or a new one. The row is
 * locked until the transaction ends. What comes in where somebody marked spam is kept there and wakes nobody. A thread goes to the customer who has
 * the address now.
 */
export async function openConversation(tx: Tx, { inbound = false, ...place }: WantedThread): Promise<ConversationRow> {
  await holdPlace(tx, place)
  const found = await lockThread(tx, place, reopenDays)
  if (found === undefined) return open(tx, place)
  const { recent, ...row } = found
  if (row.status === 'spam' && inbound) return row
  if (!recent) return open(tx, place)
  return proceed(tx, row, place.customerId, inbound)
}

async function open(tx: Tx, { customerId, channelType, channelId, peerAddress }: Place): Promise<ConversationRow> {
  const row = await insertConversation(tx, {
    customer_id: customerId,
    channel_type: channelType,
    channel_id: channelId,
    peer_address: peerAddress,
  })
  // The place is held, and no open thread was there.
  if (row === undefined) throw new Error('A thread was opened by somebody who did not hold its place.')
  recordOpened(tx, row)
  return row
}

async function proceed(tx: Tx, row: ConversationRow, customerId: string, inbound: boolean): Promise<ConversationRow> {
  const wakes = row.closed_at !== null || (inbound && row.status !== 'open')
  const next = {
    customer_id: customerId,
    ...(wakes && { status: 'open' as const, snoozed_until: null, closed_at: null }),
  }
  const names = changedNames(row, { ...row, ...next })
  if (names.length === 0) return row
  const written = await updateConversation(tx, row.id, next)
  recordChange(tx, row, written, names)
  return written
}
