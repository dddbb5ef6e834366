import type { Insertable, Selectable } from 'kysely'
import type { TimeOff } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { inWindow } from '../../db/windows.ts'
import type { Times, Window } from '../../db/windows.ts'

const timeOffColumns = ['id', 'member_id', 'starts_at', 'ends_at', 'reason', 'created_at', 'updated_at', 'version'] as const

export type TimeOffRow = Pick<Selectable<TimeOff>, (typeof timeOffColumns)[number]>

export interface TimeOffFilters extends Times {
  readonly member_id?: string
  readonly whole_business?: boolean
  readonly from?: string
  readonly before?: string
}

/** Newest first. */
export function listTimeOff(
  door: Read,
  { member_id, whole_business, from, before, ...times }: TimeOffFilters,
  window: Window,
): Promise<TimeOffRow[]> {
  let query = sql.selectFrom('time_off').select(timeOffColumns)
  if (member_id !== undefined) query = query.where('member_id', '=', member_id)
  if (whole_business !== undefined) query = query.where('member_id', whole_business ? 'is' : 'is not', null)
  if (from !== undefined) query = query.where('ends_at', '>', from)
  if (before !== undefined) query = query.where('starts_at', '<', before)
  return door.all(inWindow(query, 'time_off', times, window))
}

export function findTimeOff(door: Read, id: string): Promise<TimeOffRow | undefined> {
  return door.first(sql.selectFrom('time_off').select(timeOffColumns).where('id', '=', id))
}

/** The row, locked until the transaction ends, so that it is deleted once. */
export function lockTimeOff(tx: Tx, id: string): Promise<TimeOffRow | undefined> {
  return tx.first(sql.selectFrom('time_off').select(timeOffColumns).where('id', '=', id).forUpdate())
}

export async function insertTimeOff(tx: Tx, values: Insertable<TimeOff>): Promise<TimeOffRow> {
  return (await tx.first(sql.insertInto('time_off').values(values).returning(timeOffColumns))) as TimeOffRow
}

export async function deleteTimeOff(tx: Tx, id: string): Promise<void> {
  await tx.all(sql.deleteFrom('time_off').where('id', '=', id))
}

export async function isOnTeam(tx: Tx, memberId: string): Promise<boolean> {
  const member = sql.selectFrom('team_members').select('id').where('id', '=', memberId)
  return (await tx.first(member.where('status', '<>', 'removed'))) !== undefined
}
