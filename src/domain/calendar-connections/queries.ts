import type { Insertable, Selectable, Updateable } from 'kysely'
import { sql as raw } from 'kysely'
import type { CalendarConnections, ConnectedCalendars } from '../../../generated/db.ts'
import { plain } from '../../db/database.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { inWindow } from '../../db/windows.ts'
import type { Times, Window } from '../../db/windows.ts'

const connectionColumns = [
  'id',
  'member_id',
  'provider',
  'status',
  'direction',
  'on_external_delete',
  'on_external_move',
  'account_email',
  'error_code',
  'last_synced_at',
  'created_at',
  'updated_at',
  'version',
] as const
// Every character of JSON is ASCII's or text of ours; the primary calendar comes first.
const calendarsOf = raw<CalendarRow[]>`(
  select coalesce(jsonb_agg(to_jsonb(c) - 'business_id' - 'connection_id' - 'sync_token' - 'window_ends_at'
    order by c.is_primary desc, c.name, c.calendar_id), '[]')
  from connected_calendars c where c.business_id = calendar_connections.business_id and c.connection_id = calendar_connections.id)`

export type CalendarRow = Pick<
  Selectable<ConnectedCalendars>,
  'calendar_id' | 'name' | 'time_zone' | 'is_primary' | 'is_writable' | 'check_busy' | 'write_target'
>
/** A connection without what opens it. */
export type ConnectionRow = Pick<Selectable<CalendarConnections>, (typeof connectionColumns)[number]> & {
  readonly calendars: readonly CalendarRow[]
}
type Values = Updateable<CalendarConnections>

interface Filters extends Times {
  readonly member_id?: readonly string[]
  readonly status?: readonly ConnectionRow['status'][]
}

export function listConnections(door: Read, { member_id, status, ...times }: Filters, window: Window): Promise<ConnectionRow[]> {
  let query = connections()
  if (member_id !== undefined) query = query.where(raw<boolean>`member_id = any(${[...member_id]})`)
  if (status !== undefined) query = query.where(raw<boolean>`status = any(${[...status]})`)
  return door.all(inWindow(query, 'calendar_connections', times, window))
}

export function findConnection(door: Read, id: string): Promise<ConnectionRow | undefined> {
  return door.first(connections().where('id', '=', id))
}

/** The connection of a member that is not over. */
export function findConnectionOf(door: Read, memberId: string): Promise<ConnectionRow | undefined> {
  return door.first(connections().where('member_id', '=', memberId).where('status', '<>', 'disconnected'))
}

/** The row, locked until the transaction ends, so that two changes follow each other. */
export function lockConnection(tx: Tx, id: string): Promise<ConnectionRow | undefined> {
  return tx.first(connections().where('id', '=', id).forNoKeyUpdate())
}

/** The connection whose consent is under way with this state, in the name of this member and in time; locked. */
export function lockByState(tx: Tx, stateHash: Buffer, memberId: string): Promise<ConnectionRow | undefined> {
  const query = connections().where('state_hash', '=', stateHash).where('state_member_id', '=', memberId)
  return tx.first(query.where(raw<boolean>`state_expires_at > now()`).forNoKeyUpdate())
}

/** Undefined when the member has one already. */
export function insertConnection(tx: Tx, values: Insertable<CalendarConnections>): Promise<ConnectionRow | undefined> {
  const query = sql.insertInto('calendar_connections').values(values)
  return tx.first(query.onConflict((conflict) => conflict.doNothing()).returning([...connectionColumns, calendarsOf.as('calendars')]))
}

/** A new version, for a row that is locked. */
export async function updateConnection(tx: Tx, id: string, values: Values): Promise<ConnectionRow> {
  const query = sql
    .updateTable('calendar_connections')
    .set({ ...values, updated_at: raw<string>`now()`, version: raw<number>`version + 1` })
  return (await tx.first(query.where('id', '=', id).returning([...connectionColumns, calendarsOf.as('calendars')]))) as ConnectionRow
}

/** Notes what no version tells: how it fares, and when it is looked at next. */
export async function noteConnection(tx: Tx, id: string, values: Values): Promise<void> {
  await tx.all(sql.updateTable('calendar_connections').set(values).where('id', '=', id))
}

/** Replaces how calendars are used; those that are read anew are read from their beginning. */
export async function useCalendars(
  tx: Tx,
  id: string,
  uses: readonly Pick<CalendarRow, 'calendar_id' | 'check_busy' | 'write_target'>[],
): Promise<void> {
  // First there is none, then there is one: the index allows no moment with two.
  await tx.all(sql.updateTable('connected_calendars').set({ write_target: false }).where('connection_id', '=', id))
  await tx.all(
    plain(
      `update connected_calendars c set check_busy = coalesce(u.check_busy, false), write_target = coalesce(u.write_target, false),
         sync_token = case when u.check_busy is not distinct from c.check_busy then c.sync_token end
       from connected_calendars k left join jsonb_to_recordset($2) as u (calendar_id text, check_busy boolean, write_target boolean)
         on u.calendar_id = k.calendar_id
       where k.business_id = c.business_id and k.connection_id = c.connection_id and k.calendar_id = c.calendar_id and c.connection_id = $1`,
      [id, JSON.stringify(uses)],
    ),
  )
}

/** Forgets what was read from calendars that are not read any more, or from all of them where `all` says so, and answers when it was. */
export async function forgetBusyTimes(
  tx: Tx,
  id: string,
  all: boolean,
): Promise<{ readonly starts_at: string; readonly ends_at: string }[]> {
  const unread = `and ($2 or not exists (select from connected_calendars c where c.connection_id = b.connection_id and c.calendar_id = b.calendar_id and c.check_busy))`
  const forget = `delete from calendar_busy_times b where b.connection_id = $1 ${unread} returning b.starts_at, b.ends_at`
  const forgotten = await tx.all<{ readonly starts_at: string; readonly ends_at: string }>(plain(forget, [id, all]))
  // Whoever is read again later is read from the beginning: what stood there before would not come a second time.
  if (all) await tx.all(sql.updateTable('connected_calendars').set({ sync_token: null }).where('connection_id', '=', id))
  return forgotten
}

export async function isActiveMember(door: Read, id: string): Promise<boolean> {
  return (await door.first(sql.selectFrom('team_members').select('id').where('id', '=', id).where('status', '=', 'active'))) !== undefined
}

export async function isSandbox(door: Read): Promise<boolean> {
  return (await door.first(plain('select from businesses where id = current_business() and sandbox_of is not null'))) !== undefined
}

/** The channels of a connection that live, each with the business and the hash of its token. Asked for nobody in particular. */
export function channelsOf(
  door: Read,
  connectionId: string,
): Promise<{ readonly business_id: string; readonly id: string; readonly token_hash: Buffer }[]> {
  return door.all(plain('select business_id, id, token_hash from app.calendar_channels_of($1)', [connectionId]))
}

export interface SealedToken {
  readonly refresh_token: Buffer | null
}

export function lockSeal(tx: Tx, id: string): Promise<SealedToken | undefined> {
  return tx.first(sql.selectFrom('calendar_connections').select('refresh_token').where('id', '=', id).forNoKeyUpdate())
}

function connections() {
  return sql.selectFrom('calendar_connections').select([...connectionColumns, calendarsOf.as('calendars')])
}
