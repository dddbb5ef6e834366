import { sql as raw } from 'kysely'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { reminderColumns } from './queries.ts'
import type { ReminderRow } from './queries.ts'

// By the database's clock, which all workers share.
const isDue = raw<boolean>`due_at <= clock_timestamp()`

/** Reminders that somebody has to look at, those that have waited longest first. */
export async function findDue(door: Read, limit: number): Promise<string[]> {
  const rows = await door.all(
    sql.selectFrom('appointment_reminders').select('id').where(isDue).orderBy('due_at').orderBy('id').limit(limit),
  )
  return rows.map(({ id }) => id)
}

/** Those of these reminders that are due, locked. Whoever asks holds their appointments. */
export function lockDue(tx: Tx, ids: readonly string[]): Promise<ReminderRow[]> {
  return tx.all(
    sql
      .selectFrom('appointment_reminders')
      .select(reminderColumns)
      .where(raw<boolean>`id = any(${[...ids]}::uuid[])`)
      .where(isDue)
      .orderBy('due_at')
      .orderBy('id')
      .forNoKeyUpdate(),
  )
}

/** Looks at a reminder again after a while, because of a fault of ours. */
export async function putOff(tx: Tx, id: string, byMs: number): Promise<void> {
  await tx.all(
    sql
      .updateTable('appointment_reminders')
      .set({ due_at: raw`clock_timestamp() + ${byMs}::double precision * interval '1 millisecond'`, faults: raw`faults + 1` })
      .where('id', '=', id)
      .where('due_at', 'is not', null),
  )
}

/**
 * The newest reminder that was sent by this channel to this address and reminds of a time to come, whatever has become of its appointment since: an
 * answer is to what was read last.
 */
export function newestSentTo(door: Read, channelId: string, address: string): Promise<ReminderRow | undefined> {
  return door.first(
    sql
      .selectFrom('appointment_reminders as r')
      .innerJoin('messages as m', 'm.id', 'r.message_id')
      .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
      .select(reminderColumns.map((column) => `r.${column}` as const))
      .where('c.channel_id', '=', channelId)
      .where('c.peer_address', '=', address)
      .where('r.state', '=', 'sent')
      .where('r.starts_at', '>', raw<string>`now()`)
      .orderBy('r.sent_at', 'desc')
      .orderBy('r.id', 'desc')
      .limit(1),
  )
}
