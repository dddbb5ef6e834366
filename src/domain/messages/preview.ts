import type { components } from '../../../generated/api.ts'
import type { Read } from '../../db/database.ts'
import { referenced } from '../conversations/conversations.ts'
import { customerOfAddress, requireCustomer } from '../customers/customers.ts'
import type { Tx } from '../../db/database.ts'
import { countSegments } from '../message-templates/message-templates.ts'
import { decideSend } from '../sending-gate/sending-gate.ts'
import { asItLeaves, segmentsOf, wordsOf } from './content.ts'
import { costOf } from './present.ts'
import { lastCost } from './queries.ts'
import { addressFor, channelOf } from './sending.ts'

type Schemas = components['schemas']

/** What would leave, and whether. Nothing is kept, and nobody is created. Throws as sending would. */
export async function previewMessage(tx: Tx, wanted: Schemas['NewMessagePreview']): Promise<Schemas['MessagePreview']> {
  const channel = await channelOf(tx, wanted)
  const type = channel.type === 'email' ? 'email' : 'sms'
  const { customer_id: named, category, scheduled_for } = wanted
  const known = named === undefined ? undefined : await referenced('customer_id', () => requireCustomer(tx, named))
  const { subject, body: written } = await wordsOf(tx, type, wanted.content)
  const body = await asItLeaves(tx, category, written)
  const address = addressFor(type, wanted.to, known)
  const customer = known ?? (await customerOfAddress(tx, type === 'email' ? 'email' : 'phone', address)) ?? null
  const at = scheduled_for === undefined ? new Date() : new Date(Math.max(Date.parse(scheduled_for), Date.now()))
  const decision = await decideSend(tx, { customer, channelRow: channel, address, category, at })
  const counted = type === 'sms' ? countSegments(body) : undefined
  const segments = segmentsOf(type, body)
  return {
    from_address: channel.address,
    to_address: address,
    subject,
    body,
    encoding: counted?.encoding ?? null,
    segments,
    units: counted?.units ?? null,
    cost_estimate: await estimate(tx, channel.id, segments ?? 1),
    decision: decision.decision,
    hold_until: decision.decision === 'hold' ? decision.until.toISOString() : null,
    reasons: decision.decision === 'send' ? [] : [...decision.reasons],
  }
}

async function estimate(door: Read, channelId: string, segments: number): Promise<Schemas['NullableMessageCost']> {
  const last = await lastCost(door, channelId)
  return last === undefined ? null : costOf(last.micros * segments, last.currency)
}
