import type { Selectable } from 'kysely'
import { sql as raw } from 'kysely'
import type { ReminderRules } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'

type Row = Selectable<ReminderRules>
/** The rules, null where a business has decided nothing, with its zone and birth. */
export interface FoundRules {
  readonly rules: Row['rules'] | null
  readonly created_at: string | null
  readonly updated_at: string | null
  readonly version: number | null
  readonly time_zone: string
  readonly business_created_at: string
}

export async function findRules(door: Read): Promise<FoundRules> {
  const found = await door.first(
    sql
      .selectFrom('businesses as b')
      .leftJoin('reminder_rules as r', 'r.business_id', 'b.id')
      .select(['r.rules', 'r.created_at', 'r.updated_at', 'r.version', 'b.time_zone', 'b.created_at as business_created_at'])
      .where('b.id', '=', raw<string>`current_business()`),
  )
  return found as FoundRules
}

/** Writes all rules, the first ones as version 2: version 1 are the defaults. */
export async function writeRules(tx: Tx, rules: string): Promise<void> {
  await tx.all(
    sql
      .insertInto('reminder_rules')
      .values({ rules })
      .onConflict((conflict) =>
        conflict.column('business_id').doUpdateSet({ rules, updated_at: raw`now()`, version: raw`reminder_rules.version + 1` }),
      ),
  )
}

// The text names no business: row-level security cannot help here, so the name of the lock has it.
const lockName = raw`hashtextextended('reminder rules ' || current_business()::text, 0)`

/** Until the transaction ends nobody changes what reminders are planned by. Others who plan are not kept waiting. */
export async function shareRules(tx: Tx): Promise<void> {
  await tx.all(raw`select pg_advisory_xact_lock_shared(${lockName})`.compile(sql))
}

/** Waits until all who plan by the present rules have ended, and keeps others waiting until the transaction ends. */
export async function takeRules(tx: Tx): Promise<void> {
  await tx.all(raw`select pg_advisory_xact_lock(${lockName})`.compile(sql))
}
