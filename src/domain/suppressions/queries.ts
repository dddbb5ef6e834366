import type { Insertable, Selectable } from 'kysely'
import { sql as raw } from 'kysely'
import type { Suppressions } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { inWindow } from '../../db/windows.ts'
import type { Times, Window } from '../../db/windows.ts'

const suppressionColumns = [
  'id',
  'channel',
  'address',
  'reason',
  'scope_channel_id',
  'active',
  'provider_ref',
  'note',
  'lifted_at',
  'created_at',
  'updated_at',
  'version',
] as const

export type SuppressionRow = Pick<Selectable<Suppressions>, (typeof suppressionColumns)[number]>
type Key = Pick<SuppressionRow, 'channel' | 'address' | 'reason' | 'scope_channel_id'>

export type SuppressionFilters = Times & {
  readonly active?: boolean
  readonly channel?: readonly SuppressionRow['channel'][]
  readonly reason?: readonly SuppressionRow['reason'][]
  readonly address?: string
}

/** Newest first. */
export function listSuppressions(
  door: Read,
  { active, channel, reason, address, ...times }: SuppressionFilters,
  window: Window,
): Promise<SuppressionRow[]> {
  let query = sql.selectFrom('suppressions').select(suppressionColumns)
  if (active !== undefined) query = query.where('active', '=', active)
  if (channel !== undefined) query = query.where(raw<boolean>`channel = any(${[...channel]})`)
  if (reason !== undefined) query = query.where(raw<boolean>`reason = any(${[...reason]})`)
  if (address !== undefined) query = query.where('address', '=', address)
  return door.all(inWindow(query, 'suppressions', times, window))
}

export function findSuppression(door: Read, id: string): Promise<SuppressionRow | undefined> {
  return door.first(sql.selectFrom('suppressions').select(suppressionColumns).where('id', '=', id))
}

export function lockSuppression(tx: Tx, id: string): Promise<SuppressionRow | undefined> {
  return tx.first(sql.selectFrom('suppressions').select(suppressionColumns).where('id', '=', id).forUpdate())
}

/** All that holds for addresses, on every channel and in every scope. */
export function findActive(door: Read, addresses: readonly string[]): Promise<SuppressionRow[]> {
  return door.all(
    sql
      .selectFrom('suppressions')
      .select(suppressionColumns)
      .where(raw<boolean>`address = any(${[...addresses]})`)
      .where('active', '=', true)
      .orderBy('created_at')
      .orderBy('id'),
  )
}

/** The one that holds for this reason in this scope. */
export function findSame(door: Read, { channel, address, reason, scope_channel_id }: Key): Promise<SuppressionRow | undefined> {
  return door.first(
    sql
      .selectFrom('suppressions')
      .select(suppressionColumns)
      .where('address', '=', address)
      .where('channel', '=', channel)
      .where('reason', '=', reason)
      .where(raw<boolean>`scope_channel_id is not distinct from ${scope_channel_id}::uuid`)
      .where('active', '=', true),
  )
}

/** The new row, or undefined when the same holds already: the unique index decides. */
export function insertSuppression(tx: Tx, values: Insertable<Suppressions>): Promise<SuppressionRow | undefined> {
  return tx.first(
    sql
      .insertInto('suppressions')
      .values(values)
      .onConflict((conflict) => conflict.doNothing())
      .returning(suppressionColumns),
  )
}

/** For a row that is locked, so that it is there. */
export async function markLifted(tx: Tx, id: string): Promise<SuppressionRow> {
  const row = await tx.first(
    sql
      .updateTable('suppressions')
      .set({ active: false, lifted_at: raw`now()`, updated_at: raw`now()`, version: raw`version + 1` })
      .where('id', '=', id)
      .returning(suppressionColumns),
  )
  return row as SuppressionRow
}

/** Whether there is such a channel of ours, in use. */
export async function channelExists(door: Read, id: string, type: SuppressionRow['channel']): Promise<boolean> {
  const found = await door.first(
    sql.selectFrom('channels').select('id').where('id', '=', id).where('type', '=', type).where('status', '=', 'active'),
  )
  return found !== undefined
}
