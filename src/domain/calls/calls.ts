import type { components } from '../../../generated/api.ts'
import type { Read, Tx } from '../../db/database.ts'
import { changedFields } from '../../db/differences.ts'
import { problems } from '../../problems.ts'
import { referenced } from '../conversations/conversations.ts'
import { customerOfAddress, holdCustomer } from '../customers/customers.ts'
import { outcomeOf } from './progress.ts'
import type { Progress } from './progress.ts'
import { findCall, findTranscript, insertCall, lockCall, memberExists, updateCall } from './queries.ts'
import type { CallRow } from './queries.ts'
import { recordCall, recordCallChange } from './record.ts'

export { recordCallEvent } from './happening.ts'
export { presentCall } from './present.ts'
export type { CallEvent } from './progress.ts'
export { callTotalsOf, listCallsOfCustomer } from './queries.ts'
export type { CallRow } from './queries.ts'
export { sendTextBack } from './text-back.ts'
export { callEventOf } from './twilio-calls.ts'
export type { TwilioFields, TwilioNews } from './twilio-calls.ts'
export { voiceReply } from './voice.ts'

type Schemas = components['schemas']
type CheckVersion = (row: { readonly version: number }) => void

const earliestStart = Date.parse('2000-01-01T00:00:00Z')

/** Throws 404 when there is no such call. */
export async function requireCall(door: Read, id: string): Promise<CallRow> {
  const row = await findCall(door, id)
  if (row === undefined) throw problems.notFound('call')
  return row
}

/** Throws 404 when there is no such call, or nobody has written down what was said. */
export async function transcriptOf(door: Read, id: string): Promise<Schemas['CallTranscript']> {
  const transcript = await findTranscript(door, id)
  if (transcript === null) throw problems.notFound('transcript')
  return transcript
}

/** Keeps a call that has taken place elsewhere. Throws 409 when its times cannot be, 404 for a customer or member who is not there. */
export async function logCall(tx: Tx, wanted: Schemas['NewCall']): Promise<CallRow> {
  const { direction, from, to, started_at, duration_seconds: duration = 0, status = 'completed', tags = [], ...said } = wanted
  const start = Date.parse(started_at)
  const end = start + duration * 1_000
  if (start < earliestStart || end > Date.now()) throw problems.callTimeInvalid()
  await requireReferences(tx, wanted)
  const progress: Progress = {
    ...blank,
    direction,
    status,
    from_address: from,
    to_address: to,
    started_at: new Date(start).toISOString(),
    ended_at: new Date(end).toISOString(),
    duration_seconds: duration,
  }
  const customer = wanted.customer_id ?? (await customerOfAddress(tx, 'phone', direction === 'inbound' ? from : to))?.id
  const values = { ...said, ...progress, ...outcomeOf(progress), customer_id: customer ?? null, tags: sorted(tags) }
  const row = (await insertCall(tx, values)) as CallRow
  recordCall(tx, row.result === 'missed' || row.result === 'abandoned' ? 'call.missed' : 'call.completed', row)
  return row
}

/** Changes what the team says of a call. Throws 404, 412 when `checkVersion` objects, 404 for a customer or member who is not there. */
export async function changeCall(tx: Tx, id: string, changes: Schemas['CallChanges'], checkVersion: CheckVersion): Promise<CallRow> {
  const row = await lockCall(tx, id)
  if (row === undefined) throw problems.notFound('call')
  checkVersion(row)
  const { transcript, tags, ...others } = changes
  const wanted: Partial<CallRow> = { ...others, ...(tags !== undefined && { tags: sorted(tags) }) }
  const changed = changedFields(row, wanted)
  const hasNewWords = transcript !== undefined && changedFields({ transcript: await findTranscript(tx, id) }, { transcript }).length > 0
  if (changed.length === 0 && !hasNewWords) return row
  await requireReferences(tx, pick(wanted, changed))
  const written = await updateCall(tx, id, {
    ...pick(wanted, changed),
    ...(hasNewWords && { transcript: transcript === null ? null : JSON.stringify(transcript) }),
  })
  recordCallChange(tx, written, row, hasNewWords ? ['transcript'] : [])
  return written
}

const blank = {
  greeted: false,
  dial_outcome: null,
  dial_answered_at: null,
  blocked: false,
  provider_recording_id: null,
  recording_kind: null,
  recording_seconds: null,
} as const

async function requireReferences(
  tx: Tx,
  { customer_id = null, member_id = null }: { readonly customer_id?: string | null; readonly member_id?: string | null },
): Promise<void> {
  if (customer_id !== null) await referenced('customer_id', () => holdCustomer(tx, customer_id))
  if (member_id !== null && !(await memberExists(tx, member_id))) throw problems.referenceNotFound('member_id')
}

function sorted(tags: readonly string[]): string[] {
  return [...new Set(tags)].sort()
}

function pick<T extends object>(values: T, names: readonly string[]): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name))) as Partial<T>
}
