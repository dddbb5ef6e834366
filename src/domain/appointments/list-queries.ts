import { sql as raw } from 'kysely'
import type { Read } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import type { Times, Window } from '../../db/windows.ts'
import { appointmentColumns } from './queries.ts'
import type { AppointmentRow } from './queries.ts'

export type AppointmentFilters = Times & {
  readonly starts_from?: string
  readonly starts_before?: string
  readonly status?: readonly string[]
  readonly payment_status?: readonly string[]
  readonly customer_id?: string
  readonly member_id?: string
  readonly service_id?: string
  readonly series_id?: string
  readonly sort?: 'created_at' | '-created_at' | 'starts_at' | '-starts_at'
}

const times = [
  ['created_at', '>=', 'created_from'],
  ['created_at', '<', 'created_before'],
  ['updated_at', '>=', 'updated_from'],
  ['updated_at', '<', 'updated_before'],
  ['starts_at', '>=', 'starts_from'],
  ['starts_at', '<', 'starts_before'],
] as const

/** In the order that was asked for, the newest first otherwise. */
export function listAppointments(door: Read, filters: AppointmentFilters, { after, limit }: Window): Promise<AppointmentRow[]> {
  const { status, payment_status: paymentStatus, sort = '-created_at' } = filters
  const key = sortKey(filters)
  const direction = sort.startsWith('-') ? 'desc' : 'asc'
  let query = sql.selectFrom('appointments').select(appointmentColumns)
  for (const [column, operator, filter] of times) {
    const instant = filters[filter]
    if (instant !== undefined) query = query.where(column, operator, instant)
  }
  for (const column of ['customer_id', 'member_id', 'service_id', 'series_id'] as const) {
    const id = filters[column]
    if (id !== undefined) query = query.where(column, '=', id)
  }
  if (status !== undefined) query = query.where(raw<boolean>`status = any(${[...status]})`)
  if (paymentStatus !== undefined) query = query.where(raw<boolean>`payment_status = any(${[...paymentStatus]})`)
  if (after !== undefined) {
    const comparison = direction === 'asc' ? raw`>` : raw`<`
    query = query.where(raw<boolean>`(${raw.ref(key)}, id) ${comparison} (${after[0]}, ${after[1]})`)
  }
  return door.all(query.orderBy(key, direction).orderBy('id', direction).limit(limit))
}

/** The column that a list is ordered by. */
export function sortKey({ sort = '-created_at' }: AppointmentFilters): 'created_at' | 'starts_at' {
  return sort.endsWith('starts_at') ? 'starts_at' : 'created_at'
}

/** Those of a customer in the order in which they begin, the latest first. */
export function listAppointmentsOfCustomer(door: Read, customerId: string, { after, limit }: Window): Promise<AppointmentRow[]> {
  let query = sql.selectFrom('appointments').select(appointmentColumns).where('customer_id', '=', customerId)
  if (after !== undefined) query = query.where(raw<boolean>`(starts_at, id) < (${after[0]}, ${after[1]})`)
  return door.all(query.orderBy('starts_at', 'desc').orderBy('id', 'desc').limit(limit))
}

export interface AppointmentTotals {
  readonly appointments: number
  readonly completed: number
  readonly no_shows: number
  /** The prices of those that took place, one amount for each currency. */
  readonly spent: readonly { readonly amount_minor: number; readonly currency: AppointmentRow['currency'] }[]
  readonly last_at: string | null
}

/** Over all appointments of a customer; zeros also when there is no such customer. */
export async function appointmentTotalsOf(door: Read, customerId: string): Promise<AppointmentTotals> {
  const rows = await door.all(
    raw<Omit<AppointmentTotals, 'spent'> & { readonly currency: AppointmentRow['currency']; readonly amount_minor: number }>`
      select currency, count(*) as appointments, count(*) filter (where status = 'completed') as completed,
        count(*) filter (where status = 'no_show') as no_shows,
        coalesce(sum(price_minor) filter (where status = 'completed'), 0)::bigint as amount_minor,
        max(starts_at) filter (where status in ('checked_in', 'completed')) as last_at
      from appointments where customer_id = ${customerId} group by currency order by currency`.compile(sql),
  )
  const sum = (name: 'appointments' | 'completed' | 'no_shows'): number => rows.reduce((total, row) => total + row[name], 0)
  return {
    appointments: sum('appointments'),
    completed: sum('completed'),
    no_shows: sum('no_shows'),
    spent: rows.filter(({ completed }) => completed > 0).map(({ amount_minor, currency }) => ({ amount_minor, currency })),
    last_at: rows.map(({ last_at }) => last_at ?? '').reduce((latest, at) => (at > latest ? at : latest), '') || null,
  }
}
