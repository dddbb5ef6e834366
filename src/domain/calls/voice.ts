import type { components } from '../../../generated/api.ts'
import type { Tx } from '../../db/database.ts'
import { channelByAddress, voiceOf } from '../channels/channels.ts'
import { customerOfAddress } from '../customers/customers.ts'
import { isNumber, partyOf } from './twilio-calls.ts'
import type { TwilioFields } from './twilio-calls.ts'

export interface VoiceCall {
  readonly integrationId: string
  readonly fields: TwilioFields
  /** Where this server is reached, from the settings. */
  readonly publicUrl: string
}

const ringSeconds = 20
const longestMessageSeconds = 180
const messageRequest = 'Nobody can take your call at the moment. Please leave a message after the tone, which is recorded.'

/**
 * What Twilio is to do next with a call, as TwiML: greet, ring the business if it has said where, else take a message. It is asked again after the
 * ringing, and after the message. Whom the business has blocked is turned away.
 */
export async function voiceReply(tx: Tx, call: VoiceCall): Promise<string> {
  const { fields } = call
  if (fields.RecordingUrl !== undefined && fields.DialCallStatus === undefined) return twiml('<Hangup/>')
  if (fields.DialCallStatus !== undefined) return twiml(tookIt(fields.DialCallStatus) ? '<Hangup/>' : takeMessage(call))
  const [channel, isBlocked] = await Promise.all([channelByAddress(tx, 'voice', fields.To ?? ''), callerIsBlocked(tx, fields)])
  if (isBlocked) return twiml('<Reject reason="rejected"/>')
  return twiml(greet(call, channel === undefined ? undefined : voiceOf(channel)))
}

/** Recorded is only what is announced. A number that is no channel takes messages. */
function greet(call: VoiceCall, voice: components['schemas']['ChannelVoice'] | undefined): string {
  const { forward_to: forwardTo = null, greeting = null, record = false, announce = null } = voice ?? {}
  const greeted = greeting === null ? '' : say(greeting)
  if (forwardTo === null) return greeted + takeMessage(call)
  const dial = { timeout: String(ringSeconds), action: url(call, 'voice'), method: 'POST' }
  const isRecorded = record && announce !== null
  const recording = { record: 'record-from-answer-dual', recordingStatusCallback: url(call, 'recording') }
  const attributes = attributesOf(isRecorded ? { ...dial, ...recording } : dial)
  return `${greeted}${isRecorded ? say(announce) : ''}<Dial ${attributes}><Number>${escaped(forwardTo)}</Number></Dial>`
}

function takeMessage(call: VoiceCall): string {
  const attributes = attributesOf({
    maxLength: String(longestMessageSeconds),
    playBeep: 'true',
    action: url(call, 'voice'),
    method: 'POST',
    recordingStatusCallback: url(call, 'recording'),
  })
  return `${say(messageRequest)}<Record ${attributes}/><Hangup/>`
}

function attributesOf(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(' ')
}

async function callerIsBlocked(tx: Tx, { From }: TwilioFields): Promise<boolean> {
  const caller = partyOf(From)
  if (caller === null || !isNumber(caller)) return false
  return (await customerOfAddress(tx, 'phone', caller))?.status === 'blocked'
}

function tookIt(dialStatus: string): boolean {
  return dialStatus === 'completed' || dialStatus === 'answered'
}

function url({ publicUrl, integrationId }: VoiceCall, news: 'voice' | 'recording'): string {
  return `${publicUrl.replace(/\/+$/, '')}/webhooks/twilio/${integrationId}/${news}`
}

function say(words: string): string {
  return `<Say>${escaped(words)}</Say>`
}

function twiml(verbs: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}
