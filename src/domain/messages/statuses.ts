import type { Tx } from '../../db/database.ts'
import type { MessageRow } from './queries.ts'
import { updateMessage } from './queries.ts'
import { recordChange } from './record.ts'
import { lineOf } from './sanitise.ts'
import { stepOf } from './states.ts'
import type { ProviderStatus } from './states.ts'
import { holdProviderId, insertUpdate, lockByProvider } from './status-queries.ts'
import type { StatusUpdate } from './status-queries.ts'

/** What a provider says about a message that it has, or will turn out to have. */
export interface ProviderWord {
  readonly integrationId: string
  /** The provider's name for it, and ours where the provider gives it back: at least one of them. */
  readonly providerMessageId?: string | undefined
  readonly messageId?: string | undefined
  readonly status: ProviderStatus
  readonly providerCode?: string | null | undefined
  readonly providerMessage?: string | null | undefined
  /** What the code means in our vocabulary, and whether the same message may arrive another time. */
  readonly errorCode?: MessageRow['error_code'] | undefined
  readonly retryable?: boolean | undefined
  readonly cost?: { readonly micros: number; readonly currency: NonNullable<MessageRow['cost_currency']> } | undefined
  readonly at: Date
}

export type Applied = 'applied' | 'nothing' | 'parked'

/**
 * Takes a provider's word for what became of a message. Each word counts once; a message moves on by it or stays, in whatever order words arrive. A
 * word about a message that is not known here yet is kept until it is.
 */
export async function applyProviderStatus(
  tx: Tx,
  word: ProviderWord,
): Promise<{ readonly result: Applied; readonly message?: MessageRow }> {
  const { integrationId, messageId, providerMessageId } = word
  if (providerMessageId !== undefined) await holdProviderId(tx, integrationId, providerMessageId)
  const message =
    messageId === undefined && providerMessageId === undefined
      ? undefined
      : await lockByProvider(tx, integrationId, messageId, providerMessageId)
  const kept = await insertUpdate(tx, {
    integration_id: integrationId,
    message_id: message?.id ?? null,
    provider_message_id: providerMessageId ?? message?.provider_message_id ?? null,
    status: word.status,
    provider_code: word.providerCode ?? null,
    provider_message: lineOf(word.providerMessage ?? ''),
    occurred_at: word.at.toISOString(),
  })
  if (message === undefined) return { result: 'parked' }
  if (kept === undefined) return { result: 'nothing', message }
  const written = await proceed(tx, message, word)
  return { result: written === message ? 'nothing' : 'applied', message: written }
}

/** What was heard of a message before its name was known, applied to it now. The name is held by `holdProviderId`. */
export async function applyParked(
  tx: Tx,
  message: MessageRow,
  integrationId: string,
  parked: readonly StatusUpdate[],
): Promise<MessageRow> {
  let row = message
  for (const { status, provider_code, provider_message, occurred_at } of parked)
    row = await proceed(tx, row, {
      integrationId,
      status,
      providerCode: provider_code,
      providerMessage: provider_message,
      at: new Date(occurred_at),
    })
  return row
}

async function proceed(tx: Tx, message: MessageRow, word: ProviderWord): Promise<MessageRow> {
  // Whoever sent it died before it could say so; the provider does it instead.
  const present = message.uncertain && message.status === 'queued' ? 'sending' : message.status
  const step = stepOf(present, word.status)
  const facts = {
    ...(word.cost !== undefined && { cost_micros: word.cost.micros, cost_currency: word.cost.currency }),
    ...(message.provider_message_id === null && word.providerMessageId !== undefined && { provider_message_id: word.providerMessageId }),
    ...(step === 'conflict' && { status_conflict: true }),
  }
  if (step !== 'forward' && Object.keys(facts).length === 0) return message
  const written = await updateMessage(tx, message.id, { ...facts, ...(step === 'forward' && columnsOf(message, word)) })
  recordChange(tx, message, written)
  return written
}

function columnsOf(message: MessageRow, { status, at, providerCode, providerMessage, errorCode, retryable }: ProviderWord) {
  const instant = at.toISOString()
  const sent = { status, due_at: null, uncertain: false, sent_at: message.sent_at ?? instant }
  if (status === 'delivered') return { ...sent, delivered_at: instant }
  if (status === 'read') return { ...sent, delivered_at: message.delivered_at ?? instant, read_at: instant }
  if (status !== 'undelivered' && status !== 'failed') return sent
  return {
    ...sent,
    failed_at: instant,
    error_code: errorCode ?? 'unknown',
    provider_code: printable(providerCode),
    provider_message: lineOf(providerMessage ?? ''),
    retryable: retryable ?? false,
  }
}

function printable(code: string | null | undefined): string | null {
  return code?.replaceAll(/[^\x21-\x7e]/g, '').slice(0, 64) || null
}
