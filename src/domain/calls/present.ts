import type { components } from '../../../generated/api.ts'
import type { CallRow } from './queries.ts'

type Schemas = components['schemas']

/** A call as the contract shows it. */
export function presentCall(row: CallRow): Schemas['Call'] {
  return {
    id: row.id,
    direction: row.direction,
    status: row.status,
    result: row.result,
    disposition: row.disposition,
    from: row.from_address,
    to: row.to_address,
    customer_id: row.customer_id,
    conversation_id: row.conversation_id,
    member_id: row.member_id,
    channel_id: row.channel_id,
    provider_call_id: row.provider_call_id,
    started_at: row.started_at,
    answered_at: row.answered_at,
    ended_at: row.ended_at,
    duration_seconds: row.duration_seconds,
    recording: presentRecording(row),
    has_transcript: row.has_transcript,
    summary: row.summary,
    follow_up_on: row.follow_up_on,
    tags: [...row.tags],
    notes: row.notes,
    text_back: presentTextBack(row),
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}

export function presentRecording(row: CallRow): Schemas['NullableCallRecordingFacts'] {
  if (row.recording_kind === null) return null
  // Our own greeting announces what it has recorded; of anybody else's we do not know.
  return { kind: row.recording_kind, duration_seconds: row.recording_seconds, consent_announced: row.greeted }
}

function presentTextBack(row: CallRow): Schemas['NullableCallTextBack'] {
  if (row.text_back_status === null) return null
  return {
    status: row.text_back_status,
    reason: row.text_back_reason,
    due_at: row.text_back_due_at,
    message_id: row.text_back_message_id,
  }
}
