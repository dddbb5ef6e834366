import type { components } from '../../../generated/api.ts'
import { record } from '../../db/changes.ts'
import type { Read, Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { cancelAppointment, requireAppointment } from '../appointments/appointments.ts'
import type { Doer } from '../appointments/appointments.ts'
import { moveAll } from './moving.ts'
import { presentSeries } from './present.ts'
import { cancelWhole, findSeries, lockOccurrences, lockSeries } from './queries.ts'
import type { Occurrence, SeriesRow } from './queries.ts'

export { bookSeries } from './booking.ts'

type Schemas = components['schemas']
type CheckVersion = (row: SeriesRow) => void

/** A series after a change, and which of its appointments changed, earliest first. */
export interface Outcome {
  readonly series: SeriesRow
  readonly affected: readonly string[]
}

/** Throws 404 when there is no such series. */
export async function requireSeries(door: Read, id: string): Promise<SeriesRow> {
  const row = await findSeries(door, id)
  if (row === undefined) throw problems.notFound('series')
  return row
}

/** Calls off what is still to come in the scope. Throws 404, 412 when `checkVersion` objects, 409 when the scope needs an appointment. */
export async function cancelSeries(
  tx: Tx,
  id: string,
  { scope, appointment_id, by, reason }: Schemas['SeriesCancellation'],
  doer: Doer,
  checkVersion: CheckVersion,
): Promise<Outcome> {
  const row = await lock(tx, id, checkVersion)
  if (scope !== 'all' && appointment_id === undefined) throw problems.seriesAppointmentRequired()
  if (appointment_id !== undefined) requireMember(row, appointment_id)
  const affected = await inScope(tx, row, scope, appointment_id)
  for (const occurrence of affected) await cancelAppointment(tx, occurrence.id, { by, reason }, doer, anyVersion)
  return { series: scope === 'all' ? await cancel(tx, row) : row, affected: affected.map((occurrence) => occurrence.id) }
}

/**
 * Moves one appointment to an instant, and the others in the scope by as many local days to the same time of the day; all of them, or none. Throws 404,
 * 412 when `checkVersion` objects, 409 `series_unavailable` with the times that cannot be had, 409 when the one is not to come any more.
 */
export async function rescheduleSeries(
  tx: Tx,
  id: string,
  { scope, appointment_id: chosen, ...move }: Schemas['SeriesMove'],
  doer: Doer,
  checkVersion: CheckVersion,
): Promise<Outcome> {
  const row = await lock(tx, id, checkVersion)
  requireMember(row, chosen)
  const occurrences = await inScope(tx, row, scope, chosen)
  const first = occurrences.find((occurrence) => occurrence.id === chosen.toLowerCase())
  if (first === undefined) throw problems.appointmentStatusConflict((await requireAppointment(tx, chosen)).status, 'moved')
  return { series: row, affected: await moveAll(tx, occurrences, first, move, doer) }
}

/** What is still to come of the scope, earliest first. */
async function inScope(tx: Tx, row: SeriesRow, scope: Schemas['SeriesScope'], chosen: string | undefined): Promise<Occurrence[]> {
  const occurrences = await lockOccurrences(tx, row.id)
  if (scope === 'all' || chosen === undefined) return occurrences
  if (scope === 'this') return occurrences.filter(({ id }) => id === chosen.toLowerCase())
  const { starts_at } = await requireAppointment(tx, chosen)
  return occurrences.filter((occurrence) => occurrence.starts_at >= starts_at)
}

function requireMember({ appointment_ids }: SeriesRow, id: string): void {
  if (!appointment_ids.includes(id.toLowerCase())) throw problems.referenceNotFound('appointment_id')
}

async function cancel(tx: Tx, row: SeriesRow): Promise<SeriesRow> {
  if (row.status === 'cancelled') return row
  const written = await cancelWhole(tx, row.id)
  const data = { object: presentSeries(written), previous_attributes: { status: row.status } }
  const event = { type: 'appointment_series.cancelled', data } as const
  record(tx, { action: event.type, resource: { type: 'appointment_series', id: row.id }, changedFields: ['status'], event })
  return written
}

async function lock(tx: Tx, id: string, checkVersion: CheckVersion): Promise<SeriesRow> {
  const row = await lockSeries(tx, id)
  if (row === undefined) throw problems.notFound('series')
  checkVersion(row)
  return row
}

const anyVersion = (): void => undefined
