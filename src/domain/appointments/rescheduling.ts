import type { components } from '../../../generated/api.ts'
import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { freeTime, moveTime } from '../time-blocks/time-blocks.ts'
import type { WantedTime } from '../time-blocks/time-blocks.ts'
import { later } from './booking.ts'
import { lastMoment } from './cancelling.ts'
import { minutesOf } from './present.ts'
import type { AppointmentRow } from './queries.ts'
import { lockFor } from './transitions.ts'
import type { CheckVersion } from './transitions.ts'
import { writeAppointment } from './write.ts'
import type { Doer } from './write.ts'

type Move = components['schemas']['AppointmentMove']

const keptFormerTimes = 10

/**
 * Gives an appointment another time, or keeps the one that it has: there is no moment without one. Throws 404, 412 when `checkVersion` objects, 403 for
 * an override that the doer may not make, 409 for one that cannot be moved any more, a customer who is too late, and a time that cannot be had.
 */
export async function rescheduleAppointment(
  tx: Tx,
  id: string,
  move: Move,
  doer: Doer,
  checkVersion: CheckVersion,
): Promise<AppointmentRow> {
  if (move.override_reason !== undefined && !doer.mayOverride) throw problems.scopeRequired('appointments:override')
  const row = await lockFor(tx, id, 'reschedule', checkVersion)
  const wanted = wantedTime(row, move)
  if (isSame(row, wanted)) return row
  const until = lastMoment(row, 'reschedule_notice_minutes')
  if (wanted.booked_by === 'customer' && until < new Date()) throw problems.noticeTooShort(until)
  // One that takes a time always has a block.
  const former = row.block_id ?? ''
  const { block_id, member_id, starts_at, ends_at } = await moveTime(tx, { block_id: former, party_size: row.party_size }, wanted)
  const values = {
    block_id,
    member_id,
    starts_at,
    ends_at,
    // What is pending never waits longer than until it begins.
    expires_at: row.expires_at !== null && row.expires_at > starts_at ? starts_at : row.expires_at,
    rescheduled_from: JSON.stringify([formerTime(row), ...row.rescheduled_from].slice(0, keptFormerTimes)),
    ...(move.override_reason !== undefined && { override_reason: move.override_reason }),
  }
  const reason = move.reason ?? move.override_reason
  const written = await writeAppointment(tx, row, values, { action: 'rescheduled', doer, reason })
  if (block_id !== former) await freeTime(tx, former)
  return written
}

function wantedTime(row: AppointmentRow, move: Move): WantedTime {
  const startsAt = new Date(move.starts_at).toISOString()
  return {
    service_id: row.service_id,
    member_id: move.member_id === undefined ? row.member_id : (move.member_id?.toLowerCase() ?? null),
    starts_at: startsAt,
    ends_at: later(startsAt, move.duration_minutes ?? minutesOf(row)),
    party_size: row.party_size,
    booked_by: move.by ?? 'staff',
    ...(move.override_reason !== undefined && { override: { reason: move.override_reason } }),
  }
}

/** For whoever is free, the one who has it is as good as any other. */
function isSame(row: AppointmentRow, { member_id, starts_at, ends_at }: WantedTime): boolean {
  return row.starts_at === starts_at && row.ends_at === ends_at && (member_id === null || member_id === row.member_id)
}

function formerTime({ starts_at, ends_at, member_id }: AppointmentRow): components['schemas']['AppointmentFormerTime'] {
  return { starts_at, ends_at, member_id, rescheduled_at: new Date().toISOString() }
}
