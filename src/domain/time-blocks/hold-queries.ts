import type { Insertable, Selectable } from 'kysely'
import { sql as raw } from 'kysely'
import type { SlotHolds } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { plain } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { lockKey } from './queries.ts'

const holdColumns = [
  'id',
  'service_id',
  'member_id',
  'block_id',
  'starts_at',
  'ends_at',
  'party_size',
  'held_by',
  'status',
  'expires_at',
  'created_at',
  'updated_at',
  'version',
] as const
export type HoldRow = Pick<Selectable<SlotHolds>, (typeof holdColumns)[number]> & {
  readonly resource_id: string
  /** Whether it has expired, by the clock of the transaction. */
  readonly is_over: boolean
}

const derived = [raw<string>`coalesce(member_id, business_id)`.as('resource_id'), raw<boolean>`expires_at <= now()`.as('is_over')] as const

export function findHold(door: Read, id: string): Promise<HoldRow | undefined> {
  return door.first(sql.selectFrom('slot_holds').select(holdColumns).select(derived).where('id', '=', id))
}

export async function insertHold(tx: Tx, values: Insertable<SlotHolds>): Promise<HoldRow> {
  return (await tx.first(sql.insertInto('slot_holds').values(values).returning(holdColumns).returning(derived))) as HoldRow
}

/** Ends a hold that is held; it lets go of its block. */
export async function endHold(tx: Tx, id: string, status: 'consumed' | 'released'): Promise<HoldRow> {
  const values = { status, block_id: null, updated_at: raw<string>`now()`, version: raw<number>`version + 1` }
  const query = sql.updateTable('slot_holds').set(values).where('id', '=', id)
  return (await tx.first(query.returning(holdColumns).returning(derived))) as HoldRow
}

/** Waits until nobody else takes time of whoever is held. */
export async function lockHold(tx: Tx, id: string): Promise<void> {
  const held = 'select coalesce(member_id, business_id) as resource_id from slot_holds where id = $1'
  await tx.all(plain(`select pg_advisory_xact_lock(${lockKey}) from (${held}) as held`, [id]))
}

/** Waits until nobody else holds times with this credential. */
export async function lockHolder(tx: Tx, heldBy: string): Promise<void> {
  await tx.all(plain(`select pg_advisory_xact_lock(hashtextextended('holds of ' || current_business()::text || $1, 0))`, [heldBy]))
}

/** How many holds of a credential have not ended. */
export async function countLiveHolds(door: Read, heldBy: string): Promise<number> {
  const query = sql
    .selectFrom('slot_holds')
    .select(raw<number>`count(*)`.as('live'))
    .where('held_by', '=', heldBy)
  const row = await door.first(query.where('status', '=', 'held').where(raw<boolean>`expires_at > now()`))
  return row?.live ?? 0
}

/** Holds that have not ended, of times that lie in a window, whichever is over first; of one member, or of anybody. */
export function listLiveHolds(
  door: Read,
  memberId: string | null,
  { starts_at, ends_at }: Pick<HoldRow, 'starts_at' | 'ends_at'>,
  limit: number,
): Promise<HoldRow[]> {
  let query = sql.selectFrom('slot_holds').select(holdColumns).select(derived)
  query = query.where('status', '=', 'held').where(raw<boolean>`expires_at > now()`)
  query = query.where('starts_at', '<', ends_at).where('ends_at', '>', starts_at)
  if (memberId !== null) query = query.where('member_id', '=', memberId)
  return door.all(query.orderBy('expires_at').limit(limit))
}
