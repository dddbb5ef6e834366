import type { Insertable, Selectable } from 'kysely'
import type { AppointmentHistory } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { inWindow } from '../../db/windows.ts'
import type { Times, Window } from '../../db/windows.ts'

const historyColumns = [
  'id',
  'action',
  'status',
  'starts_at',
  'ends_at',
  'member_id',
  'changed_fields',
  'reason',
  'actor_type',
  'actor_id',
  'appointment_version',
  'created_at',
] as const

export type HistoryRow = Pick<Selectable<AppointmentHistory>, (typeof historyColumns)[number]>

export async function insertHistory(tx: Tx, values: Insertable<AppointmentHistory>): Promise<void> {
  await tx.all(sql.insertInto('appointment_history').values(values))
}

/** Newest first unless told otherwise. */
export function listHistory(door: Read, appointmentId: string, times: Times, window: Window): Promise<HistoryRow[]> {
  const query = sql.selectFrom('appointment_history').select(historyColumns).where('appointment_id', '=', appointmentId)
  return door.all(inWindow(query, 'appointment_history', times, window))
}
