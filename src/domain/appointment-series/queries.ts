import type { Insertable, Selectable } from 'kysely'
import { sql as raw } from 'kysely'
import type { AppointmentSeries } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { inWindow } from '../../db/windows.ts'
import type { Times, Window } from '../../db/windows.ts'

const seriesColumns = [
  'id',
  'customer_id',
  'service_id',
  'member_id',
  'rule',
  'starts_on',
  'starts_time',
  'time_zone',
  'appointment_ids',
  'status',
  'created_at',
  'updated_at',
  'version',
] as const

export type SeriesRow = Pick<Selectable<AppointmentSeries>, (typeof seriesColumns)[number]>

interface Filters extends Times {
  readonly customer_id?: string
  readonly service_id?: string
  readonly member_id?: string
  readonly status?: readonly SeriesRow['status'][]
}

/** An appointment of a series that has not begun, and is to take place. */
export interface Occurrence {
  readonly id: string
  readonly starts_at: string
  readonly time_zone: string
}

const series = () => sql.selectFrom('appointment_series').select(seriesColumns)

export function listSeries(
  door: Read,
  { customer_id, service_id, member_id, status, ...times }: Filters,
  window: Window,
): Promise<SeriesRow[]> {
  let query = series()
  if (customer_id !== undefined) query = query.where('customer_id', '=', customer_id)
  if (service_id !== undefined) query = query.where('service_id', '=', service_id)
  if (member_id !== undefined) query = query.where('member_id', '=', member_id)
  if (status !== undefined) query = query.where(raw<boolean>`status = any(${[...status]})`)
  return door.all(inWindow(query, 'appointment_series', times, window))
}

export function findSeries(door: Read, id: string): Promise<SeriesRow | undefined> {
  return door.first(series().where('id', '=', id))
}

/** The row, locked until the transaction ends, so that two changes of a series follow each other. */
export function lockSeries(tx: Tx, id: string): Promise<SeriesRow | undefined> {
  return tx.first(series().where('id', '=', id).forNoKeyUpdate())
}

export async function insertSeries(tx: Tx, values: Insertable<AppointmentSeries>): Promise<string> {
  const row = (await tx.first(sql.insertInto('appointment_series').values(values).returning('id'))) as { readonly id: string }
  return row.id
}

/** Notes what a series has, in the transaction that makes it: it is no change. */
export async function completeSeries(tx: Tx, id: string, appointmentIds: readonly string[]): Promise<SeriesRow> {
  const query = sql.updateTable('appointment_series').set({ appointment_ids: raw<string[]>`${[...appointmentIds]}::uuid[]` })
  return (await tx.first(query.where('id', '=', id).returning(seriesColumns))) as SeriesRow
}

/** For a row that is locked, so that it is there. */
export async function cancelWhole(tx: Tx, id: string): Promise<SeriesRow> {
  const query = sql
    .updateTable('appointment_series')
    .set({ status: 'cancelled', updated_at: raw<string>`now()`, version: raw<number>`version + 1` })
  return (await tx.first(query.where('id', '=', id).returning(seriesColumns))) as SeriesRow
}

/** What is still to come of a series, earliest first, locked in the order of the ids. */
export async function lockOccurrences(tx: Tx, seriesId: string): Promise<Occurrence[]> {
  const rows = await tx.all(
    sql
      .selectFrom('appointments')
      .select(['id', 'starts_at', 'time_zone'])
      .where('series_id', '=', seriesId)
      .where(raw<boolean>`status in ('pending', 'confirmed') and starts_at > clock_timestamp()`)
      .orderBy('id')
      .forNoKeyUpdate(),
  )
  return rows.sort((one, other) => (one.starts_at < other.starts_at ? -1 : 1))
}

/** The clock of the business. */
export async function businessTimeZone(door: Read): Promise<SeriesRow['time_zone']> {
  const row = await door.first(
    sql
      .selectFrom('businesses')
      .select('time_zone')
      .where(raw<boolean>`id = current_business()`),
  )
  return (row as { readonly time_zone: SeriesRow['time_zone'] }).time_zone
}
