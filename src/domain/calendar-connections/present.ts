import type { components } from '../../../generated/api.ts'
import type { CalendarRow, ConnectionRow } from './queries.ts'

type Schemas = components['schemas']

const mostCalendars = 50

/** A connection as the contract shows one. Of one that is over nothing is told of the account's calendars. */
export function presentConnection(row: ConnectionRow): Schemas['CalendarConnection'] {
  return {
    id: row.id,
    member_id: row.member_id,
    provider: row.provider,
    status: row.status,
    account_email: row.account_email,
    direction: row.direction,
    on_external_delete: row.on_external_delete,
    on_external_move: row.on_external_move,
    calendars: row.status === 'disconnected' ? [] : row.calendars.slice(0, mostCalendars).map(presentCalendar),
    error_code: row.error_code,
    last_synced_at: row.last_synced_at,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}

function presentCalendar({ calendar_id: id, ...calendar }: CalendarRow): Schemas['ConnectedCalendar'] {
  const { check_busy, write_target, name, time_zone, is_primary, is_writable } = calendar
  return { id, check_busy, write_target, name, time_zone, is_primary, is_writable }
}
