import type { Insertable, Selectable, Updateable } from 'kysely'
import { sql as raw } from 'kysely'
import type { Calls } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { plain } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { inWindow } from '../../db/windows.ts'
import type { Times, Window } from '../../db/windows.ts'

const callColumns = [
  'id',
  'direction',
  'status',
  'greeted',
  'dial_outcome',
  'dial_answered_at',
  'blocked',
  'result',
  'disposition',
  'from_address',
  'to_address',
  'customer_id',
  'conversation_id',
  'member_id',
  'integration_id',
  'channel_id',
  'provider_call_id',
  'started_at',
  'answered_at',
  'ended_at',
  'duration_seconds',
  'provider_recording_id',
  'recording_kind',
  'recording_seconds',
  'summary',
  'follow_up_on',
  'tags',
  'notes',
  'text_back_status',
  'text_back_reason',
  'text_back_due_at',
  'text_back_sent_at',
  'text_back_message_id',
  'created_at',
  'updated_at',
  'version',
] as const
// Long, and of interest to few: whether there is one is enough elsewhere.
const hasTranscript = raw<boolean>`transcript is not null`.as('has_transcript')

export type CallRow = Pick<Selectable<Calls>, (typeof callColumns)[number]> & { readonly has_transcript: boolean }

export type CallFilters = Times & {
  readonly direction?: CallRow['direction']
  readonly status?: readonly string[]
  readonly result?: readonly string[]
  readonly disposition?: readonly string[]
  readonly customer_id?: string
  readonly member_id?: string
  readonly from?: string
  readonly to?: string
  readonly follow_up_until?: string
}

/** Newest first. */
export function listCalls(door: Read, filters: CallFilters, window: Window): Promise<CallRow[]> {
  let query = calls()
  if (filters.direction !== undefined) query = query.where('direction', '=', filters.direction)
  if (filters.status !== undefined) query = query.where(raw<boolean>`status = any(${[...filters.status]})`)
  if (filters.result !== undefined) query = query.where(raw<boolean>`result = any(${[...filters.result]})`)
  if (filters.disposition !== undefined) query = query.where(raw<boolean>`disposition = any(${[...filters.disposition]})`)
  if (filters.customer_id !== undefined) query = query.where('customer_id', '=', filters.customer_id)
  if (filters.member_id !== undefined) query = query.where('member_id', '=', filters.member_id)
  if (filters.from !== undefined) query = query.where('from_address', '=', filters.from)
  if (filters.to !== undefined) query = query.where('to_address', '=', filters.to)
  if (filters.follow_up_until !== undefined) query = query.where('follow_up_on', '<=', filters.follow_up_until)
  return door.all(inWindow(query, 'calls', filters, window))
}

/** Those of a customer in the order in which they began, the newest first. */
export function listCallsOfCustomer(door: Read, customerId: string, { after, limit }: Window): Promise<CallRow[]> {
  let query = calls().where('customer_id', '=', customerId)
  if (after !== undefined) query = query.where(raw<boolean>`(started_at, id) < (${after[0]}, ${after[1]})`)
  return door.all(query.orderBy('started_at', 'desc').orderBy('id', 'desc').limit(limit))
}

export interface CallTotals {
  readonly received: number
  readonly made: number
  readonly missed: number
  readonly last_at: string | null
}

/** Over all calls with a customer; zeros also when there is no such customer. */
export async function callTotalsOf(door: Read, customerId: string): Promise<CallTotals> {
  const totals = await door.first(
    raw<CallTotals>`
      select count(*) filter (where direction = 'inbound') as received, count(*) filter (where direction = 'outbound') as made,
        count(*) filter (where result in ('missed', 'voicemail', 'abandoned')) as missed, max(started_at) as last_at
      from calls where customer_id = ${customerId}`.compile(sql),
  )
  return totals as CallTotals
}

export function findCall(door: Read, id: string): Promise<CallRow | undefined> {
  return door.first(calls().where('id', '=', id))
}

export async function findTranscript(door: Read, id: string): Promise<Selectable<Calls>['transcript']> {
  return (await door.first(sql.selectFrom('calls').select('transcript').where('id', '=', id)))?.transcript ?? null
}

/** The row, locked until the transaction ends. */
export function lockCall(tx: Tx, id: string): Promise<CallRow | undefined> {
  return tx.first(calls().where('id', '=', id).forNoKeyUpdate())
}

interface Provided {
  readonly integrationId: string
  readonly providerCallId: string
}

export function findProvidedCall(door: Read, { integrationId, providerCallId }: Provided): Promise<CallRow | undefined> {
  return door.first(calls().where('integration_id', '=', integrationId).where('provider_call_id', '=', providerCallId))
}

export function lockProvidedCall(tx: Tx, { integrationId, providerCallId }: Provided): Promise<CallRow | undefined> {
  return tx.first(calls().where('integration_id', '=', integrationId).where('provider_call_id', '=', providerCallId).forNoKeyUpdate())
}

/** Waits until nobody else deals with calls from or to this number, and keeps others waiting until the transaction ends. */
export async function lockCaller(tx: Tx, address: string): Promise<void> {
  await tx.all(plain(`select pg_advisory_xact_lock(hashtextextended('caller:' || current_business()::text || ':' || $1, 0))`, [address]))
}

/** The new row, or undefined when the provider's call is there already. */
export function insertCall(tx: Tx, values: Insertable<Calls>): Promise<CallRow | undefined> {
  return tx.first(
    sql
      .insertInto('calls')
      .values(values)
      .onConflict((conflict) => conflict.doNothing())
      .returning([...callColumns, hasTranscript]),
  )
}

/** For a row that is locked, so that it is there. */
export async function updateCall(tx: Tx, id: string, values: Updateable<Calls>): Promise<CallRow> {
  const row = await tx.first(
    sql
      .updateTable('calls')
      .set({ ...values, updated_at: raw`now()`, version: raw`version + 1` })
      .where('id', '=', id)
      .returning([...callColumns, hasTranscript]),
  )
  return row as CallRow
}

/** What became of a number since a call from it began: whether somebody spoke with it, is speaking with it, and when it last got a text for a missed call. */
export async function newsOfCaller(
  door: Read,
  { id, from_address, started_at }: CallRow,
): Promise<{ readonly reached: boolean; readonly calling: boolean; readonly texted_at: string | null }> {
  const news = await door.first(
    raw<{ reached: boolean; calling: boolean; texted_at: string | null }>`
      select
        coalesce(bool_or(result = 'answered' and started_at >= ${started_at}), false) as reached,
        coalesce(bool_or(id <> ${id} and result is null and ended_at is null and (started_at, id) > (${started_at}, ${id})), false) as calling,
        max(text_back_sent_at) filter (where id <> ${id}) as texted_at
      from calls
      where (from_address = ${from_address} and direction = 'inbound') or (to_address = ${from_address} and direction = 'outbound')`.compile(
      sql,
    ),
  )
  return news ?? { reached: false, calling: false, texted_at: null }
}

/** The texts after missed calls that still wait for their time, for calls from this number that began before. */
export function lockWaitingTextBacks(tx: Tx, address: string, before: string): Promise<CallRow[]> {
  return tx.all(
    calls()
      .where('from_address', '=', address)
      .where('text_back_status', '=', 'scheduled')
      .where('started_at', '<=', before)
      .orderBy('id')
      .forNoKeyUpdate(),
  )
}

export async function memberExists(door: Read, id: string): Promise<boolean> {
  return (await door.first(sql.selectFrom('team_members').select('id').where('id', '=', id).where('status', '<>', 'removed'))) !== undefined
}

function calls() {
  return sql.selectFrom('calls').select([...callColumns, hasTranscript])
}
