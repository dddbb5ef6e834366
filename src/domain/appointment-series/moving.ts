import { Temporal } from 'temporal-polyfill'
import type { components } from '../../../generated/api.ts'
import type { Tx } from '../../db/database.ts'
import { Problem, problems } from '../../problems.ts'
import { rescheduleAppointment } from '../appointments/appointments.ts'
import type { Doer } from '../appointments/appointments.ts'
import type { Occurrence } from './queries.ts'
import { instantAt } from './recurrence.ts'

type Move = Omit<components['schemas']['SeriesMove'], 'scope' | 'appointment_id'>
type Conflict = components['schemas']['SeriesConflict']

/**
 * Moves all of these as one of them is to be moved: by as many local days, to the same time of the day. Says which of them changed. Throws 409
 * `series_unavailable` when one of the times cannot be had, and nothing has changed then.
 */
export async function moveAll(tx: Tx, occurrences: readonly Occurrence[], chosen: Occurrence, move: Move, doer: Doer): Promise<string[]> {
  const from = localOf(chosen.starts_at, chosen.time_zone)
  const to = localOf(move.starts_at, chosen.time_zone)
  const days = from.toPlainDate().until(to.toPlainDate(), { largestUnit: 'days' }).days
  // Into the time that another one leaves: whoever goes first must not be in the way of the next.
  const isLater = Date.parse(move.starts_at) > Date.parse(chosen.starts_at)
  const inOrder = isLater ? occurrences.toReversed() : occurrences
  const conflicts: Conflict[] = []
  const affected = new Set<string>()
  for (const { id, starts_at, time_zone } of inOrder) {
    const date = localOf(starts_at, time_zone).toPlainDate().add({ days })
    const target = id === chosen.id ? move.starts_at : instantAt(date, to.toPlainTime().toString(), time_zone).toString()
    try {
      const row = await rescheduleAppointment(tx, id, { ...move, starts_at: target }, doer, () => undefined)
      if (row.starts_at !== starts_at || move.member_id !== undefined) affected.add(id)
    } catch (error) {
      conflicts.push(conflictOf(error, target))
    }
  }
  if (conflicts.length > 0) throw problems.seriesUnavailable(conflicts.sort((one, other) => (one.starts_at < other.starts_at ? -1 : 1)))
  return occurrences.map(({ id }) => id).filter((id) => affected.has(id))
}

/** Why one of them cannot be moved. Whatever is no matter of its time is thrown on. */
function conflictOf(error: unknown, startsAt: string): Conflict {
  const reasons = error instanceof Problem && error.code === 'slot_unavailable' ? error.extra.reasons : undefined
  if (reasons === undefined || reasons.length === 0) throw error
  return { starts_at: new Date(startsAt).toISOString(), reasons }
}

function localOf(instant: string, timeZone: string): Temporal.PlainDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDateTime()
}
