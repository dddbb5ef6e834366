import type { Selectable } from 'kysely'
import { sql as raw } from 'kysely'
import type { Businesses, Schedules } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'

type Schedule = Pick<Selectable<Schedules>, 'time_zone' | 'weekly' | 'exceptions' | 'created_at' | 'updated_at' | 'version'>

/** A schedule that may never have been written: all of it is null then, and its owner says when it was born. */
export type FoundSchedule = { readonly [K in keyof Schedule]: Schedule[K] | null } & { readonly owner_created_at: string }
export type FoundBusinessHours = FoundSchedule & { readonly business_time_zone: Businesses['time_zone'] }
export type FoundWorkingHours = FoundSchedule & { readonly member_id: string; readonly member_status: 'active' | 'suspended' | 'removed' }

const columns = ['s.time_zone', 's.weekly', 's.exceptions', 's.created_at', 's.updated_at', 's.version'] as const

export async function findBusinessHours(door: Read): Promise<FoundBusinessHours> {
  const found = await door.first(
    sql
      .selectFrom('businesses as b')
      .leftJoin('schedules as s', 's.resource_id', 'b.id')
      .select([...columns, 'b.time_zone as business_time_zone', 'b.created_at as owner_created_at'])
      .where('b.id', '=', raw<string>`current_business()`),
  )
  return found as FoundBusinessHours
}

/** The hours of a member, who may have left; undefined when there is no such member. */
export function findWorkingHours(door: Read, memberId: string): Promise<FoundWorkingHours | undefined> {
  return door.first(
    sql
      .selectFrom('team_members as m')
      .leftJoin('schedules as s', 's.resource_id', 'm.id')
      .select([...columns, 'm.id as member_id', 'm.status as member_status', 'm.created_at as owner_created_at'])
      .where('m.id', '=', memberId),
  )
}

export interface NewSchedule {
  /** Null for the business itself. */
  readonly member_id: string | null
  readonly time_zone: Schedule['time_zone']
  readonly weekly: Schedule['weekly']
  readonly exceptions: Schedule['exceptions']
}

/** Writes the whole of a schedule, the first one as version 2: version 1 is what holds without. */
export async function writeSchedule(tx: Tx, { member_id, time_zone, weekly, exceptions }: NewSchedule): Promise<void> {
  const values = {
    time_zone,
    weekly: weekly === null ? null : JSON.stringify(weekly),
    exceptions: JSON.stringify(exceptions),
  }
  const stamp = { updated_at: raw<string>`now()`, version: raw<number>`schedules.version + 1` }
  await tx.all(
    sql
      .insertInto('schedules')
      .values({ member_id, ...values, version: 2 })
      .onConflict((conflict) => conflict.columns(['business_id', 'resource_id']).doUpdateSet({ ...values, ...stamp })),
  )
}
