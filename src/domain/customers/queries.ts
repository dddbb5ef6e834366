import type { Insertable, Selectable, UpdateObject } from 'kysely'
import { sql as raw } from 'kysely'
import type { Businesses, Customers, DB } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { compiledOnce } from '../../db/compiled-once.ts'
import { sql } from '../../db/sql.ts'

export const customerColumns = [
  'id',
  'external_id',
  'first_name',
  'last_name',
  'company',
  'emails',
  'phones',
  'address',
  'date_of_birth',
  'gender',
  'time_zone',
  'locale',
  'tags',
  'lead_source',
  'lifecycle_stage',
  'status',
  'preferred_channel',
  'owner_member_id',
  'custom_fields',
  'created_at',
  'updated_at',
  'deleted_at',
  'merged_into',
  'sort_name',
  'version',
] as const

export type CustomerRow = Pick<Selectable<Customers>, (typeof customerColumns)[number]>

export function findCustomer(door: Read, id: string): Promise<CustomerRow | undefined> {
  return door.first(byId({ id }))
}

const byId = compiledOnce(({ id }: { readonly id: string }) =>
  sql.selectFrom('customers').select(customerColumns).where('id', '=', id).where('deleted_at', 'is', null),
)

/** The row, locked until the transaction ends, so that two changes follow each other. */
export function lockCustomer(tx: Tx, id: string): Promise<CustomerRow | undefined> {
  return tx.first(sql.selectFrom('customers').select(customerColumns).where('id', '=', id).where('deleted_at', 'is', null).forUpdate())
}

/** The row, which stays where it is until the transaction ends. Others may hold it at the same time. */
export function holdCustomerRow(tx: Tx, id: string): Promise<CustomerRow | undefined> {
  return tx.first(sql.selectFrom('customers').select(customerColumns).where('id', '=', id).where('deleted_at', 'is', null).forKeyShare())
}

export function lockCustomerByExternalId(tx: Tx, externalId: string): Promise<CustomerRow | undefined> {
  return tx.first(
    sql.selectFrom('customers').select(customerColumns).where('external_id', '=', externalId).where('deleted_at', 'is', null).forUpdate(),
  )
}

/** The plan of the business, and how many customers it had before this transaction. */
export interface CustomerUsage {
  readonly plan: Selectable<Businesses>['plan']
  readonly kept: number
}
// Row-level security shows no other business, but lets PostgreSQL look for it by reading them all.
const usage = [
  raw<CustomerUsage['plan']>`(select b.plan from businesses b where b.id = current_business())`.as('plan'),
  raw<number>`(select c.customers from business_counters c)`.as('kept'),
] as const

/** The new row, or undefined when another customer has one of its identities: the unique indexes decide, also between two requests at once. */
export function insertCustomer(tx: Tx, values: Insertable<Customers>): Promise<(CustomerRow & CustomerUsage) | undefined> {
  return tx.first(insertion(values))
}

const insertion = compiledOnce((values: Insertable<Customers>) =>
  sql
    .insertInto('customers')
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .returning([...customerColumns, ...usage]),
)

/** For a row that is locked, so that it is there. */
export async function updateCustomer(tx: Tx, id: string, values: UpdateObject<DB, 'customers'>): Promise<CustomerRow> {
  const row = await tx.first(
    sql
      .updateTable('customers')
      .set({ ...values, updated_at: raw`now()`, version: raw`version + 1` })
      .where('id', '=', id)
      .returning(customerColumns),
  )
  return row as CustomerRow
}

export function markCustomerDeleted(tx: Tx, id: string): Promise<CustomerRow> {
  return updateCustomer(tx, id, { deleted_at: raw`now()` })
}

/** Gives some of a member's customers another owner, or none. */
export function changeOwner(tx: Tx, from: string, to: string | null, limit: number): Promise<CustomerRow[]> {
  const some = sql
    .selectFrom('customers')
    .select('id')
    .where('owner_member_id', '=', from)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .forNoKeyUpdate()
  return tx.all(
    sql
      .updateTable('customers')
      .set({ owner_member_id: to, updated_at: raw`now()`, version: raw`version + 1` })
      // As an array it is asked for once; as a join it could be asked for again, and more than the limit would change.
      .where(raw<boolean>`id = any(array(${some}))`)
      .returning(customerColumns),
  )
}

/** Some of the customers with a label, in the order of their ids. */
export async function findTagged(tx: Tx, tag: string, limit: number): Promise<string[]> {
  const rows = await tx.all(
    sql.selectFrom('customer_tags').select('customer_id').where('tag', '=', tag).orderBy('customer_id').limit(limit),
  )
  return rows.map((row) => row.customer_id)
}

/** Those of the customers who still have the label when their rows are locked. */
export function lockTagged(tx: Tx, ids: readonly string[], tag: string): Promise<CustomerRow[]> {
  return tx.all(
    sql
      .selectFrom('customers')
      .select(customerColumns)
      .where(raw<boolean>`id = any(${[...ids]}::uuid[])`)
      .where(raw<boolean>`${tag} = any(tags)`)
      .where('deleted_at', 'is', null)
      .orderBy('id')
      .forNoKeyUpdate(),
  )
}

/** Writes another label in place of one, for rows that are locked. */
export function replaceLabel(tx: Tx, ids: readonly string[], from: string, to: string): Promise<CustomerRow[]> {
  const tags = raw<
    string[]
  >`array(select distinct t collate "C" from unnest(array_replace(tags, ${from}::text, ${to}::text)) as t order by 1)`
  return tx.all(
    sql
      .updateTable('customers')
      .set({ tags, updated_at: raw`now()`, version: raw`version + 1` })
      .where(raw<boolean>`id = any(${[...ids]}::uuid[])`)
      .returning(customerColumns),
  )
}

export interface Identities {
  readonly externalId: string | null
  readonly email: string | null
  readonly phone: string | null
}

/** Who is not meant: the customer itself. */
export interface Exception {
  readonly id?: string
  readonly externalId?: string
}

/** The oldest customer that has one of these identities as its own. */
export function findCustomerIdByIdentity(
  tx: Tx,
  { externalId, email, phone }: Identities,
  except: Exception,
): Promise<{ id: string } | undefined> {
  let query = sql
    .selectFrom('customers')
    .select('id')
    .where('deleted_at', 'is', null)
    .where((or) => or.or([or('external_id', '=', externalId), or('primary_email', '=', email), or('primary_phone', '=', phone)]))
  if (except.id !== undefined) query = query.where('id', '<>', except.id)
  if (except.externalId !== undefined) query = query.where(raw<boolean>`external_id is distinct from ${except.externalId}`)
  return tx.first(query.orderBy('created_at').limit(1))
}

export async function memberExists(tx: Read, id: string): Promise<boolean> {
  return (await tx.first(sql.selectFrom('team_members').select('id').where('id', '=', id).where('status', '<>', 'removed'))) !== undefined
}
