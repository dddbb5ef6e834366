import type { Tx } from '../../db/database.ts'
import { lockRecipient } from '../sending-gate/sending-gate.ts'
import { suppress } from '../suppressions/suppressions.ts'
import type { Claim } from './claims.ts'
import { updateMessage } from './queries.ts'
import type { MessageRow } from './queries.ts'
import { recordChange } from './record.ts'
import { maxAttempts, waitMs } from './retries.ts'
import { afterNow, clockNow, lockClaimed } from './sending-queries.ts'
import { holdProviderId, takeParked } from './status-queries.ts'
import { applyParked } from './statuses.ts'
import { wakeSender } from './waking.ts'

/** What a provider answered to a message that it took. */
export interface Taken {
  readonly provider: NonNullable<MessageRow['provider']>
  readonly providerMessageId: string
  readonly segments: number | null
}

/** Why it did not take one. */
export interface Refusal {
  readonly code: NonNullable<MessageRow['error_code']> | 'circuit_open'
  /** The same message would be refused again. */
  readonly permanent: boolean
  readonly providerCode?: string | undefined
  readonly retryAfter?: number | undefined
  /** Whether it may have got through all the same. */
  readonly uncertain: boolean
}

/** Notes that a message was handed over, and what was heard of it before that. Undefined when somebody else has it by now. */
export async function recordTaken(tx: Tx, claim: Claim, { provider, providerMessageId, segments }: Taken): Promise<MessageRow | undefined> {
  const { integration_id: integrationId } = claim.channel
  await holdProviderId(tx, integrationId, providerMessageId)
  const row = await lockClaimed(tx, claim.message.id, claim.attempt)
  if (row === undefined) return undefined
  const facts = { provider, provider_message_id: row.provider_message_id ?? providerMessageId, segments: segments ?? row.segments }
  // The provider may have told what became of it before it answered; then only its name is missing here.
  const isFirst = row.status === 'sending'
  const written = await updateMessage(tx, row.id, {
    ...facts,
    ...(isFirst && { status: 'sent' as const, due_at: null, uncertain: false, sent_at: clockNow }),
  })
  if (isFirst) recordChange(tx, row, written)
  return applyParked(tx, written, integrationId, await takeParked(tx, integrationId, providerMessageId, row.id))
}

export type Ending = 'failed' | 'later' | 'overtaken'

/**
 * Notes that a message was not taken: it failed for good, or is tried again after a while. While the provider is not even asked no attempt counts, so
 * a message waits as long as its provider is away.
 */
export async function recordRefused(tx: Tx, claim: Claim, refusal: Refusal): Promise<Ending> {
  const { message, channel, address, attempt } = claim
  const optedOut = refusal.code === 'recipient_opted_out'
  if (optedOut) await lockRecipient(tx, { channel: channel.type, address, customerId: message.customer_id })
  const row = await lockClaimed(tx, message.id, attempt)
  if (row?.status !== 'sending') return 'overtaken'
  if (optedOut)
    await suppress(tx, {
      channel: channel.type,
      address,
      reason: 'provider_block',
      scopeChannelId: channel.id,
      providerRef: refusal.providerCode ?? null,
    })
  if (refusal.permanent || (refusal.code !== 'circuit_open' && attempt >= maxAttempts)) return fail(tx, row, refusal)
  return tryLater(tx, row, refusal)
}

async function fail(tx: Tx, row: MessageRow, { code, permanent, providerCode }: Refusal): Promise<Ending> {
  const written = await updateMessage(tx, row.id, {
    status: 'failed',
    due_at: null,
    uncertain: false,
    failed_at: clockNow,
    error_code: code === 'circuit_open' ? 'unreachable' : code,
    provider_code: providerCode ?? null,
    retryable: !permanent,
  })
  recordChange(tx, row, written)
  return 'failed'
}

async function tryLater(tx: Tx, row: MessageRow, { code, retryAfter, uncertain }: Refusal): Promise<Ending> {
  const notAsked = code === 'circuit_open'
  const wait = waitMs(row.attempts, retryAfter)
  const written = await updateMessage(tx, row.id, {
    status: 'queued',
    due_at: afterNow(wait),
    uncertain,
    ...(notAsked && { attempts: row.attempts - 1 }),
  })
  recordChange(tx, row, written)
  await wakeSender(tx, new Date(Date.now() + wait))
  return 'later'
}
