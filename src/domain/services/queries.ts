import type { Insertable, Selectable } from 'kysely'
import { sql as raw } from 'kysely'
import type { Services } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { plain } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'

/** A service with the members that it names, sorted. */
export type ServiceRow = Omit<Selectable<Services>, 'business_id'> & { readonly member_ids: readonly string[] }
/** What can be written of it. */
export type ServiceColumns = Omit<Insertable<Services>, 'business_id' | 'id' | 'status' | 'created_at' | 'updated_at' | 'version'>

const serviceColumns = [
  's.id',
  's.name',
  's.description',
  's.category',
  's.price_minor',
  's.deposit_minor',
  's.cancellation_fee_minor',
  's.currency',
  's.tax_rate_bp',
  's.duration_minutes',
  's.buffer_before_minutes',
  's.buffer_after_minutes',
  's.capacity',
  's.slot_interval_minutes',
  's.min_notice_minutes',
  's.max_advance_days',
  's.cancel_notice_minutes',
  's.reschedule_notice_minutes',
  's.requires_confirmation',
  's.confirm_within_minutes',
  's.bookable_online',
  's.location_type',
  's.prerequisites',
  's.policy',
  's.status',
  's.created_at',
  's.updated_at',
  's.version',
] as const

/** Services, with those who do them. */
export function services() {
  return sql
    .selectFrom('services as s')
    .select(serviceColumns)
    .select(raw<string[]>`array(select m.member_id from service_members m where m.service_id = s.id order by m.member_id)`.as('member_ids'))
}

export function findService(door: Read, id: string): Promise<ServiceRow | undefined> {
  return door.first(services().where('s.id', '=', id))
}

/** Those of these services that are there, locked until the transaction ends, always in the same order. */
export async function lockServices(tx: Tx, ids: readonly string[]): Promise<ServiceRow[]> {
  const among = raw<boolean>`s.id = any(${[...ids]}::uuid[])`
  // What a lock waited for, its own statement would still see as it was before.
  await tx.all(sql.selectFrom('services as s').select('s.id').where(among).orderBy('s.id').forNoKeyUpdate())
  return tx.all(services().where(among))
}

/** How many of these members are in the team: active or suspended. */
export async function countOnTeam(door: Read, ids: readonly string[]): Promise<number> {
  const found = await door.first(
    plain<{ count: number }>("select count(*) from team_members where id = any($1::uuid[]) and status <> 'removed'", [[...ids]]),
  )
  return found?.count ?? 0
}

/** The currency of the business, in which a service without a price costs nothing. */
export async function businessCurrency(door: Read): Promise<ServiceRow['currency']> {
  const own = sql
    .selectFrom('businesses')
    .select('currency')
    .where('id', '=', raw<string>`current_business()`)
  return ((await door.first(own)) as Pick<ServiceRow, 'currency'>).currency
}

export async function insertService(tx: Tx, values: ServiceColumns): Promise<string> {
  return ((await tx.first(sql.insertInto('services').values(values).returning('id'))) as { id: string }).id
}

/** For a row that is locked, so that it is there. */
export async function updateService(
  tx: Tx,
  id: string,
  values: Partial<ServiceColumns> & { status?: ServiceRow['status'] },
): Promise<void> {
  const stamp = { updated_at: raw<string>`now()`, version: raw<number>`version + 1` }
  await tx.all(
    sql
      .updateTable('services')
      .set({ ...values, ...stamp })
      .where('id', '=', id),
  )
}

/** Has the service name these members and no others. */
export async function writeMembers(tx: Tx, id: string, memberIds: readonly string[]): Promise<void> {
  const members = [...memberIds]
  await tx.all(plain('delete from service_members where service_id = $1 and member_id <> all($2::uuid[])', [id, members]))
  await tx.all(
    plain('insert into service_members (service_id, member_id) select $1, unnest($2::uuid[]) on conflict do nothing', [id, members]),
  )
}
