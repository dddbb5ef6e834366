import type { CallRow } from './queries.ts'

/** What the provider told about a call at one moment. Of what it does not tell, nothing stands here. */
export interface CallEvent {
  readonly integrationId: string
  readonly providerCallId: string
  readonly direction?: CallRow['direction']
  /** Who called; null when the number was withheld. */
  readonly from?: string | null
  readonly to?: string
  readonly status?: CallRow['status']
  /** When it was so. */
  readonly at: string
  readonly durationSeconds?: number
  /** Our own greeting spoke: that the call was taken says nothing about a person then. */
  readonly greeted?: boolean
  /** What came of ringing the business behind our greeting. */
  readonly dial?: { readonly outcome: NonNullable<CallRow['dial_outcome']>; readonly seconds: number }
  readonly recording?: { readonly id: string; readonly kind: NonNullable<CallRow['recording_kind']>; readonly seconds: number | null }
}

/** What is known of how a call went. */
export type Progress = Pick<
  CallRow,
  | 'direction'
  | 'status'
  | 'greeted'
  | 'dial_outcome'
  | 'dial_answered_at'
  | 'blocked'
  | 'from_address'
  | 'to_address'
  | 'started_at'
  | 'ended_at'
  | 'duration_seconds'
  | 'provider_recording_id'
  | 'recording_kind'
  | 'recording_seconds'
>
export type Outcome = Pick<CallRow, 'result' | 'answered_at'>

// A call goes up here and never down. Of two ends that were told the higher one stands, whichever came first.
const statuses: readonly CallRow['status'][] = ['queued', 'ringing', 'in_progress', 'canceled', 'failed', 'no_answer', 'busy', 'completed']
const dialOutcomes: readonly CallRow['dial_outcome'][] = [null, 'canceled', 'failed', 'no_answer', 'busy', 'answered']
const longestSeconds = 86_400

/** What is known after some news. In whatever order the same news come, and however often, the end is the same. */
export function progressWith(before: Progress | undefined, event: CallEvent): Progress {
  const { dial, recording } = event
  const known = before ?? unknown(event)
  const isEnd = event.status !== undefined && isFinal(event.status)
  const dialAnsweredAt = dial?.outcome === 'answered' ? earlierBy(event.at, dial.seconds) : null
  return {
    ...known,
    direction: event.direction ?? known.direction,
    status: higher(statuses, known.status, event.status ?? 'queued'),
    greeted: known.greeted || event.greeted === true,
    dial_outcome: higher(dialOutcomes, known.dial_outcome, dial?.outcome ?? null),
    dial_answered_at: earliest(known.dial_answered_at, dialAnsweredAt),
    from_address: known.from_address ?? event.from ?? null,
    to_address: known.to_address ?? event.to ?? null,
    started_at: earliest(known.started_at, earlierBy(event.at, isEnd ? (event.durationSeconds ?? 0) : 0)) ?? known.started_at,
    ended_at: isEnd ? earliest(known.ended_at, event.at) : known.ended_at,
    duration_seconds: longest(known.duration_seconds, event.durationSeconds),
    ...(recording !== undefined && recordingWith(known, recording)),
  }
}

type Recording = NonNullable<CallEvent['recording']>

// A call has one recording here. Of two, which a call of ours never has, the choice must not depend on which was told first.
function recordingWith(known: Progress, { id, kind, seconds }: Recording): Partial<Progress> {
  const { provider_recording_id: present } = known
  if (present !== null && present < id) return {}
  const isSame = present === id
  return {
    provider_recording_id: id,
    recording_kind: isSame && known.recording_kind === 'voicemail' ? 'voicemail' : kind,
    recording_seconds: longest(isSame ? known.recording_seconds : null, seconds ?? undefined),
  }
}

/** What came of the call, as far as it is over. */
export function outcomeOf(call: Progress): Outcome {
  if (!isFinal(call.status)) return { result: null, answered_at: call.dial_answered_at }
  if (call.direction === 'outbound') {
    const spoken = call.status === 'completed'
    return { result: spoken ? 'answered' : null, answered_at: spoken ? startOfTalk(call) : null }
  }
  if (call.blocked) return { result: 'blocked', answered_at: null }
  if (call.dial_outcome === 'answered') return { result: 'answered', answered_at: call.dial_answered_at }
  // Somebody else's greeting or nobody's: then who took the call is the business.
  if (!call.greeted && call.status === 'completed') return { result: 'answered', answered_at: startOfTalk(call) }
  if (call.recording_kind === 'voicemail') return { result: 'voicemail', answered_at: null }
  const hungUp = call.dial_outcome === 'canceled' || call.status === 'canceled'
  return { result: hungUp ? 'abandoned' : 'missed', answered_at: null }
}

export function isFinal(status: CallRow['status']): boolean {
  return statuses.indexOf(status) >= statuses.indexOf('canceled')
}

function startOfTalk({ started_at, ended_at, duration_seconds }: Progress): string {
  return ended_at === null ? started_at : earlierBy(ended_at, duration_seconds ?? 0)
}

function unknown({ at, direction = 'inbound' }: CallEvent): Progress {
  return {
    direction,
    status: 'queued',
    greeted: false,
    dial_outcome: null,
    dial_answered_at: null,
    blocked: false,
    from_address: null,
    to_address: null,
    started_at: at,
    ended_at: null,
    duration_seconds: null,
    provider_recording_id: null,
    recording_kind: null,
    recording_seconds: null,
  }
}

function higher<T>(order: readonly T[], one: T, other: T): T {
  return order.indexOf(one) >= order.indexOf(other) ? one : other
}

// Instants are all written alike, so that they compare as text.
function earliest(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}

function longest(one: number | null, other: number | undefined): number | null {
  if (other === undefined) return one
  return Math.max(one ?? 0, Math.min(other, longestSeconds))
}

function earlierBy(instant: string, seconds: number): string {
  return new Date(Date.parse(instant) - Math.min(seconds, longestSeconds) * 1_000).toISOString()
}
