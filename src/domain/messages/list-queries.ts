import { sql as raw } from 'kysely'
import type { SelectQueryBuilder } from 'kysely'
import type { DB } from '../../../generated/db.ts'
import type { Read } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { inWindow } from '../../db/windows.ts'
import type { Times, Window } from '../../db/windows.ts'
import { isShown, messageColumns } from './queries.ts'
import type { MessageRow } from './queries.ts'

export interface MessageFilters extends Times {
  readonly customer_id?: string
  readonly channel_id?: string
  readonly direction?: MessageRow['direction']
  readonly category?: readonly string[]
  readonly status?: readonly string[]
  readonly possibly_sent_twice?: boolean
}

/** Newest first. */
export function listMessages(door: Read, filters: MessageFilters, window: Window): Promise<MessageRow[]> {
  return door.all(
    inWindow(filtered(sql.selectFrom('messages').select(messageColumns).where(isShown), filters), 'messages', filters, window),
  )
}

export interface SequenceWindow {
  readonly after: readonly [sequence: string, id: string] | undefined
  readonly limit: number
}

/** Those of one conversation by their place in it, the last one first. */
export function listInConversation(
  door: Read,
  conversationId: string,
  { created_from, created_before, updated_from, updated_before, ...filters }: MessageFilters,
  { after, limit }: SequenceWindow,
): Promise<MessageRow[]> {
  let query = filtered(sql.selectFrom('messages').select(messageColumns).where(isShown), filters).where(
    'conversation_id',
    '=',
    conversationId,
  )
  if (created_from !== undefined) query = query.where('created_at', '>=', created_from)
  if (created_before !== undefined) query = query.where('created_at', '<', created_before)
  if (updated_from !== undefined) query = query.where('updated_at', '>=', updated_from)
  if (updated_before !== undefined) query = query.where('updated_at', '<', updated_before)
  if (after !== undefined) query = query.where('sequence', '<', Number(after[0]))
  return door.all(query.orderBy('sequence', 'desc').limit(limit))
}

/** Those of a customer in the order in which they came and went, the newest first. */
export function listMessagesOfCustomer(door: Read, customerId: string, { after, limit }: Window): Promise<MessageRow[]> {
  let query = sql.selectFrom('messages').select(messageColumns).where('customer_id', '=', customerId)
  if (after !== undefined) query = query.where(raw<boolean>`(occurred_at, id) < (${after[0]}, ${after[1]})`)
  return door.all(query.orderBy('occurred_at', 'desc').orderBy('id', 'desc').limit(limit))
}

export interface MessageTotals {
  readonly received: number
  readonly sent: number
  readonly last_at: string | null
}

/** Over all messages from and to a customer that came or went; zeros also when there is no such customer. */
export async function messageTotalsOf(door: Read, customerId: string): Promise<MessageTotals> {
  const totals = await door.first(
    raw<MessageTotals>`
      select count(*) filter (where direction = 'inbound') as received, count(*) filter (where direction = 'outbound') as sent,
        max(occurred_at) as last_at
      from messages where customer_id = ${customerId} and (direction = 'inbound' or sent_at is not null)`.compile(sql),
  )
  return totals as MessageTotals
}

type Query = SelectQueryBuilder<DB, 'messages', MessageRow>

function filtered(
  start: Query,
  { customer_id, channel_id, direction, category, status, possibly_sent_twice: twice }: MessageFilters,
): Query {
  let query = start
  if (customer_id !== undefined) query = query.where('customer_id', '=', customer_id)
  if (channel_id !== undefined) query = query.where('channel_id', '=', channel_id)
  if (direction !== undefined) query = query.where('direction', '=', direction)
  if (category !== undefined) query = query.where(raw<boolean>`category = any(${[...category]})`)
  if (status !== undefined) query = query.where(raw<boolean>`status = any(${[...status]})`)
  // As it stands in the index of those few, which is none for all others.
  if (twice !== undefined) query = query.where(twice ? raw<boolean>`possibly_sent_twice` : raw<boolean>`not possibly_sent_twice`)
  return query
}
