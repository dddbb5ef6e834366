import { sql as raw } from 'kysely'
import type { Insertable, Selectable, UpdateObject } from 'kysely'
import type { Conversations, DB } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'

export const conversationColumns = [
  'id',
  'customer_id',
  'channel_type',
  'channel_id',
  'peer_address',
  'thread_type',
  'subject',
  'status',
  'priority',
  'tags',
  'assignee_id',
  'snoozed_until',
  'closed_at',
  'message_count',
  'unread_count',
  'last_message_at',
  'preview',
  'first_response_at',
  'waiting_since',
  'created_at',
  'updated_at',
  'version',
] as const

export type ConversationRow = Pick<Selectable<Conversations>, (typeof conversationColumns)[number]>

/** Which thread is meant: that between two addresses, or where there are none the one with the customer by this way. */
export interface Place {
  readonly customerId: string
  readonly channelType: ConversationRow['channel_type']
  readonly channelId: string | null
  readonly peerAddress: string | null
}

// "offset 0" keeps it a question about each row that is looked at: as a join it would begin with all customers there are.
const isDeserted = raw<boolean>`exists (
  select from customers c where c.id = conversations.customer_id and c.deleted_at is not null offset 0)`
/** Whether the customer is still there: with a deleted one nobody sees what was said. */
export const isShown = raw<boolean>`not ${isDeserted}`

export function findConversation(door: Read, id: string): Promise<ConversationRow | undefined> {
  return door.first(sql.selectFrom('conversations').select(conversationColumns).where('id', '=', id).where(isShown))
}

/** The row, locked until the transaction ends. Messages can refer to it meanwhile, but none gets a place in it. */
export function lockConversation(tx: Tx, id: string): Promise<ConversationRow | undefined> {
  return tx.first(sql.selectFrom('conversations').select(conversationColumns).where('id', '=', id).where(isShown).forNoKeyUpdate())
}

/** The row, locked, when it is snoozed and that is over by the database's clock, which is also the one by which the queue runs. */
export function lockOverdueSnooze(tx: Tx, id: string): Promise<ConversationRow | undefined> {
  const overdue = raw<boolean>`snoozed_until <= clock_timestamp()`
  return tx.first(
    sql.selectFrom('conversations').select(conversationColumns).where('id', '=', id).where(overdue).where(isShown).forNoKeyUpdate(),
  )
}

/** In the order of their ids, so that two who want the same ones wait for each other in turn. */
export function lockConversations(tx: Tx, ids: readonly string[]): Promise<ConversationRow[]> {
  return tx.all(
    sql
      .selectFrom('conversations')
      .select(conversationColumns)
      .where(raw<boolean>`id = any(${[...ids]}::uuid[])`)
      .where(isShown)
      .orderBy('id')
      .forNoKeyUpdate(),
  )
}

/** Waits until nobody else looks for the thread of this place, and keeps others waiting until the transaction ends. */
export async function holdPlace(tx: Tx, { customerId, channelType, channelId, peerAddress }: Place): Promise<void> {
  const name = channelId === null ? `${customerId} ${channelType}` : `${channelId} ${peerAddress ?? ''}`
  await tx.all(raw`select pg_advisory_xact_lock(hashtextextended('thread ' || current_business()::text || ${name}::text, 0))`.compile(sql))
}

export type FoundConversation = ConversationRow & { readonly recent: boolean; readonly deserted: boolean }

/**
 * The open thread of a place, else the one that was closed last, locked; `recent` tells whether that was within so many days, `deserted` whether its
 * customer was deleted.
 */
export function lockThread(tx: Tx, place: Place, days: number): Promise<FoundConversation | undefined> {
  const { customerId, channelType, channelId, peerAddress } = place
  const threads = sql
    .selectFrom('conversations')
    .select([
      ...conversationColumns,
      raw<boolean>`coalesce(closed_at > now() - make_interval(days => ${days}::integer), true)`.as('recent'),
      isDeserted.as('deserted'),
    ])
  const there =
    channelId === null
      ? threads.where('customer_id', '=', customerId).where('channel_type', '=', channelType).where('channel_id', 'is', null)
      : threads.where('channel_id', '=', channelId).where('peer_address', '=', peerAddress)
  return tx.first(
    there
      .orderBy(raw`closed_at is null`, 'desc')
      .orderBy('closed_at', 'desc')
      .orderBy('created_at', 'desc')
      .limit(1)
      .forNoKeyUpdate(),
  )
}

/** The new row, or undefined when there is an open thread between the same two. */
export function insertConversation(tx: Tx, values: Insertable<Conversations>): Promise<ConversationRow | undefined> {
  return tx.first(
    sql
      .insertInto('conversations')
      .values(values)
      .onConflict((conflict) => conflict.doNothing())
      .returning(conversationColumns),
  )
}

/** The open thread between two addresses. */
export function findOpen(door: Read, channelId: string | null, peer: string | null): Promise<{ id: string } | undefined> {
  return door.first(
    sql
      .selectFrom('conversations')
      .select('id')
      .where('channel_id', '=', channelId)
      .where('peer_address', '=', peer)
      .where('status', 'in', ['open', 'pending', 'snoozed']),
  )
}

/** For a row that is locked, so that it is there. */
export async function updateConversation(tx: Tx, id: string, values: UpdateObject<DB, 'conversations'>): Promise<ConversationRow> {
  const row = await tx.first(
    sql
      .updateTable('conversations')
      .set({ ...values, updated_at: raw`now()`, version: raw`version + 1` })
      .where('id', '=', id)
      .returning(conversationColumns),
  )
  return row as ConversationRow
}

export function clearUnread(tx: Tx, id: string): Promise<ConversationRow | undefined> {
  return tx.first(sql.updateTable('conversations').set({ unread_count: 0 }).where('id', '=', id).returning(conversationColumns))
}

export interface Activity {
  readonly inbound: boolean
  /** Whether it is somebody's answer, which ends the customer's waiting. */
  readonly answers: boolean
  readonly preview: string | null
}

/** Counts a message, and says which place in the conversation is its. The row stays locked, so messages get their places one after the other. */
export async function countMessage(tx: Tx, id: string, { inbound, answers, preview }: Activity): Promise<number> {
  const counted = await tx.first(
    sql
      .updateTable('conversations')
      .set({
        message_count: raw`message_count + 1`,
        unread_count: raw`unread_count + ${inbound ? 1 : 0}::integer`,
        last_message_at: raw`greatest(last_message_at, now())`,
        preview,
        ...(inbound && { waiting_since: raw`coalesce(waiting_since, now())` }),
        ...(answers && { first_response_at: raw`coalesce(first_response_at, case when waiting_since is not null then now() end)` }),
        ...(answers && { waiting_since: null }),
      })
      .where('id', '=', id)
      .returning('message_count'),
  )
  return (counted as { message_count: number }).message_count
}

export async function memberExists(door: Read, id: string): Promise<boolean> {
  return (await door.first(sql.selectFrom('team_members').select('id').where('id', '=', id).where('status', '<>', 'removed'))) !== undefined
}
