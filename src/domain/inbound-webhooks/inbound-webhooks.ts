import type { Cipher } from '../../crypto/cipher.ts'
import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { problems } from '../../problems.ts'
import { voiceReply } from '../calls/calls.ts'
import { findInboundIntegration, noteInboundEvent } from '../integrations/integrations.ts'
import type { InboundIntegration } from '../integrations/integrations.ts'
import { readFields, textsOf } from './body.ts'
import type { Fields } from './body.ts'
import { obeyKeyword } from './keywords.ts'
import { eventIdOf, peerOf } from './kinds.ts'
import { presentReceipt } from './present.ts'
import { isProven } from './proof.ts'
import type { Delivery } from './proof.ts'
import { insertReceipt, lockReceipt, updateReceipt } from './queries.ts'
import type { ReceiptRow } from './queries.ts'
import { readMessage } from './twilio.ts'

export { beginProcessing, noteFailure, processInTurn } from './processing.ts'
export type { Turn } from './processing.ts'
export type { Delivery } from './proof.ts'

type CheckVersion = (row: { readonly version: number }) => void

interface Received {
  readonly integration: InboundIntegration
  /** Undefined when the same has come before. */
  readonly id?: string
  readonly fields: Fields | undefined
}

// Those that help to find something at the provider, and are no secret.
const keptHeaders = ['i-twilio-idempotency-token', 'user-agent', 'x-home-region', 'x-pm-webhook-trace-id', 'x-sms-timestamp']

/**
 * Keeps what a provider has sent, once, and has it processed. Throws 403 when it does not come from the provider of that integration, and then nothing
 * of it is left.
 */
export async function receiveWebhook(tx: Tx, cipher: Cipher, delivery: Delivery): Promise<Received> {
  const integration = await findInboundIntegration(tx, cipher, delivery.integrationId)
  if (!isProven(delivery, integration)) throw problems.notFromProvider()
  await tx.become({ business: integration.businessId })
  const fields = readFields(delivery.type, delivery.bytes)
  const id = await insertReceipt(tx, rowOf(delivery, fields))
  if (id === undefined) return { integration, fields }
  await noteInboundEvent(tx, delivery.integrationId)
  await enqueue(tx, 'webhook.process', { inbound_webhook_id: id })
  return { id, integration, fields }
}

/** Keeps a text message: a STOP holds when this is committed. What is to be answered is a message, so Twilio has nothing to do. Throws 403 as above. */
export async function receiveText(tx: Tx, cipher: Cipher, delivery: Delivery): Promise<void> {
  const { id, integration, fields = {} } = await receiveWebhook(tx, cipher, delivery)
  const message = readMessage(fields)
  // In a suspended business nothing changes; the message is kept, and obeyed when that has ended.
  if (id === undefined || typeof message === 'string' || integration.businessStatus !== 'active') return
  const { effect, answer } = await obeyKeyword(tx, message)
  await updateReceipt(tx, id, { consent_effect: effect, answer: answer ?? null })
}

/** Keeps what Twilio says of a call, and answers in TwiML what it is to do next: the same each time it asks. Throws 403 as above. */
export async function answerCall(tx: Tx, cipher: Cipher, delivery: Delivery): Promise<string> {
  const { fields = {} } = await receiveWebhook(tx, cipher, delivery)
  const { integrationId, publicUrl } = delivery
  return voiceReply(tx, { integrationId, publicUrl, fields: textsOf(fields) })
}

/** Takes up again what has failed, was not understood or was put aside. Throws 404, 412 when `checkVersion` objects, 409 when there is nothing to do. */
export async function reprocessWebhook(tx: Tx, id: string, checkVersion: CheckVersion): Promise<ReceiptRow> {
  const row = await lockReceipt(tx, id)
  if (row === undefined) throw problems.notFound('inbound webhook')
  checkVersion(row)
  if (!['failed', 'quarantined', 'ignored'].includes(row.status)) throw problems.inboundWebhookNotReprocessable(row.status)
  const waiting = await updateReceipt(tx, id, { status: 'received', attempts: 0, error_code: null, error: null, processed_at: null })
  await enqueue(tx, 'webhook.process', { inbound_webhook_id: id })
  const event = { type: 'inbound_webhook.reprocessed', data: { object: presentReceipt(waiting) } } as const
  record(tx, { action: event.type, resource: { type: 'inbound_webhook', id }, changedFields: ['attempts', 'status'], event })
  return waiting
}

function rowOf(
  { kind, integrationId, url, header, bytes, type }: Delivery,
  fields: Fields | undefined,
): Parameters<typeof insertReceipt>[1] {
  const cut = url.indexOf('?')
  const headers = keptHeaders.flatMap((name) => {
    const value = header(name)
    return value === undefined ? [] : [{ name, value: value.replaceAll(/[^\x20-\x7E]/g, '?').slice(0, 500), masked: false }]
  })
  return {
    integration_id: integrationId,
    kind,
    provider_event_id: eventIdOf(kind, fields, bytes),
    peer: peerOf(kind, fields),
    query: cut === -1 ? '' : url.slice(cut + 1),
    headers: JSON.stringify(headers),
    content_type: type,
    body: bytes,
  }
}
