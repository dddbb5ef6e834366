import { sql as raw } from 'kysely'
import type { UpdateObject } from 'kysely'
import type { DB } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { messageColumns } from './queries.ts'
import type { MessageRow } from './queries.ts'

// Due by the database's clock, and nothing before it in its conversation is still to leave: what is held or planned for later does not count.
const turnHasCome = raw<boolean>`m.due_at <= clock_timestamp() and not exists (
  select from messages e where e.conversation_id = m.conversation_id and e.sequence < m.sequence and e.due_at is not null
    and (e.status in ('queued', 'sending') or e.due_at <= clock_timestamp()))`

/** Messages of the business whose turn has come, those that have waited longest first; none of the channels that are left out. */
export async function findDue(door: Read, limit: number, exceptChannels: readonly string[]): Promise<string[]> {
  const rows = await door.all(
    sql
      .selectFrom('messages as m')
      .select('m.id')
      .where(turnHasCome)
      .where(raw<boolean>`m.channel_id <> all(${[...exceptChannels]}::uuid[])`)
      .orderBy('m.due_at')
      .orderBy('m.id')
      .limit(limit),
  )
  return rows.map(({ id }) => id)
}

/** The message, locked, if its turn has come. */
export function lockDue(tx: Tx, id: string): Promise<MessageRow | undefined> {
  return tx.first(
    sql
      .selectFrom('messages as m')
      .select(messageColumns.map((column) => `m.${column}` as const))
      .where('m.id', '=', id)
      .where(turnHasCome)
      .forNoKeyUpdate('m'),
  )
}

/** The message, locked, if it is still being sent by whoever claimed it with this number. */
export function lockClaimed(tx: Tx, id: string, attempt: number): Promise<MessageRow | undefined> {
  return tx.first(sql.selectFrom('messages').select(messageColumns).where('id', '=', id).where('attempts', '=', attempt).forNoKeyUpdate())
}

/** Marks a message that is locked as being sent: until the lease is over nobody else takes it. */
export function startSending(
  tx: Tx,
  id: string,
  leaseMs: number,
  more: UpdateObject<DB, 'messages'> = {},
): Promise<MessageRow | undefined> {
  return tx.first(
    sql
      .updateTable('messages')
      .set({
        status: 'sending',
        due_at: afterNow(leaseMs),
        attempts: raw`attempts + 1`,
        uncertain: true,
        not_before: null,
        reasons: '[]',
        updated_at: raw`now()`,
        version: raw`version + 1`,
        ...more,
      })
      .where('id', '=', id)
      .returning(messageColumns),
  )
}

/** Says that whoever claimed these messages is still at it. */
export async function prolong(
  tx: Tx,
  claims: readonly { readonly id: string; readonly attempt: number }[],
  leaseMs: number,
): Promise<void> {
  const ids = claims.map(({ id }) => id)
  const attempts = claims.map(({ attempt }) => attempt)
  await tx.all(
    raw`update messages m set due_at = ${afterNow(leaseMs)}
      from unnest(${ids}::uuid[], ${attempts}::integer[]) as claim (id, attempt)
      where m.id = claim.id and m.attempts = claim.attempt and m.status = 'sending'`.compile(sql),
  )
}

/** Looks at a message again after a while, whatever keeps it from being sent now. */
export async function putOff(tx: Tx, id: string, byMs: number): Promise<void> {
  await tx.all(
    sql
      .updateTable('messages')
      .set({ due_at: afterNow(byMs) })
      .where('id', '=', id)
      .where('due_at', 'is not', null),
  )
}

/** An instant by the database's clock, which all workers share. */
export function afterNow(milliseconds: number) {
  return raw<string>`clock_timestamp() + ${milliseconds}::double precision * interval '1 millisecond'`
}

export const clockNow = raw<string>`clock_timestamp()`
