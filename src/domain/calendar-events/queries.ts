import { sql as raw } from 'kysely'
import type { Selectable, Updateable } from 'kysely'
import type { Appointments, CalendarEvents } from '../../../generated/db.ts'
import { plain } from '../../db/database.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'

export type EventRow = Omit<Selectable<CalendarEvents>, 'business_id'>

/** What stands of an appointment in a calendar, and what of the appointment should. */
export interface Mirrored extends EventRow {
  readonly status: Selectable<Appointments>['status']
  readonly now_starts_at: string
  readonly now_ends_at: string
  readonly time_zone: string
  readonly location: string | null
  readonly service_name: string | null
  readonly customer_name: string | null
  readonly party_size: number
  /** Into which calendar it belongs; null into none. */
  readonly target: string | null
}

const own = [
  'appointment_id',
  'connection_id',
  'wanted',
  'written',
  'calendar_id',
  'etag',
  'content_hash',
  'starts_at',
  'ends_at',
  'synced_at',
  'error_code',
] as const
const live = "('pending', 'confirmed', 'checked_in')"

/** Counts a wish to write the appointment: wherever it stands, and where its member's calendar is. Which connections that concerns. */
export async function wantEvent(tx: Tx, appointmentId: string, memberId: string | null): Promise<string[]> {
  const text = `
    with home as (
      select id from calendar_connections where member_id = $2 and status in ('active', 'error', 'reauth_required') and direction <> 'pull'
    ), put as (
      insert into calendar_events as e (appointment_id, connection_id) select $1, id from home
      on conflict (business_id, appointment_id, connection_id) do update set wanted = e.wanted + 1, error_code = null
      returning connection_id
    ), elsewhere as (
      update calendar_events e set wanted = e.wanted + 1, error_code = null
      where e.appointment_id = $1 and e.connection_id not in (select id from home) returning connection_id
    )
    select connection_id as id from put union all select connection_id from elsewhere`
  return (await tx.all(plain<{ id: string }>(text, [appointmentId, memberId]))).map(({ id }) => id)
}

/** Counts a wish to write everything that is to come and belongs, or stands, in this connection's calendar. */
export async function wantEvents(tx: Tx, connectionId: string): Promise<void> {
  const text = `
    insert into calendar_events as e (appointment_id, connection_id)
    select a.id, c.id from calendar_connections c join appointments a on a.member_id = c.member_id
    where c.id = $1 and c.direction <> 'pull' and a.starts_at > now() and a.status in ${live}
    union
    select s.appointment_id, s.connection_id from calendar_events s join appointments a on a.id = s.appointment_id
    where s.connection_id = $1 and a.starts_at > now()
    on conflict (business_id, appointment_id, connection_id) do update set wanted = e.wanted + 1, error_code = null`
  await tx.all(plain(text, [connectionId]))
}

/** Counts a wish to write what is to come and was never asked for, such as what was booked at the very moment when the calendar was connected. */
export async function wantMissing(tx: Tx, connectionId: string): Promise<void> {
  const text = `
    insert into calendar_events as e (appointment_id, connection_id)
    select a.id, c.id from calendar_connections c join appointments a on a.member_id = c.member_id
    where c.id = $1 and c.direction <> 'pull' and a.starts_at > now() and a.status in ${live}
      and not exists (select from calendar_events e where e.appointment_id = a.id and e.connection_id = c.id)
    on conflict do nothing`
  await tx.all(plain(text, [connectionId]))
}

export async function deleteEvents(tx: Tx, connectionId: string): Promise<void> {
  await tx.all(sql.deleteFrom('calendar_events').where('connection_id', '=', connectionId))
}

/** What waits to be written, the earliest first. */
export function listWaiting(door: Read, connectionId: string, limit: number): Promise<Mirrored[]> {
  return door.all(
    mirrored()
      .where('e.connection_id', '=', connectionId)
      .where(raw<boolean>`e.written < e.wanted`)
      .orderBy('a.starts_at')
      .limit(limit),
  )
}

export function findMirrored(door: Read, connectionId: string, appointmentId: string): Promise<Mirrored | undefined> {
  return door.first(mirrored().where('e.connection_id', '=', connectionId).where('e.appointment_id', '=', appointmentId))
}

/** Which appointments of a time to come stand in a calendar, as far as we have heard. */
export async function listStanding(door: Read, connectionId: string, calendarId: string, until: string): Promise<string[]> {
  const query = sql.selectFrom('calendar_events').select('appointment_id').where('connection_id', '=', connectionId)
  const standing = query
    .where('calendar_id', '=', calendarId)
    .where('etag', '<>', '')
    .where(raw<boolean>`starts_at > now()`)
    .where('starts_at', '<', until)
  return (await door.all(standing)).map(({ appointment_id: id }) => id)
}

/** Notes how a row stands now. */
export async function noteEvent(tx: Tx, { appointment_id, connection_id }: EventRow, values: Updateable<CalendarEvents>): Promise<void> {
  const query = sql.updateTable('calendar_events').set(values)
  await tx.all(query.where('appointment_id', '=', appointment_id).where('connection_id', '=', connection_id))
}

/** Counts a wish to write one more time. */
export async function wantAgain(tx: Tx, { appointment_id, connection_id }: EventRow): Promise<void> {
  const query = sql.updateTable('calendar_events').set({ wanted: raw<number>`wanted + 1` })
  await tx.all(query.where('appointment_id', '=', appointment_id).where('connection_id', '=', connection_id))
}

/** What stands of an appointment in the calendar of the member whose it is: null when nothing does, undefined when there is no such appointment. */
export async function findStanding(door: Read, appointmentId: string): Promise<EventRow | null | undefined> {
  const query = sql
    .selectFrom('appointments as a')
    .leftJoin('calendar_connections as c', (join) => join.onRef('c.member_id', '=', 'a.member_id').on('c.status', '<>', 'disconnected'))
  const joined = query.leftJoin('calendar_events as e', (join) =>
    join.onRef('e.appointment_id', '=', 'a.id').onRef('e.connection_id', '=', 'c.id'),
  )
  const found = await door.first(joined.select(own.map((name) => `e.${name}` as const)).where('a.id', '=', appointmentId))
  return found?.connection_id === null ? null : (found as EventRow | undefined)
}

function mirrored() {
  return sql
    .selectFrom('calendar_events as e')
    .innerJoin('appointments as a', 'a.id', 'e.appointment_id')
    .innerJoin('calendar_connections as c', 'c.id', 'e.connection_id')
    .leftJoin('customers as u', 'u.id', 'a.customer_id')
    .leftJoin('connected_calendars as t', (join) => join.onRef('t.connection_id', '=', 'c.id').on('t.write_target', '=', true))
    .select(own.map((name) => `e.${name}` as const))
    .select(['a.status', 'a.starts_at as now_starts_at', 'a.ends_at as now_ends_at', 'a.time_zone', 'a.location', 'a.party_size'])
    .select([
      raw<string | null>`a.service_snapshot ->> 'name'`.as('service_name'),
      raw<string | null>`nullif(concat_ws(' ', u.first_name, u.last_name), '')`.as('customer_name'),
      raw<
        string | null
      >`case when c.direction <> 'pull' and c.member_id = a.member_id and c.status <> 'disconnected' then t.calendar_id end`.as('target'),
    ])
}
