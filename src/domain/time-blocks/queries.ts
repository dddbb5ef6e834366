import type { Insertable } from 'kysely'
import { sql as raw } from 'kysely'
import type { TimeBlocks } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { plain } from '../../db/database.ts'
import { violates } from '../../db/errors.ts'
import { sql } from '../../db/sql.ts'

export type BlockValues = Omit<Insertable<TimeBlocks>, 'business_id' | 'id' | 'resource_id' | 'created_at'>

/** What stands for somebody's time among the locks of PostgreSQL. */
export const lockKey = `hashtextextended('time of ' || resource_id::text, 0)`

/** Waits until nobody else takes time of these. In one order for everybody, so that nobody waits in a circle. */
export async function lockResources(tx: Tx, resourceIds: readonly string[]): Promise<void> {
  const keys = `select distinct ${lockKey} as key from unnest($1::uuid[]) as wanted (resource_id) order by key`
  await tx.all(plain(`select pg_advisory_xact_lock(key) from (${keys}) as keys`, [resourceIds]))
}

/** Waits until nobody else takes time of those whose blocks these are. */
export async function lockBlocks(tx: Tx, ids: readonly string[]): Promise<void> {
  const keys = `select distinct ${lockKey} as key from time_blocks where id = any($1::uuid[]) order by key`
  await tx.all(plain(`select pg_advisory_xact_lock(key) from (${keys}) as keys`, [ids]))
}

export async function findResource(door: Read, blockId: string): Promise<string | undefined> {
  const row = await door.first(sql.selectFrom('time_blocks').select('resource_id').where('id', '=', blockId))
  return row?.resource_id
}

/** How much time a block takes before and after what sits in it, in milliseconds; nothing for one that is gone. */
export async function buffersOf(door: Read, blockId: string): Promise<{ readonly before: number; readonly after: number }> {
  const ms = (from: string, until: string) => raw<number>`(extract(epoch from ${raw.ref(until)} - ${raw.ref(from)}) * 1000)::integer`
  const query = sql.selectFrom('time_blocks').where('id', '=', blockId)
  const row = await door.first(query.select([ms('blocked_from', 'starts_at').as('before'), ms('ends_at', 'blocked_until').as('after')]))
  return row ?? { before: 0, after: 0 }
}

/** The id of the new block, or undefined when another is in its way. */
export async function insertBlock(tx: Tx, values: BlockValues): Promise<string | undefined> {
  const query = sql.insertInto('time_blocks').values(values)
  const row = await tx.first(query.onConflict((conflict) => conflict.doNothing()).returning('id'))
  return row?.id
}

/** The id of the block, or undefined when another is in its way; then the transaction is lost. */
export async function updateBlock(tx: Tx, id: string, values: BlockValues): Promise<string | undefined> {
  try {
    await tx.all(sql.updateTable('time_blocks').set(values).where('id', '=', id))
    return id
  } catch (error) {
    if (violates(error, 'time_blocks_overlap_excl')) return undefined
    throw error
  }
}

/** An appointment sits down among holds, or a hold that lasts longer. */
export async function holdUntil(tx: Tx, id: string, until: string | null): Promise<void> {
  const later = until === null ? null : raw<string>`greatest(held_until, ${until}::timestamptz)`
  await tx.all(sql.updateTable('time_blocks').set({ held_until: later }).where('id', '=', id))
}

const overdue = `update slot_holds set status = 'expired', block_id = null, updated_at = now(), version = version + 1
  where block_id = any($1::uuid[]) and expires_at <= now()`
// All parts of a statement see the same rows, so what has just ended is still there for the rest of it.
const sitting = (blockId: string): string => `
  (select count(*) from appointments a where a.block_id = ${blockId})
  + (select count(*) from slot_holds h where h.block_id = ${blockId} and h.expires_at > now())`

/** How many others sit in a block in which somebody does. Holds that have expired leave it. */
export async function countOthers(tx: Tx, blockId: string): Promise<number> {
  const text = `with over as (${overdue}) select ${sitting('$2::uuid')} - 1 as others`
  const row = await tx.first(plain<{ others: number }>(text, [[blockId], blockId]))
  return row?.others ?? 0
}

/** Removes what nobody sits in any more, and lets holds that have expired leave. */
export async function clearBlocks(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.all(plain(`with over as (${overdue}) delete from time_blocks b where b.id = any($1::uuid[]) and ${sitting('b.id')} = 0`, [ids]))
}

/** Those of these blocks in which only holds sit last as long as they do. */
export async function leaveToHolds(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.all(
    plain(
      `update time_blocks b set held_until = (select max(h.expires_at) from slot_holds h where h.block_id = b.id)
       where b.id = any($1::uuid[]) and not exists (select from appointments a where a.block_id = b.id)`,
      [ids],
    ),
  )
}
