import { sql as raw } from 'kysely'
import type { Insertable, Selectable, UpdateObject } from 'kysely'
import type { DB, Messages } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'

export const messageColumns = [
  'id',
  'conversation_id',
  'sequence',
  'customer_id',
  'channel_id',
  'direction',
  'sender_type',
  'sender_id',
  'category',
  'from_address',
  'to_address',
  'subject',
  'body',
  'attachments',
  'template_id',
  'template_version',
  'status',
  'error_code',
  'provider_code',
  'provider_message',
  'retryable',
  'keyword_answer',
  'reasons',
  'scheduled_for',
  'not_before',
  'due_at',
  'attempts',
  'claimed_at',
  'first_attempt_at',
  'uncertain',
  'possibly_sent_twice',
  'retry_of_id',
  'provider',
  'provider_message_id',
  'status_conflict',
  'segments',
  'cost_micros',
  'cost_currency',
  'occurred_at',
  'sent_at',
  'delivered_at',
  'failed_at',
  'read_at',
  'created_at',
  'updated_at',
  'version',
] as const

export type MessageRow = Pick<Selectable<Messages>, (typeof messageColumns)[number]>

export function findMessage(door: Read, id: string): Promise<MessageRow | undefined> {
  return door.first(sql.selectFrom('messages').select(messageColumns).where('id', '=', id))
}

/** Whether the customer of its conversation is still there: with a deleted one nobody sees what was said. */
// "offset 0" keeps it a question about each row that is looked at: as a join it would begin with all conversations there are.
export const isShown = raw<boolean>`not exists (
  select from conversations v join customers c on c.id = v.customer_id
  where v.id = messages.conversation_id and c.deleted_at is not null offset 0)`

/** The same for who reads: none of a conversation that is not shown. */
export function findShown(door: Read, id: string): Promise<MessageRow | undefined> {
  return door.first(sql.selectFrom('messages').select(messageColumns).where('id', '=', id).where(isShown))
}

/** The row, locked until the transaction ends, for who reads and changes. */
export function lockMessage(tx: Tx, id: string): Promise<MessageRow | undefined> {
  return tx.first(sql.selectFrom('messages').select(messageColumns).where('id', '=', id).where(isShown).forNoKeyUpdate())
}

export function findByProviderId(door: Read, channelId: string, providerMessageId: string): Promise<MessageRow | undefined> {
  return door.first(
    sql
      .selectFrom('messages')
      .select(messageColumns)
      .where('channel_id', '=', channelId)
      .where('provider_message_id', '=', providerMessageId),
  )
}

/** Which of these names of a provider belong to messages already. */
export async function knownProviderIds(door: Read, channelId: string, ids: readonly string[]): Promise<Set<string>> {
  const rows = await door.all(
    sql
      .selectFrom('messages')
      .select('provider_message_id')
      .where('channel_id', '=', channelId)
      .where(raw<boolean>`provider_message_id = any(${[...ids]}::text[])`),
  )
  return new Set(rows.map((row) => row.provider_message_id ?? ''))
}

/** The new row, or undefined when the provider's name for it is known already. */
export function insertMessage(tx: Tx, values: Insertable<Messages>): Promise<MessageRow | undefined> {
  return tx.first(
    sql
      .insertInto('messages')
      .values(values)
      .onConflict((conflict) => conflict.columns(['business_id', 'channel_id', 'provider_message_id']).doNothing())
      .returning(messageColumns),
  )
}

/** For a row that is locked, so that it is there. */
export async function updateMessage(tx: Tx, id: string, values: UpdateObject<DB, 'messages'>): Promise<MessageRow> {
  const row = await tx.first(
    sql
      .updateTable('messages')
      .set({ ...values, updated_at: raw`now()`, version: raw`version + 1` })
      .where('id', '=', id)
      .returning(messageColumns),
  )
  return row as MessageRow
}

/** What the last message of a channel cost by the part. */
export function lastCost(
  door: Read,
  channelId: string,
): Promise<{ micros: number; currency: NonNullable<MessageRow['cost_currency']> } | undefined> {
  return door.first(
    raw<{ micros: number; currency: NonNullable<MessageRow['cost_currency']> }>`
      select ceil(cost_micros::numeric / coalesce(segments, 1))::bigint as micros, cost_currency as currency from messages
      where channel_id = ${channelId} and cost_micros is not null order by created_at desc limit 1`.compile(sql),
  )
}
