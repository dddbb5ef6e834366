import type { Insertable, Selectable, Updateable } from 'kysely'
import { sql as raw } from 'kysely'
import type { WaitlistEntries } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { inWindow } from '../../db/windows.ts'
import type { Times, Window } from '../../db/windows.ts'

const entryColumns = [
  'id',
  'customer_id',
  'service_id',
  'member_id',
  'wanted_from',
  'wanted_before',
  'party_size',
  'notes',
  'status',
  'hold_id',
  'offer_member_id',
  'offer_starts_at',
  'offer_ends_at',
  'offer_expires_at',
  'appointment_id',
  'created_at',
  'updated_at',
  'version',
] as const

export type EntryRow = Pick<Selectable<WaitlistEntries>, (typeof entryColumns)[number]>

interface FreedTime {
  readonly member_id: string | null
  readonly times: readonly { readonly starts_at: string; readonly ends_at: string }[]
  readonly was_taken: boolean
}

/** A place in the order in which those who wait are asked. */
export type Turn = Pick<EntryRow, 'created_at' | 'id'>

interface Filters extends Times {
  readonly status?: readonly EntryRow['status'][]
  readonly customer_id?: string
  readonly service_id?: string
  readonly member_id?: string
}

const entries = () => sql.selectFrom('waitlist_entries').select(entryColumns)

export function listEntries(
  door: Read,
  { status, customer_id, service_id, member_id, ...times }: Filters,
  window: Window,
): Promise<EntryRow[]> {
  let query = entries()
  if (status !== undefined) query = query.where(raw<boolean>`status = any(${[...status]})`)
  if (customer_id !== undefined) query = query.where('customer_id', '=', customer_id)
  if (service_id !== undefined) query = query.where('service_id', '=', service_id)
  if (member_id !== undefined) query = query.where('member_id', '=', member_id)
  return door.all(inWindow(query, 'waitlist_entries', times, window))
}

export function findEntry(door: Read, id: string): Promise<EntryRow | undefined> {
  return door.first(entries().where('id', '=', id))
}

/** The row, locked until the transaction ends, so that of two who want the same offer one is first. */
export function lockEntry(tx: Tx, id: string): Promise<EntryRow | undefined> {
  return tx.first(entries().where('id', '=', id).forNoKeyUpdate())
}

export async function insertEntry(tx: Tx, values: Insertable<WaitlistEntries>): Promise<EntryRow> {
  return (await tx.first(sql.insertInto('waitlist_entries').values(values).returning(entryColumns))) as EntryRow
}

/** For a row that is locked, so that it is there. */
export async function updateEntry(tx: Tx, id: string, values: Updateable<WaitlistEntries>): Promise<EntryRow> {
  const query = sql.updateTable('waitlist_entries').set({ ...values, updated_at: raw<string>`now()`, version: raw<number>`version + 1` })
  return (await tx.first(query.where('id', '=', id).returning(entryColumns))) as EntryRow
}

/** Those who wait and could use some of these times, with this member or with anybody, whoever has waited longest first, from a place in that order on. */
export function waitingFor(
  door: Read,
  { member_id, times, was_taken }: FreedTime,
  after: Turn | undefined,
  limit: number,
): Promise<EntryRow[]> {
  const listed = raw`jsonb_to_recordset(${JSON.stringify(times)}::jsonb) as t (starts_at timestamptz, ends_at timestamptz)`
  // So far buffers reach at most.
  const reach = was_taken ? '2 hours' : '0'
  const suits = raw<boolean>`exists (select from ${listed} where wanted_from < t.ends_at + ${reach}::interval and wanted_before > t.starts_at - ${reach}::interval)`
  let query = entries().where('status', '=', 'waiting').where(suits)
  if (member_id !== null) query = query.where(raw<boolean>`(member_id is null or member_id = ${member_id})`)
  if (after !== undefined) query = query.where(raw<boolean>`(created_at, id) > (${after.created_at}, ${after.id})`)
  return door.all(query.orderBy('created_at').orderBy('id').limit(limit))
}

/** What a message says of the business. */
export async function findBusinessWords(door: Read): Promise<{ readonly name: string; readonly time_zone: string }> {
  const row = await door.first(
    sql
      .selectFrom('businesses')
      .select(['name', 'time_zone'])
      .where(raw<boolean>`id = current_business()`),
  )
  return row as { readonly name: string; readonly time_zone: string }
}

/** Whether a customer is on the list still: neither deleted nor merged into another. */
export async function isPresent(door: Read, customerId: string): Promise<boolean> {
  const row = await door.first(sql.selectFrom('customers').select('id').where('id', '=', customerId).where('deleted_at', 'is', null))
  return row !== undefined
}
