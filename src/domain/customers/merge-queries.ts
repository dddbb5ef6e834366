import { sql as raw } from 'kysely'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { customerColumns, updateCustomer } from './queries.ts'
import type { CustomerRow } from './queries.ts'

/** The tables whose rows belong to a customer by `customer_id` and are resources of their own, with `updated_at` and `version`. */
export type ChildTable =
  'appointment_series' | 'appointments' | 'calls' | 'consents' | 'conversations' | 'customer_notes' | 'messages' | 'waitlist_entries'

/** A customer with the instant of the transaction. */
export type FoundCustomer = CustomerRow & { readonly now: string }

/** Where the line of merges that begins with a customer ends; undefined for one that was not merged. Who stands there may be deleted since. */
export async function findSurvivorId(door: Read, id: string): Promise<string | undefined> {
  const last = await door.first(
    raw<{ id: string }>`
      with recursive line (id, place) as (
        select merged_into, 1 from customers where id = ${id} and merged_into is not null
        union all
        select c.merged_into, line.place + 1 from line join customers c on c.id = line.id where c.merged_into is not null
      )
      select id from line order by place desc limit 1`.compile(sql),
  )
  return last?.id
}

/** A customer and all who were merged into it, one after the other. */
export async function findMergedIds(door: Read, id: string): Promise<string[]> {
  const found = await door.all(
    raw<{ id: string }>`
      with recursive line (id) as (
        select id from customers where id = ${id} and deleted_at is null
        union all
        select c.id from line join customers c on c.merged_into = line.id
      )
      select id from line`.compile(sql),
  )
  return found.map((row) => row.id)
}

/** The customer that last had this external id before it was merged. */
export function findMergedByExternalId(door: Read, externalId: string): Promise<{ id: string } | undefined> {
  return door.first(
    sql
      .selectFrom('customers')
      .select('id')
      .where('external_id', '=', externalId)
      .where('merged_into', 'is not', null)
      .orderBy('deleted_at', 'desc')
      .limit(1),
  )
}

/** Those of the customers that are there. */
export function findCustomers(door: Read, ids: readonly string[]): Promise<FoundCustomer[]> {
  return door.all(those(ids))
}

/** The same, locked until the transaction ends: in the order of their ids, so that two who want the same ones wait for each other in turn. */
export function lockCustomers(tx: Tx, ids: readonly string[]): Promise<FoundCustomer[]> {
  return tx.all(those(ids).orderBy('id').forUpdate())
}

function those(ids: readonly string[]) {
  return sql
    .selectFrom('customers')
    .select([...customerColumns, raw<string>`now()::timestamptz(3)`.as('now')])
    .where(raw<boolean>`id = any(${ids}::uuid[])`)
    .where('deleted_at', 'is', null)
}

export function markCustomerMerged(tx: Tx, id: string, into: string): Promise<CustomerRow> {
  return updateCustomer(tx, id, { deleted_at: raw`now()`, merged_into: into })
}

/** How many rows of a table belong to a customer. */
export async function countChildren(door: Read, table: ChildTable, customerId: string): Promise<number> {
  const counted = await door.first(
    raw<{ count: number }>`select count(*) from ${raw.table(table)} where customer_id = ${customerId}`.compile(sql),
  )
  return counted?.count ?? 0
}

/** Gives the rows that belong to one customer to another, and says how many there were. */
export async function moveChildren(tx: Tx, table: ChildTable, from: string, to: string): Promise<number> {
  const counted = await tx.first(
    raw<{ count: number }>`
      with moved as (
        update ${raw.table(table)} set customer_id = ${to}, updated_at = now(), version = version + 1 where customer_id = ${from} returning id
      )
      select count(*) from moved`.compile(sql),
  )
  return counted?.count ?? 0
}
