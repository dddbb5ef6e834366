import { createHash } from 'node:crypto'
import type { components } from '../../../generated/api.ts'
import { textOf } from './body.ts'
import type { Fields } from './body.ts'

export type Kind = components['schemas']['InboundWebhookKind']

interface Nature {
  readonly provider: 'twilio' | 'sms_provider' | 'postmark'
  /** What makes it this thing and no other, however often it comes; undefined where something of that is missing. */
  readonly identity: (fields: Fields) => readonly (string | undefined)[]
  /** Whose things are processed one after the other. */
  readonly peer?: string
}

const maxIdLength = 200

/** A status of one message or call is one thing; that it may come with another detail makes it another. */
const natures: Readonly<Record<Kind, Nature>> = {
  twilio_message: { provider: 'twilio', identity: (fields) => [textOf(fields, 'MessageSid')], peer: 'From' },
  twilio_message_status: { provider: 'twilio', identity: named(['MessageSid', 'MessageStatus'], ['ErrorCode']) },
  twilio_voice: { provider: 'twilio', identity: named(['CallSid', 'CallStatus'], ['DialCallStatus', 'RecordingUrl', 'Digits']) },
  twilio_call_status: { provider: 'twilio', identity: named(['CallSid', 'CallStatus'], ['DialCallStatus', 'SequenceNumber']) },
  twilio_recording: { provider: 'twilio', identity: named(['RecordingSid', 'RecordingStatus']) },
  sms_provider_status: { provider: 'sms_provider', identity: named(['messageId', 'status'], ['errorCode']) },
  postmark_event: { provider: 'postmark', identity: identityOfPostmarkEvent },
  postmark_inbound: { provider: 'postmark', identity: named(['MessageID']), peer: 'From' },
}

export function providerOf(kind: Kind): Nature['provider'] {
  return natures[kind].provider
}

/** The provider's name for it. What has none, or an odd one, is called after its bytes: the same bytes are the same thing. */
export function eventIdOf(kind: Kind, fields: Fields | undefined, bytes: Buffer): string {
  const parts = fields === undefined ? [undefined] : natures[kind].identity(fields)
  const whole = parts.every((part): part is string => part !== undefined)
  // Statuses of a call come to two URLs, and each has its own meaning there.
  const id = whole ? [...(kind === 'twilio_voice' ? ['voice'] : []), ...parts].join(':') : ''
  const isUsable = /^[\x21-\x7E]+$/.test(id) && id.length <= maxIdLength
  return isUsable ? id : `sha256:${createHash('sha256').update(kind).update(bytes).digest('hex')}`
}

/** A digest, because it is compared and never read; null where the order means nothing. */
export function peerOf(kind: Kind, fields: Fields | undefined): Buffer | null {
  const { peer } = natures[kind]
  const name = peer === undefined || fields === undefined ? undefined : textOf(fields, peer)
  return name === undefined ? null : createHash('sha256').update(`${kind}:${name.toLowerCase()}`).digest()
}

/** These fields, which must be there, and those, which may be. */
function named(required: readonly string[], optional: readonly string[] = []): Nature['identity'] {
  return (fields) => [
    ...required.map((name) => textOf(fields, name)),
    ...optional.map((name) => textOf(fields, name)).filter((value) => value !== undefined),
  ]
}

// Bounces have numbers. A wish belongs to an address, which is no part of a name that everybody sees.
function identityOfPostmarkEvent(fields: Fields): readonly (string | undefined)[] {
  const type = textOf(fields, 'RecordType')
  if (type === 'Bounce' || type === 'SpamComplaint') return [type, textOf(fields, 'ID')]
  if (type === 'Delivery') return [type, textOf(fields, 'MessageID')]
  if (type !== 'SubscriptionChange') return [undefined]
  const recipient = createHash('sha256')
    .update(textOf(fields, 'Recipient') ?? '')
    .digest('hex')
  return [type, textOf(fields, 'ChangedAt'), recipient.slice(0, 16), textOf(fields, 'SuppressSending') ?? 'false']
}
