import { writeChanges } from '../db/changes.ts'
import { withTransaction } from '../db/database.ts'
import { expireAppointment } from '../domain/appointments/appointments.ts'
import type { JobContext, Run } from './context.ts'
import type { JobPayloads } from './payloads.ts'

const origin = { actor: { type: 'system', id: null }, request: null, ipAddress: null } as const

/** Gives back the time of an appointment that nobody has confirmed. */
export async function expirePending(
  { application }: JobContext,
  { appointment_id: id }: JobPayloads['appointments.expire'],
  { businessId }: Run,
): Promise<void> {
  if (businessId === null) throw new Error('Appointments are within a business.')
  await withTransaction(
    application,
    { business: businessId },
    (tx) => expireAppointment(tx, id),
    (tx) => writeChanges(tx, origin),
  )
}
