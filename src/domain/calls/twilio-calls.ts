import type { CallEvent } from './progress.ts'
import type { CallRow } from './queries.ts'

export type TwilioNews = 'voice' | 'call_status' | 'recording'
export type TwilioFields = Readonly<Record<string, string | undefined>>

const statuses: Readonly<Record<string, CallRow['status']>> = {
  queued: 'queued',
  initiated: 'queued',
  ringing: 'ringing',
  'in-progress': 'in_progress',
  answered: 'in_progress',
  completed: 'completed',
  busy: 'busy',
  'no-answer': 'no_answer',
  failed: 'failed',
  canceled: 'canceled',
}
const dialOutcomes: Readonly<Record<string, NonNullable<CallRow['dial_outcome']>>> = {
  completed: 'answered',
  answered: 'answered',
  busy: 'busy',
  'no-answer': 'no_answer',
  failed: 'failed',
  canceled: 'canceled',
}
// What Twilio sends in place of a number that was withheld: ANONYMOUS, BLOCKED, RESTRICTED, UNAVAILABLE and UNKNOWN on the keys of a telephone.
const withheld = new Set(['+266696687', '+2562533', '+7378742833', '+86282452253', '+8656696'])

/**
 * What Twilio's form says about a call. `ignored` is what says nothing that is kept, such as news of the leg to the business; `unknown` is a form that
 * Twilio does not document.
 */
export function callEventOf(
  integrationId: string,
  news: TwilioNews,
  fields: TwilioFields,
  receivedAt: string,
): CallEvent | 'ignored' | 'unknown' {
  const providerCallId = fields.CallSid
  if (providerCallId === undefined || !/^CA[0-9a-f]{32}$/i.test(providerCallId)) return 'unknown'
  if (fields.ParentCallSid !== undefined) return 'ignored'
  const base = { integrationId, providerCallId, at: instantOf(fields.Timestamp) ?? receivedAt }
  if (news === 'recording') {
    const recording = recordingOf(fields, fields.RecordingSource === 'RecordVerb' ? 'voicemail' : 'call')
    if (recording !== undefined) return { ...base, at: receivedAt, recording }
    return fields.RecordingStatus === undefined ? 'unknown' : 'ignored'
  }
  const status = statuses[fields.CallStatus ?? '']
  if (status === undefined) return 'unknown'
  const outcome = dialOutcomes[fields.DialCallStatus ?? '']
  const recording = news === 'voice' && outcome === undefined ? recordingOf(fields, 'voicemail') : undefined
  const duration = secondsOf(fields.CallDuration)
  return {
    ...base,
    direction: fields.Direction === undefined || fields.Direction === 'inbound' ? 'inbound' : 'outbound',
    from: partyOf(fields.From),
    ...(partyOf(fields.To) !== null && { to: fields.To as string }),
    status,
    ...(duration !== undefined && { durationSeconds: duration }),
    ...(news === 'voice' && { greeted: true }),
    ...(outcome !== undefined && { dial: { outcome, seconds: secondsOf(fields.DialCallDuration) ?? 0 } }),
    ...(recording !== undefined && { recording }),
  }
}

/** A number or address as it is kept; null when it was withheld. */
export function partyOf(given: string | undefined): string | null {
  if (given === undefined || withheld.has(given) || !/^[\x21-\x7E]{1,200}$/.test(given)) return null
  // Words such as "anonymous" or "Restricted" are no address.
  return /[0-9:@]/.test(given) ? given : null
}

/** Whether a customer can be known by it: short codes and addresses of the provider are nobody's. */
export function isNumber(address: string): boolean {
  return /^\+[1-9][0-9]{6,14}$/.test(address)
}

function recordingOf(fields: TwilioFields, kind: 'call' | 'voicemail'): CallEvent['recording'] {
  const id = fields.RecordingSid ?? /RE[0-9a-f]{32}/i.exec(fields.RecordingUrl ?? '')?.[0]
  if (id === undefined || !/^RE[0-9a-f]{32}$/i.test(id)) return undefined
  if (fields.RecordingStatus !== undefined && fields.RecordingStatus !== 'completed') return undefined
  const seconds = secondsOf(fields.RecordingDuration)
  // Twilio keeps nothing of a message that was not spoken.
  return seconds === 0 ? undefined : { id, kind, seconds: seconds ?? null }
}

function secondsOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[0-9]{1,6}$/.test(text) ? Math.min(Number(text), 86_400) : undefined
}

/** As in mails: `Mon, 05 Jan 2026 09:30:00 +0000`. */
function instantOf(text: string | undefined): string | undefined {
  const millis = text === undefined ? Number.NaN : Date.parse(text)
  const isPlausible = millis > Date.parse('2000-01-01T00:00:00Z') && millis < Date.parse('2199-01-01T00:00:00Z')
  return isPlausible ? new Date(millis).toISOString() : undefined
}
