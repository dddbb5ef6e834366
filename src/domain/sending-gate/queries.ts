import { sql as raw } from 'kysely'
import type { Read } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'

/** How much marketing somebody has had. */
export interface MarketingCount {
  readonly day: number
  readonly month: number
}

/**
 * The marketing messages that were let through to a customer in the 24 hours and the 30 days before an instant, without the one that is being judged.
 * What failed for good has not reached anybody.
 */
export async function countMarketing(door: Read, customerId: string, at: string, messageId: string | null): Promise<MarketingCount> {
  const counted = await door.first(
    raw<MarketingCount>`
      select count(*) filter (where claimed_at > ${at}::timestamptz - interval '24 hours') as day, count(*) as month
      from messages
      where customer_id = ${customerId} and category = 'marketing' and direction = 'outbound'
        and claimed_at > ${at}::timestamptz - interval '30 days'
        and status not in ('failed', 'suppressed', 'cancelled')
        and id is distinct from ${messageId}::uuid`.compile(sql),
  )
  return counted as MarketingCount
}
