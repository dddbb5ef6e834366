import type { Tx } from '../../db/database.ts'
import { holdPlace, insertConversation, lockThread, updateConversation } from './queries.ts'
import type { ConversationRow, FoundConversation, Place } from './queries.ts'
import { changedNames, recordChange, recordOpened } from './record.ts'
import { isOver } from './states.ts'

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
  const found = await threadAt(tx, place)
  if (found === undefined) return open(tx, place)
  const { recent, deserted: _, ...row } = found
  if (row.status === 'spam' && inbound) return row
  if (!recent) return open(tx, place)
  return proceed(tx, row, place.customerId, inbound)
}

/**
 * The thread of a place, which is held until the transaction ends; undefined where there is none. What was said with a customer who was deleted since is
 * over: whoever has the address now begins anew.
 */
export async function threadAt(tx: Tx, place: Place): Promise<FoundConversation | undefined> {
  await holdPlace(tx, place)
  const found = await lockThread(tx, place, reopenDays)
  if (found?.deserted !== true) return found
  if (!isOver(found.status)) await end(tx, found)
  return undefined
}

async function end(tx: Tx, { recent: _recent, deserted: _deserted, ...row }: FoundConversation): Promise<void> {
  const over = { status: 'closed' as const, snoozed_until: null, closed_at: new Date().toISOString() }
  const written = await updateConversation(tx, row.id, over)
  recordChange(tx, row, written, changedNames(row, written))
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
