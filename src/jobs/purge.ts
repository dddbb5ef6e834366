import { plain, withTransaction } from '../db/database.ts'
import type { JobContext, Run } from './context.ts'

const batchSize = 1000

// How long each is kept stands in the migration, as a policy of the role that deletes.
const kinds = [
  'events',
  'audit_logs',
  'idempotency_keys',
  'person_idempotency_keys',
  'sessions',
  'sign_ups',
  'password_resets',
  'mails',
] as const

/** Deletes what is past its retention, in small transactions that nobody has to wait for. */
export async function purge(context: JobContext, _payload: object, { signal }: Run): Promise<void> {
  const purged: Record<string, number> = {}
  for (const kind of kinds) purged[kind] = await inBatches(context, signal, 'select app.purge($1, $2) as purged', [kind, batchSize])
  purged['totp_enrolments'] = await inBatches(context, signal, 'select app.purge_totp_enrolments($1) as purged', [batchSize])
  purged['inbound_webhooks'] = await inBatches(context, signal, 'select app.purge_inbound_webhooks($1) as purged', [batchSize])
  purged['slot_holds'] = await inBatches(context, signal, 'select app.purge_slot_holds($1) as purged', [batchSize])
  purged['jobs'] = await inBatches(context, signal, failedJobs, [batchSize])
  context.log.info({ purged }, 'Deleted what is past its retention')
}

async function inBatches({ queue }: JobContext, signal: AbortSignal, text: string, values: unknown[]): Promise<number> {
  let total = 0
  for (;;) {
    signal.throwIfAborted()
    const row = await withTransaction(queue, { nobody: true }, (tx) => tx.first(plain<{ purged: number }>(text, values)))
    total += row?.purged ?? 0
    if ((row?.purged ?? 0) < batchSize) return total
  }
}

// Jobs that will not be tried again stay in the queue, for whoever looks into them.
const failedJobs = `select count(*)::integer as purged from graphile_worker.complete_jobs(array(
  select id from graphile_worker.jobs
  where attempts >= max_attempts and locked_at is null and updated_at < now() - interval '30 days' limit $1))`
