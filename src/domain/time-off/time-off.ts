import type { components } from '../../../generated/api.ts'
import type { Role } from '../../../generated/operations.ts'
import { record } from '../../db/changes.ts'
import type { Read, Tx } from '../../db/database.ts'
import type { Window } from '../../db/windows.ts'
import { problems } from '../../problems.ts'
import { offerLater } from '../freed-time/freed-time.ts'
import { presentTimeOff } from './present.ts'
import { deleteTimeOff, findTimeOff, insertTimeOff, isOnTeam, listTimeOff, lockTimeOff } from './queries.ts'
import type { TimeOffFilters, TimeOffRow } from './queries.ts'

type Schemas = components['schemas']
/** Who enters it: a member of the team, or an API key, which has no place in it. */
export type Writer = { readonly id: string; readonly role: Role } | undefined

const rolesAboveStaff: readonly Role[] = ['manager', 'admin', 'owner']

/** A page of time off. Throws 409 `invalid_range` for a range that ends before it begins. */
export async function timeOffIn(door: Read, filters: TimeOffFilters, window: Window): Promise<TimeOffRow[]> {
  const { from, before } = filters
  if (from !== undefined && before !== undefined && Date.parse(from) > Date.parse(before)) throw problems.invalidRange()
  return listTimeOff(door, filters, window)
}

/** Throws 403 for somebody else's time, 409 for a range without length, 404 `reference_not_found` for a member who is not in the team. */
export async function enterTimeOff(tx: Tx, wanted: Schemas['NewTimeOff'], writer: Writer): Promise<TimeOffRow> {
  const { member_id, reason = null } = wanted
  // Cut to milliseconds, as they are kept, before they are compared.
  const [starts_at, ends_at] = [new Date(wanted.starts_at).toISOString(), new Date(wanted.ends_at).toISOString()]
  requireOwn(writer, member_id)
  if (starts_at >= ends_at) throw problems.invalidRange()
  if (member_id !== null && !(await isOnTeam(tx, member_id))) throw problems.referenceNotFound('member_id')
  const row = await insertTimeOff(tx, { member_id, starts_at, ends_at, reason })
  const event = { type: 'time_off.created', data: { object: presentTimeOff(row) } } as const
  record(tx, { action: event.type, resource: { type: 'time_off', id: row.id }, changedFields: Object.keys(wanted).sort(), event })
  return row
}

/** Deletes time off for good. Throws 404, 403 for somebody else's, 412 when `checkVersion` objects. */
export async function removeTimeOff(tx: Tx, id: string, writer: Writer, checkVersion: (row: TimeOffRow) => void): Promise<void> {
  const row = await lockTimeOff(tx, id)
  if (row === undefined) throw problems.notFound('time off')
  requireOwn(writer, row.member_id)
  checkVersion(row)
  await deleteTimeOff(tx, id)
  const event = { type: 'time_off.deleted', data: { object: presentTimeOff(row) } } as const
  record(tx, { action: event.type, resource: { type: 'time_off', id: row.id }, event })
  await offerLater(tx, { member_id: row.member_id, times: [row], was_taken: false })
}

/** Throws 404 when there is no such time off. */
export async function requireTimeOff(door: Read, id: string): Promise<TimeOffRow> {
  const row = await findTimeOff(door, id)
  if (row === undefined) throw problems.notFound('time off')
  return row
}

function requireOwn(writer: Writer, memberId: string | null): void {
  if (writer === undefined || rolesAboveStaff.includes(writer.role) || writer.id === memberId?.toLowerCase()) return
  throw problems.forbidden('Only a manager or somebody above them may do this for others, or for the whole business.')
}
