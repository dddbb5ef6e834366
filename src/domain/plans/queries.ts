import { sql as raw } from 'kysely'
import type { components } from '../../../generated/api.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'

type Plan = components['schemas']['BusinessPlan']

/** The plan of the business, which is locked until the transaction ends; rows that refer to it can still be written meanwhile. */
export async function lockPlan(tx: Tx): Promise<Plan> {
  return (await tx.first(ownPlan().forNoKeyUpdate()))?.plan ?? 'free'
}

export async function planOf(door: Read): Promise<Plan> {
  return (await door.first(ownPlan()))?.plan ?? 'free'
}

// Row-level security shows no other business, but lets PostgreSQL look for it by reading them all.
function ownPlan() {
  return sql
    .selectFrom('businesses')
    .select('plan')
    .where('id', '=', raw<string>`current_business()`)
}

/** How many customers the business had when this was asked. */
export async function countCustomers(door: Read): Promise<number> {
  const counters = await door.first(sql.selectFrom('business_counters').select('customers'))
  return counters?.customers ?? 0
}
