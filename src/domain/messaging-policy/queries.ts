import type { Insertable, Selectable } from 'kysely'
import { sql as raw } from 'kysely'
import type { MessagingPolicies } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'

const policyColumns = [
  'marketing_window',
  'region_overrides',
  'max_marketing_per_customer_per_day',
  'max_marketing_per_customer_per_30_days',
  'default_channel_id',
  'footer',
  'text_back_enabled',
  'text_back_template_in_hours_id',
  'text_back_template_after_hours_id',
  'text_back_delay_s',
  'text_back_dedupe_window_minutes',
  'text_back_skip_if_open_thread_minutes',
  'text_back_only_line_types',
] as const

export type PolicyColumns = Pick<Selectable<MessagingPolicies>, (typeof policyColumns)[number]>
type Common = Pick<Selectable<MessagingPolicies>, 'created_at' | 'updated_at' | 'version'>
/** The business's zone and birth, and its policy, all null without one. */
export type FoundPolicy = { [K in keyof PolicyColumns]: PolicyColumns[K] | null } & {
  readonly [K in keyof Common]: Common[K] | null
} & { readonly time_zone: string; readonly business_created_at: string }

/** What the business has decided, with its zone. */
export async function findPolicy(door: Read): Promise<FoundPolicy> {
  const found = await door.first(
    sql
      .selectFrom('businesses as b')
      .leftJoin('messaging_policies as p', 'p.business_id', 'b.id')
      .select(policyColumns.map((column) => `p.${column}` as const))
      .select(['p.created_at', 'p.updated_at', 'p.version', 'b.time_zone', 'b.created_at as business_created_at'])
      .where('b.id', '=', raw<string>`current_business()`),
  )
  return found as FoundPolicy
}

/** Writes the whole policy, the first one as version 2: version 1 are the defaults. */
export async function writePolicy(tx: Tx, values: Insertable<MessagingPolicies>): Promise<void> {
  await tx.all(
    sql
      .insertInto('messaging_policies')
      .values(values)
      .onConflict((conflict) =>
        conflict.column('business_id').doUpdateSet({ ...values, updated_at: raw`now()`, version: raw`messaging_policies.version + 1` }),
      ),
  )
}

/** Whether there is such a channel of ours, in use. */
export async function channelExists(door: Read, id: string): Promise<boolean> {
  return (await door.first(sql.selectFrom('channels').select('id').where('id', '=', id).where('status', '=', 'active'))) !== undefined
}
