import type { components } from '../../../generated/api.ts'
import { readFields } from './body.ts'
import { maskFields } from './masking.ts'
import type { ReceiptRow, WholeReceipt, countReceipts } from './queries.ts'

type Schemas = components['schemas']
type Trouble = NonNullable<Schemas['NullableInboundWebhookError']>

/** What was received as the contract shows it: what became of it, and nothing of what it says. */
export function presentReceipt(row: ReceiptRow): Schemas['InboundWebhook'] {
  return {
    id: row.id,
    integration_id: row.integration_id,
    kind: row.kind,
    provider_event_id: row.provider_event_id,
    status: row.status,
    attempts: row.attempts,
    error: row.error_code === null ? null : { code: row.error_code as Trouble['code'], detail: row.error ?? row.error_code },
    size_bytes: row.size_bytes,
    processed_at: row.processed_at,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}

/** With what it says, apart from what belongs to people. */
export function presentDetails(row: WholeReceipt): Schemas['InboundWebhookDetails'] {
  const { fields, leftOut } = maskFields(readFields(row.content_type, row.body))
  return {
    ...presentReceipt(row),
    content_type: row.content_type as Schemas['InboundWebhookDetails']['content_type'],
    headers: [...row.headers],
    fields,
    fields_left_out: leftOut,
  }
}

export function presentStats(rows: Awaited<ReturnType<typeof countReceipts>>): Schemas['InboundWebhookStats'] {
  const counts = rows.filter(({ count }) => count > 0)
  const waiting = counts.filter(({ status }) => status === 'received' || status === 'processing')
  const oldest = waiting.flatMap((each) => (each.oldest === null ? [] : [each.oldest])).sort()
  return {
    since: rows[0]?.since ?? new Date().toISOString(),
    total: sumOf(counts),
    waiting: sumOf(waiting),
    oldest_waiting_at: oldest[0] ?? null,
    counts: counts.map(({ kind, status, count }) => ({ kind, status, count })),
  }
}

function sumOf(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((total, { count }) => total + count, 0)
}
