import type { Insertable, Selectable, Updateable } from 'kysely'
import { sql as raw } from 'kysely'
import type { Channels } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { inWindow } from '../../db/windows.ts'
import type { Times, Window } from '../../db/windows.ts'

const channelColumns = [
  'id',
  'type',
  'integration_id',
  'address',
  'name',
  'a2p_status',
  'a2p_code',
  'is_default',
  'settings',
  'status',
  'created_at',
  'updated_at',
  'version',
] as const

export type ChannelRow = Pick<Selectable<Channels>, (typeof channelColumns)[number]>
export type ChannelType = ChannelRow['type']

interface Filters extends Times {
  readonly type?: readonly ChannelType[]
  readonly status?: readonly ChannelRow['status'][]
}

export function listChannels(door: Read, { type, status, ...times }: Filters, window: Window): Promise<ChannelRow[]> {
  let query = sql.selectFrom('channels').select(channelColumns)
  if (type !== undefined) query = query.where(raw<boolean>`type = any(${[...type]})`)
  if (status !== undefined) query = query.where(raw<boolean>`status = any(${[...status]})`)
  return door.all(inWindow(query, 'channels', times, window))
}

export function findChannel(door: Read, id: string): Promise<ChannelRow | undefined> {
  return door.first(sql.selectFrom('channels').select(channelColumns).where('id', '=', id))
}

export function findByAddress(door: Read, type: ChannelType, address: string): Promise<ChannelRow | undefined> {
  const query = sql.selectFrom('channels').select(channelColumns).where('status', '=', 'active')
  return door.first(query.where('type', '=', type).where('address', '=', address))
}

export function findDefault(door: Read, type: ChannelType): Promise<ChannelRow | undefined> {
  return door.first(sql.selectFrom('channels').select(channelColumns).where('type', '=', type).where('is_default', '=', true))
}

/** The row, locked until the transaction ends, so that two changes follow each other. */
export function lockChannel(tx: Tx, id: string): Promise<ChannelRow | undefined> {
  return tx.first(sql.selectFrom('channels').select(channelColumns).where('id', '=', id).forNoKeyUpdate())
}

/** The new row, or undefined when the address is taken. */
export function insertChannel(tx: Tx, values: Insertable<Channels>): Promise<ChannelRow | undefined> {
  return tx.first(
    sql
      .insertInto('channels')
      .values(values)
      .onConflict((conflict) => conflict.doNothing())
      .returning(channelColumns),
  )
}

/** For a row that is locked, so that it is there. */
export async function updateChannel(tx: Tx, id: string, values: Updateable<Channels>): Promise<ChannelRow> {
  const query = sql.updateTable('channels').set({ ...values, updated_at: raw<string>`now()`, version: raw<number>`version + 1` })
  return (await tx.first(query.where('id', '=', id).returning(channelColumns))) as ChannelRow
}
