import type { components } from '../../../generated/api.ts'
import { eventIdOf, unheard } from './calendar-events.ts'
import type { EventRow } from './queries.ts'

type Schemas = components['schemas']

const nowhere = {
  state: 'disabled',
  connection_id: null,
  calendar_id: null,
  event_id: null,
  etag: null,
  error_code: null,
  synced_at: null,
} as const

/** What stands of an appointment in a calendar, as the contract shows it. */
export function presentSync(row: EventRow | undefined): Schemas['CalendarSync'] {
  if (row === undefined) return nowhere
  const stands = row.calendar_id !== null && row.etag !== unheard
  return {
    state: stateOf(row),
    connection_id: row.connection_id,
    calendar_id: stands ? row.calendar_id : null,
    event_id: stands ? eventIdOf(row.appointment_id) : null,
    etag: stands ? row.etag : null,
    error_code: row.error_code,
    synced_at: row.synced_at,
  }
}

function stateOf({ wanted, written, error_code, calendar_id }: EventRow): Schemas['CalendarSyncState'] {
  if (error_code !== null) return 'failed'
  if (written < wanted) return 'pending'
  return calendar_id === null ? 'disabled' : 'synced'
}
