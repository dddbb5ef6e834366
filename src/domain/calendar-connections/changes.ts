import type { components } from '../../../generated/api.ts'
import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { forgetEvents, wantAllEvents } from '../calendar-events/calendar-events.ts'
import { offerLater } from '../freed-time/freed-time.ts'
import { requireOwn } from './consent.ts'
import type { Asker } from './consent.ts'
import { findConnectionOf, forgetBusyTimes, lockConnection, noteConnection, updateConnection, useCalendars } from './queries.ts'
import type { ConnectionRow } from './queries.ts'
import { recordChange } from './record.ts'
import { wakeCalendar } from '../calendar-events/calendar-events.ts'

type Schemas = components['schemas']
type CheckVersion = (row: ConnectionRow) => void

/** Changes what is sent. Throws 404, 412 when `checkVersion` objects, 403 for somebody else's, 409 for one that is over and for a target that cannot be one. */
export async function changeConnection(
  tx: Tx,
  asker: Asker,
  id: string,
  { calendars, ...settings }: Schemas['CalendarConnectionChanges'],
  checkVersion: CheckVersion,
): Promise<ConnectionRow> {
  const row = await lock(tx, asker, id, checkVersion)
  if (row.status === 'disconnected') throw problems.calendarDisconnected()
  if (calendars !== undefined) await use(tx, row, calendars)
  const direction = settings.direction ?? row.direction
  const changed = await updateConnection(tx, id, { ...settings, due_at: row.status === 'active' ? new Date().toISOString() : undefined })
  recordChange(tx, 'calendar_connection.updated', row, changed)
  if (direction === row.direction && calendars === undefined) return changed
  await offerLater(tx, { member_id: row.member_id, times: await forgetBusyTimes(tx, id, direction === 'push'), was_taken: true })
  await wantAllEvents(tx, id)
  await wakeCalendar(tx, id)
  return changed
}

/** Has it looked at now. Throws 404, 409 while it waits for a consent and when it is over. */
export async function syncNow(tx: Tx, id: string): Promise<ConnectionRow> {
  const row = await lockConnection(tx, id)
  if (row === undefined) throw problems.notFound('calendar connection')
  if (row.status === 'disconnected') throw problems.calendarDisconnected()
  if (row.status === 'pending' || row.status === 'reauth_required') throw problems.calendarNotAuthorized()
  await noteConnection(tx, id, { due_at: new Date().toISOString(), listed_at: null })
  await wakeCalendar(tx, id)
  return row
}

/** Ends a connection, once. What it opened is closed at the provider in the background. Throws 404, 412 when `checkVersion` objects, 403. */
export async function disconnect(tx: Tx, asker: Asker, id: string, checkVersion: CheckVersion): Promise<ConnectionRow> {
  const row = await lock(tx, asker, id, checkVersion)
  return row.status === 'disconnected' ? row : end(tx, row)
}

/** Ends the connection of a member who leaves. */
export async function disconnectMember(tx: Tx, memberId: string): Promise<void> {
  const found = await findConnectionOf(tx, memberId)
  const row = found === undefined ? undefined : await lockConnection(tx, found.id)
  if (row !== undefined && row.status !== 'disconnected') await end(tx, row)
}

async function end(tx: Tx, row: ConnectionRow): Promise<ConnectionRow> {
  const consent = { state_hash: null, state_member_id: null, state_expires_at: null, code_verifier: null, authorization_code: null }
  const over = { status: 'disconnected', error_code: null, failures: 0, due_at: new Date().toISOString() } as const
  const ended = await updateConnection(tx, row.id, { ...consent, ...over })
  await offerLater(tx, { member_id: row.member_id, times: await forgetBusyTimes(tx, row.id, true), was_taken: true })
  await forgetEvents(tx, row.id)
  await wakeCalendar(tx, row.id)
  recordChange(tx, 'calendar_connection.disconnected', row, ended)
  return ended
}

async function use(tx: Tx, row: ConnectionRow, uses: readonly Schemas['CalendarUse'][]): Promise<void> {
  const known = new Map(row.calendars.map((calendar) => [calendar.calendar_id, calendar]))
  if (uses.some(({ id }) => !known.has(id))) throw problems.referenceNotFound('calendars')
  const targets = uses.filter((each) => each.write_target)
  if (targets.length > 1) throw problems.calendarTargetInvalid('Appointments are written into one calendar at most.')
  const [target] = targets
  if (target !== undefined && known.get(target.id)?.is_writable !== true)
    throw problems.calendarTargetInvalid('This calendar can only be read.')
  // One that stands twice is meant as it stands last.
  const last = new Map(uses.map(({ id, ...rest }) => [id, { calendar_id: id, ...rest }]))
  await useCalendars(tx, row.id, [...last.values()])
}

async function lock(tx: Tx, asker: Asker, id: string, checkVersion: CheckVersion): Promise<ConnectionRow> {
  const row = await lockConnection(tx, id)
  if (row === undefined) throw problems.notFound('calendar connection')
  requireOwn(asker, row.member_id)
  checkVersion(row)
  return row
}
