import type { Tx } from '../../db/database.ts'
import { plain } from '../../db/database.ts'
import type { WantedTime } from './time-blocks.ts'

/** Waits for whoever else takes time of these members. In one order for everybody, so that nobody waits in a circle. */
export async function lockResources(tx: Tx, wanted: readonly WantedTime[]): Promise<void> {
  const members = wanted.map(({ member_id }) => member_id)
  await tx.all(
    plain(
      `select pg_advisory_xact_lock(key) from (
         select distinct hashtextextended('time of ' || coalesce(id, current_business())::text, 0) as key
         from unnest($1::uuid[]) as wanted (id) order by key) as keys`,
      [members],
    ),
  )
}

export interface Terms {
  readonly duration_minutes: number
  readonly buffer_before_minutes: number
  readonly buffer_after_minutes: number
  readonly capacity: number
}

export async function findTerms(tx: Tx, { service_id }: WantedTime): Promise<Terms | undefined> {
  if (service_id === null) return { duration_minutes: 60, buffer_before_minutes: 0, buffer_after_minutes: 0, capacity: 1 }
  return tx.first(
    plain('select duration_minutes, buffer_before_minutes, buffer_after_minutes, capacity from services where id = $1', [service_id]),
  )
}

interface Block {
  readonly block_id: string
  readonly member_id: string | null
  readonly starts_at: string
  readonly ends_at: string
}

/** The new block, or undefined when another is in its way. */
export function insertBlock(tx: Tx, wanted: WantedTime, terms: Terms): Promise<Block | undefined> {
  const ends = wanted.ends_at ?? new Date(Date.parse(wanted.starts_at) + terms.duration_minutes * 60_000).toISOString()
  return tx.first(
    plain(
      `insert into time_blocks (service_id, member_id, starts_at, ends_at, blocked_from, blocked_until, capacity, overrides)
       values ($1, $2, $3, $4, $3::timestamptz - make_interval(mins => $5), $4::timestamptz + make_interval(mins => $6), $7, $8)
       on conflict do nothing returning id as block_id, member_id, starts_at, ends_at`,
      [
        wanted.service_id,
        wanted.member_id,
        wanted.starts_at,
        ends,
        terms.buffer_before_minutes,
        terms.buffer_after_minutes,
        terms.capacity,
        wanted.override !== undefined,
      ],
    ),
  )
}

export async function deleteIfEmpty(tx: Tx, blockId: string): Promise<void> {
  await tx.all(
    plain(
      `delete from time_blocks b where b.id = $1
       and not exists (select from appointments a where a.block_id = b.id) and not exists (select from slot_holds h where h.block_id = b.id)`,
      [blockId],
    ),
  )
}
