import type { components } from '../../../generated/api.ts'
import type { MessageRow } from './queries.ts'

type Schemas = components['schemas']

/** A message as the contract shows it. */
export function presentMessage(row: MessageRow): Schemas['Message'] {
  return {
    id: row.id,
    conversation_id: row.conversation_id,
    customer_id: row.customer_id,
    channel_id: row.channel_id,
    sequence: row.sequence,
    direction: row.direction,
    sender_type: row.sender_type,
    sender_id: row.sender_id,
    category: row.category,
    from_address: row.from_address,
    to_address: row.to_address,
    subject: row.subject,
    body: row.body,
    attachments: [...row.attachments],
    template_id: row.template_id,
    template_version: row.template_version,
    status: row.status,
    error: errorOf(row),
    reasons: [...row.reasons],
    scheduled_for: row.scheduled_for,
    not_before: row.not_before,
    retry_of_id: row.retry_of_id,
    provider: row.provider,
    provider_message_id: row.provider_message_id,
    segments: row.segments,
    possibly_sent_twice: row.possibly_sent_twice,
    cost: costOf(row.cost_micros, row.cost_currency),
    occurred_at: row.occurred_at,
    sent_at: row.sent_at,
    delivered_at: row.delivered_at,
    failed_at: row.failed_at,
    read_at: row.read_at,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}

const microsInMinor = 10_000

/** Texts cost less than the smallest unit of a currency, so the cost is kept in millionths and shown rounded up. */
export function costOf(micros: number | null, currency: MessageRow['cost_currency']): Schemas['NullableMessageCost'] {
  if (micros === null || currency === null) return null
  return { amount_minor: Math.ceil(micros / microsInMinor), currency }
}

function errorOf({ error_code, provider_code, provider_message, retryable }: MessageRow): Schemas['NullableMessageError'] {
  return error_code === null ? null : { code: error_code, provider_code, provider_message, retryable: retryable ?? false }
}
