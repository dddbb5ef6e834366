import type { components } from '../../../generated/api.ts'
import type { Read, Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import {
  cancelAppointment,
  confirmAppointment,
  lastMoment,
  lockAppointment,
  requireAppointment,
  rescheduleAppointment,
} from '../appointments/appointments.ts'
import type { AppointmentRow, Doer } from '../appointments/appointments.ts'
import { presentManaged } from './present.ts'
import { findSurroundings } from './queries.ts'
import { canBeConfirmed, isOver, isToCome } from './rights.ts'

type Schemas = components['schemas']

/** The appointment as its customer sees it. Throws 404 when the link's time is over, or there is nothing to be shown any more. */
export async function managedAppointment(door: Read, id: string, now = new Date()): Promise<Schemas['ManagedAppointment']> {
  return shown(door, await requireAppointment(door, id), now)
}

/** The customer will come. Throws 404, 409 when it cannot be confirmed by the customer. Once more is no harm. */
export async function confirmAsCustomer(tx: Tx, id: string, now = new Date()): Promise<Schemas['ManagedAppointment']> {
  const row = await lockLinked(tx, id, now)
  if (row.status === 'confirmed') return shown(tx, row, now)
  // What the business confirms, it confirms itself; for what has ended the rule has its words.
  if (row.status === 'pending' && !canBeConfirmed(row, now))
    throw problems.appointmentStatusConflict(row.status, 'confirmed by the customer')
  return shown(tx, await confirmAppointment(tx, id, customerOf(row), anyVersion), now)
}

/** The customer cannot come. Throws 404, 409 `notice_too_short` when it is too late. Once more is no harm. */
export async function cancelAsCustomer(
  tx: Tx,
  id: string,
  { reason }: Schemas['ManagedCancellation'],
  now = new Date(),
): Promise<Schemas['ManagedAppointment']> {
  const row = await lockLinked(tx, id, now)
  if (row.status === 'cancelled') return shown(tx, row, now)
  requireNotice(row, 'cancel_notice_minutes', now)
  return shown(tx, await cancelAppointment(tx, id, { by: 'customer', reason }, customerOf(row), anyVersion), now)
}

/** Another time with the same member. Throws 404, 409 `notice_too_short` when it is too late, 409 `slot_unavailable`. The same time is no change. */
export async function rescheduleAsCustomer(
  tx: Tx,
  id: string,
  { starts_at }: Schemas['ManagedReschedule'],
  now = new Date(),
): Promise<Schemas['ManagedAppointment']> {
  const row = await lockLinked(tx, id, now)
  if (Date.parse(row.starts_at) === Date.parse(starts_at) && isToCome(row, now)) return shown(tx, row, now)
  requireNotice(row, 'reschedule_notice_minutes', now)
  return shown(tx, await rescheduleAppointment(tx, id, { starts_at, by: 'customer' }, customerOf(row), anyVersion), now)
}

/** For an appointment that cannot go this way any more, its own rule has the words. */
function requireNotice(row: AppointmentRow, notice: 'cancel_notice_minutes' | 'reschedule_notice_minutes', now: Date): void {
  if (row.status !== 'pending' && row.status !== 'confirmed') return
  const until = lastMoment(row, notice)
  if (until <= now) throw problems.noticeTooShort(until)
}

async function lockLinked(tx: Tx, id: string, now: Date): Promise<AppointmentRow> {
  const row = await lockAppointment(tx, id)
  if (row === undefined || isOver(row, now)) throw problems.notFound('link')
  return row
}

async function shown(door: Read, row: AppointmentRow, now: Date): Promise<Schemas['ManagedAppointment']> {
  const surroundings = await findSurroundings(door, row.customer_id, row.member_id)
  if (isOver(row, now) || surroundings.is_over) throw problems.notFound('link')
  return presentManaged(row, surroundings, now)
}

function customerOf({ customer_id }: AppointmentRow): Doer {
  return { type: 'customer', id: customer_id, mayOverride: false }
}

const anyVersion = (): void => undefined
