import { sql as raw } from 'kysely'
import type { Selectable } from 'kysely'
import type { CalendarChannels, CalendarConnections, ConnectedCalendars } from '../../../generated/db.ts'
import { plain } from '../../db/database.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'

/** A connection with what opens it, sealed. */
export type SealedConnection = Pick<
  Selectable<CalendarConnections>,
  | 'id'
  | 'member_id'
  | 'status'
  | 'direction'
  | 'on_external_delete'
  | 'on_external_move'
  | 'account_email'
  | 'failures'
  | 'listed_at'
  | 'refresh_token'
  | 'authorization_code'
  | 'code_verifier'
>
export type SyncedCalendar = Omit<Selectable<ConnectedCalendars>, 'business_id' | 'connection_id'>
export type ChannelRow = Omit<Selectable<CalendarChannels>, 'business_id' | 'connection_id' | 'token_hash'>
export interface BusyTime {
  readonly event_id: string
  /** Both null when it makes nobody busy. */
  readonly starts_at: string | null
  readonly ends_at: string | null
}

/** A time that made a member busy, and does so no more. */
export interface Stretch {
  readonly starts_at: string
  readonly ends_at: string
}

/** The row, locked until the transaction ends. */
export function lockSealed(tx: Tx, id: string): Promise<SealedConnection | undefined> {
  const columns = [
    'id',
    'member_id',
    'status',
    'direction',
    'on_external_delete',
    'on_external_move',
    'account_email',
    'failures',
    'listed_at',
  ] as const
  const query = sql.selectFrom('calendar_connections').select([...columns, 'refresh_token', 'authorization_code', 'code_verifier'])
  return tx.first(query.where('id', '=', id).forNoKeyUpdate())
}

/** Whose calendars these are, to tell them something. */
export function findPersonOf(door: Read, memberId: string): Promise<{ id: string; email: string; locale: string | null } | undefined> {
  const query = sql.selectFrom('team_members as m').innerJoin('people as p', 'p.id', 'm.person_id').select(['p.id', 'p.email', 'p.locale'])
  return door.first(query.where('m.id', '=', memberId))
}

export function listCalendars(door: Read, connectionId: string): Promise<SyncedCalendar[]> {
  const columns = [
    'calendar_id',
    'name',
    'time_zone',
    'is_primary',
    'is_writable',
    'check_busy',
    'write_target',
    'sync_token',
    'window_ends_at',
  ] as const
  return door.all(sql.selectFrom('connected_calendars').select(columns).where('connection_id', '=', connectionId).orderBy('calendar_id'))
}

export interface CalendarFacts {
  readonly calendar_id: string
  readonly name: string
  readonly time_zone: string
  readonly is_primary: boolean
  readonly is_writable: boolean
}

/** Adds the calendars that are new, each used as `uses` says, and notes what has changed of the others. Those that are gone go, and what was read from them: when that was it answers. */
export async function replaceCalendars(
  tx: Tx,
  connectionId: string,
  calendars: readonly CalendarFacts[],
  usesPrimary: boolean,
): Promise<Stretch[]> {
  const values = [connectionId, JSON.stringify(calendars), usesPrimary]
  const gone = 'connection_id = $1 and calendar_id <> all (select l.calendar_id from jsonb_to_recordset($2) as l (calendar_id text))'
  const freed = await tx.all(
    plain<Stretch>(`delete from calendar_busy_times where ${gone} returning starts_at, ends_at`, values.slice(0, 2)),
  )
  await tx.all(plain(`delete from calendar_channels where ${gone}`, values.slice(0, 2)))
  await tx.all(plain(`delete from connected_calendars where ${gone}`, values.slice(0, 2)))
  await tx.all(
    plain(
      `insert into connected_calendars as c (connection_id, calendar_id, name, time_zone, is_primary, is_writable, check_busy, write_target)
       select $1, l.calendar_id, l.name, l.time_zone, l.is_primary, l.is_writable, l.is_primary and $3, l.is_primary and l.is_writable and $3
       from jsonb_to_recordset($2) as l (calendar_id text, name text, time_zone text, is_primary boolean, is_writable boolean)
       on conflict (business_id, connection_id, calendar_id) do update set name = excluded.name, time_zone = excluded.time_zone,
         is_primary = excluded.is_primary, is_writable = excluded.is_writable, write_target = c.write_target and excluded.is_writable,
         -- Whole days begin at another moment then, and nobody tells of them anew.
         sync_token = case when c.time_zone = excluded.time_zone then c.sync_token end
       where (c.name, c.time_zone, c.is_primary, c.is_writable)
         is distinct from (excluded.name, excluded.time_zone, excluded.is_primary, excluded.is_writable)`,
      values,
    ),
  )
  return freed
}

/** From where the next changes of a calendar are listed; null is the beginning. */
export async function keepSyncToken(
  tx: Tx,
  connectionId: string,
  calendarId: string,
  token: string | null,
  windowEndsAt: string | null,
): Promise<void> {
  const values = { sync_token: token, ...(windowEndsAt !== null && { window_ends_at: windowEndsAt }) }
  await tx.all(
    sql.updateTable('connected_calendars').set(values).where('connection_id', '=', connectionId).where('calendar_id', '=', calendarId),
  )
}

/** Writes when a member is busy, and forgets what makes them busy no more. Answers the times that were written otherwise before. */
export async function writeBusyTimes(
  tx: Tx,
  connectionId: string,
  calendarId: string,
  memberId: string,
  times: readonly BusyTime[],
): Promise<Stretch[]> {
  if (times.length === 0) return []
  const listed = 'jsonb_to_recordset($3) as l (event_id text, starts_at timestamptz, ends_at timestamptz)'
  const text = `
    with before as (
      select b.starts_at, b.ends_at from calendar_busy_times b join ${listed} on b.event_id = l.event_id
      where b.connection_id = $1 and b.calendar_id = $2 and (b.starts_at, b.ends_at) is distinct from (l.starts_at, l.ends_at)
    ), free as (
      delete from calendar_busy_times b using ${listed}
      where b.connection_id = $1 and b.calendar_id = $2 and b.event_id = l.event_id and l.starts_at is null
    ), taken as (
      insert into calendar_busy_times as b (connection_id, calendar_id, event_id, member_id, starts_at, ends_at)
      select $1, $2, l.event_id, $4, l.starts_at, l.ends_at from ${listed} where l.starts_at is not null
      on conflict (business_id, connection_id, calendar_id, event_id) do update set starts_at = excluded.starts_at, ends_at = excluded.ends_at
    )
    select starts_at, ends_at from before`
  return tx.all(plain<Stretch>(text, [connectionId, calendarId, JSON.stringify(times), memberId]))
}

/** Forgets all that was not seen when a calendar was listed from its beginning, and answers when it was. */
export function forgetUnseen(tx: Tx, connectionId: string, calendarId: string, seen: readonly string[]): Promise<Stretch[]> {
  const text = `delete from calendar_busy_times where connection_id = $1 and calendar_id = $2
    and not exists (select from jsonb_array_elements_text($3) s where s = event_id) returning starts_at, ends_at`
  return tx.all(plain<Stretch>(text, [connectionId, calendarId, JSON.stringify(seen)]))
}

export function listChannels(door: Read, connectionId: string): Promise<ChannelRow[]> {
  const query = sql.selectFrom('calendar_channels').select(['id', 'calendar_id', 'resource_id', 'renew_at', 'expires_at'])
  return door.all(query.where('connection_id', '=', connectionId).orderBy('expires_at', 'desc'))
}

/** A channel is known before it is opened: its first push can be faster than the answer. */
export async function insertChannel(
  tx: Tx,
  channel: { readonly connection_id: string; readonly calendar_id: string; readonly token_hash: Buffer; readonly expires_at: string },
): Promise<string> {
  const query = sql.insertInto('calendar_channels').values({ ...channel, renew_at: channel.expires_at })
  return ((await tx.first(query.returning('id'))) as { id: string }).id
}

export async function openChannel(tx: Tx, id: string, resourceId: string, renewAt: string, expiresAt: string): Promise<void> {
  const values = { resource_id: resourceId, renew_at: renewAt, expires_at: expiresAt }
  await tx.all(sql.updateTable('calendar_channels').set(values).where('id', '=', id))
}

export async function renewChannels(tx: Tx, connectionId: string): Promise<void> {
  await tx.all(plain('update calendar_channels set renew_at = now() where connection_id = $1', [connectionId]))
}

export async function deleteChannel(tx: Tx, id: string): Promise<void> {
  await tx.all(sql.deleteFrom('calendar_channels').where('id', '=', id))
}

/** Whatever is left of a connection that is over. */
export async function deleteRest(tx: Tx, connectionId: string): Promise<void> {
  await tx.all(sql.deleteFrom('calendar_channels').where('connection_id', '=', connectionId))
  await tx.all(sql.deleteFrom('connected_calendars').where('connection_id', '=', connectionId))
}

/** Whether something waits to be written. */
export async function hasWaiting(door: Read, connectionId: string): Promise<boolean> {
  const query = sql.selectFrom('calendar_events').select('appointment_id').where('connection_id', '=', connectionId)
  return (await door.first(query.where(raw<boolean>`written < wanted`).limit(1))) !== undefined
}
