import { sql as raw } from 'kysely'
import type { Insertable, Selectable, UpdateObject } from 'kysely'
import type { components } from '../../../generated/api.ts'
import type { DB, InboundWebhooks } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { inWindow } from '../../db/windows.ts'
import type { Times, Window } from '../../db/windows.ts'

const receiptColumns = [
  'id',
  'integration_id',
  'kind',
  'provider_event_id',
  'status',
  'attempts',
  'error_code',
  'error',
  'processed_at',
  'created_at',
  'updated_at',
  'version',
] as const
const contentColumns = ['query', 'headers', 'content_type', 'body', 'peer', 'position', 'consent_effect', 'answer'] as const

type Row = Selectable<InboundWebhooks>
export type ReceiptRow = Pick<Row, (typeof receiptColumns)[number]> & { readonly size_bytes: number }
export type WholeReceipt = ReceiptRow & Pick<Row, (typeof contentColumns)[number]>

export interface ReceiptFilters extends Times {
  readonly status?: readonly ReceiptRow['status'][]
  readonly kind?: readonly ReceiptRow['kind'][]
  readonly integration_id?: string
}

const size = raw<number>`octet_length(body)`.as('size_bytes')

/** The id of the new row; undefined when the same thing has come before. */
export async function insertReceipt(tx: Tx, values: Insertable<InboundWebhooks>): Promise<string | undefined> {
  const row = await tx.first(
    sql
      .insertInto('inbound_webhooks')
      .values(values)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id'),
  )
  return row?.id
}

export function listReceipts(door: Read, filters: ReceiptFilters, window: Window): Promise<ReceiptRow[]> {
  let query = sql.selectFrom('inbound_webhooks').select(receiptColumns).select(size)
  if (filters.status !== undefined) query = query.where(raw<boolean>`status = any(${[...filters.status]})`)
  if (filters.kind !== undefined) query = query.where(raw<boolean>`kind = any(${[...filters.kind]})`)
  if (filters.integration_id !== undefined) query = query.where('integration_id', '=', filters.integration_id)
  return door.all(inWindow(query, 'inbound_webhooks', filters, window))
}

export function findReceipt(door: Read, id: string): Promise<WholeReceipt | undefined> {
  return door.first(wholeReceipts().where('id', '=', id))
}

/** The row, locked until the transaction ends. */
export function lockReceipt(tx: Tx, id: string): Promise<WholeReceipt | undefined> {
  return tx.first(wholeReceipts().where('id', '=', id).forNoKeyUpdate())
}

/**
 * Whose turn it is: of what this one's peer has sent and nobody has processed, the oldest up to this one, locked. Nobody else takes a turn of the same
 * peer until the transaction ends.
 */
export async function lockNextInTurn(
  tx: Tx,
  { id, peer, position }: WholeReceipt,
  tried: readonly string[],
): Promise<WholeReceipt | undefined> {
  if (peer === null) return lockWaiting(tx, id)
  await tx.all(
    raw`select pg_advisory_xact_lock(hashtextextended(${peer.toString('hex')}, hashtext(current_business()::text)))`.compile(sql),
  )
  return tx.first(
    wholeReceipts()
      .where('peer', '=', peer)
      .where('position', '<=', position)
      .where('status', 'in', ['received', 'processing'])
      .where(raw<boolean>`id <> all(${[...tried]}::uuid[])`)
      .orderBy('position')
      .limit(1)
      .forNoKeyUpdate(),
  )
}

function lockWaiting(tx: Tx, id: string): Promise<WholeReceipt | undefined> {
  return tx.first(wholeReceipts().where('id', '=', id).where('status', 'in', ['received', 'processing']).forNoKeyUpdate())
}

/** Counts an attempt; undefined when there is nothing left to do. */
export function beginAttempt(tx: Tx, id: string): Promise<WholeReceipt | undefined> {
  return tx.first(
    sql
      .updateTable('inbound_webhooks')
      .set({ status: 'processing', attempts: raw`attempts + 1`, ...touched })
      .where('id', '=', id)
      .where('status', 'in', ['received', 'processing'])
      .returning([...receiptColumns, ...contentColumns])
      .returning(size),
  )
}

/** For a row that is locked, so that it is there. */
export async function updateReceipt(tx: Tx, id: string, values: UpdateObject<DB, 'inbound_webhooks'>): Promise<ReceiptRow> {
  const row = await tx.first(
    sql
      .updateTable('inbound_webhooks')
      .set({ ...values, ...touched })
      .where('id', '=', id)
      .returning(receiptColumns)
      .returning(size),
  )
  return row as ReceiptRow
}

/** The row with what became of it. It is locked, so that it is there. */
export function settleReceipt(tx: Tx, id: string, values: Pick<Row, 'status' | 'error_code' | 'error'>): Promise<ReceiptRow> {
  return updateReceipt(tx, id, { ...values, processed_at: raw`now()` })
}

export async function nameOfBusiness(tx: Tx): Promise<string> {
  const row = await tx.first(
    sql
      .selectFrom('businesses')
      .select('name')
      .where('id', '=', raw<string>`current_business()`),
  )
  return row?.name ?? ''
}

/** How much there is since then, by kind and status, with the oldest of each. */
export function countReceipts(door: Read, hours: number): Promise<(Count & { readonly since: string; readonly oldest: string | null })[]> {
  return door.all(
    raw<Count & { since: string; oldest: string | null }>`
      select s.since, w.kind, w.status, coalesce(w.count, 0) as count, w.oldest
      from (select date_trunc('milliseconds', now() - make_interval(hours => ${hours}::integer)) as since) s
      left join lateral (
        select kind, status, count(*) as count, min(created_at) as oldest from inbound_webhooks
        where created_at >= s.since group by kind, status) w on true
      order by w.kind, w.status`.compile(sql),
  )
}

type Count = components['schemas']['InboundWebhookCount']

const touched = { updated_at: raw<string>`now()`, version: raw<number>`version + 1` }

function wholeReceipts() {
  return sql
    .selectFrom('inbound_webhooks')
    .select([...receiptColumns, ...contentColumns])
    .select(size)
}
