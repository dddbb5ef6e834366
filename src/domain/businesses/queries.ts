import type { Insertable, Selectable, Updateable } from 'kysely'
import { sql as raw } from 'kysely'
import type { Businesses } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { plain } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { inWindow } from '../../db/windows.ts'
import type { Times, Window } from '../../db/windows.ts'

export const businessColumns = [
  'id',
  'name',
  'slug',
  'description',
  'industry',
  'phone',
  'email',
  'website',
  'address',
  'time_zone',
  'currency',
  'locale',
  'status',
  'plan',
  'sandbox_of',
  'sandbox_id',
  'created_at',
  'updated_at',
  'version',
] as const

export type BusinessRow = Pick<Selectable<Businesses>, (typeof businessColumns)[number]>

export function findBusiness(door: Read, id: string): Promise<BusinessRow | undefined> {
  return door.first(sql.selectFrom('businesses').select(businessColumns).where('id', '=', id))
}

/** The row, locked until the transaction ends, so that two changes follow each other. */
export function lockBusiness(tx: Tx, id: string): Promise<BusinessRow | undefined> {
  return tx.first(sql.selectFrom('businesses').select(businessColumns).where('id', '=', id).forNoKeyUpdate())
}

export function updateBusiness(tx: Tx, id: string, values: Updateable<Businesses>): Promise<BusinessRow | undefined> {
  return tx.first(
    sql
      .updateTable('businesses')
      .set({ ...values, updated_at: raw`now()`, version: raw`version + 1` })
      .where('id', '=', id)
      .returning(businessColumns),
  )
}

/**
 * A page of the person's businesses, newest first: those in which they may work and, when asked for, those that they own and that are closed.
 * Row-level security shows a person's own ones only.
 */
export function listBusinesses(
  door: Read,
  { status: statuses = ['active', 'suspended'], ...times }: Times & { readonly status?: readonly BusinessRow['status'][] },
  window: Window,
): Promise<BusinessRow[]> {
  const owned = sql.selectFrom('team_members as m').select('m.business_id').where('m.role', '=', 'owner').where('m.status', '=', 'active')
  const query = sql
    .selectFrom('businesses')
    .select(businessColumns)
    .where(raw<boolean>`status = any(${[...statuses]})`)
    .where((or) => or.or([or('status', '<>', 'closed'), or('id', 'in', owned)]))
  return door.all(inWindow(query, 'businesses', times, window))
}

/** The plans of the businesses that the person owns; sandboxes do not count. The person is locked until the transaction ends, so that two new businesses follow each other. */
export async function lockOwnedPlans(tx: Tx, personId: string): Promise<BusinessRow['plan'][]> {
  // Sent together; the second is asked after the lock is held.
  const [, owned] = await Promise.all([
    tx.first(sql.selectFrom('people').select('id').where('id', '=', personId).forNoKeyUpdate()),
    tx.all(
      sql
        .selectFrom('businesses as b')
        .innerJoin('team_members as m', 'm.business_id', 'b.id')
        .select('b.plan')
        .where('m.person_id', '=', personId)
        .where('m.role', '=', 'owner')
        .where('m.status', '=', 'active')
        .where('b.status', '<>', 'closed')
        .where('b.sandbox_of', 'is', null),
    ),
  ])
  return owned.map(({ plan }) => plan)
}

export async function newBusinessId(tx: Tx): Promise<string> {
  const { id } = (await tx.first(plain<{ id: string }>('select new_id() as id'))) as { id: string }
  return id
}

/** The new row, or undefined when another business has the slug. */
export function insertBusiness(tx: Tx, values: Insertable<Businesses>): Promise<BusinessRow | undefined> {
  return tx.first(
    sql
      .insertInto('businesses')
      .values(values)
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .returning(businessColumns),
  )
}

export async function insertCounters(tx: Tx): Promise<void> {
  await tx.all(sql.insertInto('business_counters').defaultValues())
}
