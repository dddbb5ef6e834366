import { sql as raw } from 'kysely'
import type { Insertable, Selectable } from 'kysely'
import type { MessageStatusUpdates } from '../../../generated/db.ts'
import type { Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { messageColumns } from './queries.ts'
import type { MessageRow } from './queries.ts'

const updateColumns = ['id', 'status', 'provider_code', 'provider_message', 'occurred_at'] as const

export type StatusUpdate = Pick<Selectable<MessageStatusUpdates>, (typeof updateColumns)[number]>

/** Waits until nobody else is busy with this name of a provider: whoever learns it for a message, and whoever hears of it, see what the other did. */
export async function holdProviderId(tx: Tx, integrationId: string, providerMessageId: string): Promise<void> {
  const name = `${integrationId} ${providerMessageId}`
  await tx.all(
    raw`select pg_advisory_xact_lock(hashtextextended('provider message ' || current_business()::text || ${name}::text, 0))`.compile(sql),
  )
}

/** The message that a provider means, locked: by our own id where the provider gives it back, else by its name for it on a channel of the account. */
export function lockByProvider(
  tx: Tx,
  integrationId: string,
  messageId: string | undefined,
  providerMessageId: string | undefined,
): Promise<MessageRow | undefined> {
  const wanted = sql
    .selectFrom('messages as m')
    .innerJoin('channels as c', 'c.id', 'm.channel_id')
    .select(messageColumns.map((column) => `m.${column}` as const))
    .where('c.integration_id', '=', integrationId)
    .where('m.direction', '=', 'outbound')
  const query =
    messageId === undefined ? wanted.where('m.provider_message_id', '=', providerMessageId ?? '') : wanted.where('m.id', '=', messageId)
  return tx.first(query.forNoKeyUpdate('m'))
}

/** Keeps what a provider said; undefined when it had said so before. */
export function insertUpdate(tx: Tx, values: Insertable<MessageStatusUpdates>): Promise<{ id: string } | undefined> {
  return tx.first(
    sql
      .insertInto('message_status_updates')
      .values(values)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id'),
  )
}

/** What came before the message had this name, in the order in which it came; from now on it belongs to the message. */
export async function takeParked(tx: Tx, integrationId: string, providerMessageId: string, messageId: string): Promise<StatusUpdate[]> {
  const taken = await tx.all(
    sql
      .updateTable('message_status_updates')
      .set({ message_id: messageId })
      .where('integration_id', '=', integrationId)
      .where('provider_message_id', '=', providerMessageId)
      .where('message_id', 'is', null)
      .returning([...updateColumns, 'created_at']),
  )
  return taken.sort((one, other) => (one.created_at + one.id < other.created_at + other.id ? -1 : 1))
}
