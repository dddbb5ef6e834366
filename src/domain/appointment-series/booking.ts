import type { components } from '../../../generated/api.ts'
import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { prepareAppointment, sitDown } from '../appointments/appointments.ts'
import type { AppointmentRow, Doer } from '../appointments/appointments.ts'
import { takeTimes } from '../time-blocks/time-blocks.ts'
import { presentSeries } from './present.ts'
import { businessTimeZone, completeSeries, insertSeries } from './queries.ts'
import type { SeriesRow } from './queries.ts'
import { datesOf, instantAt, requireReach } from './recurrence.ts'

/**
 * Books all appointments of a rule, or none. Throws 409 `recurrence_invalid` for a rule that makes none or too many, 409 `series_unavailable` with every
 * time that cannot be had, and what `prepareAppointment` throws for one of them.
 */
export async function bookSeries(tx: Tx, wanted: components['schemas']['NewAppointmentSeries'], doer: Doer): Promise<SeriesRow> {
  const { rule, starts_on, starts_time, time_zone = await businessTimeZone(tx), ...common } = wanted
  requireReach(starts_on)
  const starts = datesOf(rule, starts_on).map((date) => new Date(instantAt(date, starts_time, time_zone).epochMilliseconds).toISOString())
  const prepared = []
  for (const starts_at of starts) prepared.push(await prepareAppointment(tx, { ...common, time_zone, starts_at }, doer))
  const outcome = await takeTimes(
    tx,
    prepared.map(({ time }) => time),
  )
  if ('conflicts' in outcome) {
    throw problems.seriesUnavailable(outcome.conflicts.map(({ starts_at, reasons }) => ({ starts_at, reasons: [...reasons] })))
  }

  const { customer_id, service_id = null, member_id = null } = common
  const series_id = await insertSeries(tx, { customer_id, service_id, member_id, rule, starts_on, starts_time, time_zone })
  const appointments: AppointmentRow[] = []
  for (const [index, taken] of outcome.taken.entries()) {
    const { time, values } = prepared[index] as (typeof prepared)[number]
    appointments.push(await sitDown(tx, { time, values: { ...values, series_id } }, taken, doer))
  }
  const row = await completeSeries(
    tx,
    series_id,
    appointments.map(({ id }) => id),
  )
  const event = { type: 'appointment_series.created', data: { object: presentSeries(row) } } as const
  const changedFields = Object.keys(wanted).sort()
  record(tx, { action: event.type, resource: { type: 'appointment_series', id: row.id }, changedFields, event })
  return row
}
