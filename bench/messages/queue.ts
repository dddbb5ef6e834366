import { until } from '../../tests/support/eventually.ts'
import type { Street } from './salons.ts'

let added = 0

/** Adds jobs that find nothing to do, of one business after the other. */
export async function addJobs({ rows, database }: Street, count: number): Promise<void> {
  const { businessId } = database.callers[(added += 1) % database.callers.length] ?? {}
  await rows(
    `with scope as materialized (select set_config('app.business_id', $1, false))
     select app.enqueue('conversations.wake', jsonb_build_object('conversation_id', new_id())) from scope, generate_series(1, $2)`,
    [businessId, count],
  )
}

/** How many jobs nobody has begun. */
export async function jobsWaiting({ rows }: Street): Promise<number> {
  const [row] = await rows<{ count: number }>('select count(*)::integer as count from graphile_worker._private_jobs where attempts = 0')
  return row?.count ?? 0
}

/** Until every message has left. */
export async function untilSent({ rows }: Street, seconds = 120): Promise<void> {
  const unsent = async (): Promise<boolean> => (await rows('select from messages where due_at is not null limit 1')).length === 0
  await until('every message has left', unsent, seconds * 1000)
}
