import type { Tx } from '../../db/database.ts'
import { lockAppointment } from './queries.ts'
import type { AppointmentRow } from './queries.ts'
import { endAppointment, lockFor } from './transitions.ts'
import type { CheckVersion } from './transitions.ts'
import { theClock } from './write.ts'
import type { Doer } from './write.ts'

export interface Cancellation {
  readonly by: 'customer' | 'staff' | 'calendar'
  readonly reason?: string | undefined
  /** A customer who is too late owes nothing all the same. */
  readonly waive_fee?: boolean | undefined
}

/** Calls an appointment off: its time is free. Throws 404, 412 when `checkVersion` objects, 409 for one that cannot be called off any more. */
export async function cancelAppointment(
  tx: Tx,
  id: string,
  { by, reason, waive_fee: waivesFee = false }: Cancellation,
  doer: Doer,
  checkVersion: CheckVersion,
): Promise<AppointmentRow> {
  const row = await lockFor(tx, id, 'cancel', checkVersion)
  const now = new Date()
  const owes = by === 'customer' && !waivesFee && lastMoment(row, 'cancel_notice_minutes') < now
  const values = {
    status: 'cancelled',
    cancellation_kind: row.status === 'pending' && by === 'staff' ? 'declined' : 'cancelled',
    cancelled_by: by,
    cancelled_at: now.toISOString(),
    cancellation_reason: reason ?? null,
    cancellation_fee_minor: owes ? (row.service_snapshot?.cancellation_fee?.amount_minor ?? null) : null,
  } as const
  return endAppointment(tx, row, values, { action: 'cancelled', doer, reason })
}

/** Gives back the time of an appointment that nobody has confirmed in time. Harmless for any other. */
export async function expireAppointment(tx: Tx, id: string, now = new Date()): Promise<void> {
  const row = await lockAppointment(tx, id)
  if (row?.status !== 'pending' || row.expires_at === null || now.getTime() < Date.parse(row.expires_at)) return
  const values = { status: 'cancelled', cancellation_kind: 'expired', cancelled_by: 'system', cancelled_at: now.toISOString() } as const
  await endAppointment(tx, row, values, { action: 'cancelled', doer: theClock })
}

/** Until when a customer may do this, by what was agreed: so many minutes before it begins. Without a service, until then. */
export function lastMoment(row: AppointmentRow, notice: 'cancel_notice_minutes' | 'reschedule_notice_minutes'): Date {
  return new Date(Date.parse(row.starts_at) - (row.service_snapshot?.[notice] ?? 0) * 60_000)
}
