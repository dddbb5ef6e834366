import type { components } from '../../../generated/api.ts'
import { record } from '../../db/changes.ts'
import type { Read, Tx } from '../../db/database.ts'
import { changedFields, previousAttributes } from '../../db/differences.ts'
import { takeTurn } from '../../db/in-turn.ts'
import { problems } from '../../problems.ts'
import { compareHoursLater } from '../freed-time/freed-time.ts'
import { ordered, orderedDays, requireHours, requireNoExceptions } from './hours.ts'
import { presentBusinessHours, presentWorkingHours } from './present.ts'
import { findBusinessHours, findWorkingHours, writeSchedule } from './queries.ts'
import type { FoundWorkingHours } from './queries.ts'

export { defaultWeekly } from './hours.ts'

type Schemas = components['schemas']
type CheckVersion = (hours: { readonly version: number }) => void

/** When the business is open, or what holds while it has said nothing. */
export async function businessHours(door: Read): Promise<Schemas['BusinessHours']> {
  return presentBusinessHours(await findBusinessHours(door))
}

/** Throws 404 when there is no such member. One who has left still has them. */
export async function workingHours(door: Read, memberId: string): Promise<Schemas['WorkingHours']> {
  return presentWorkingHours(await requireMember(door, memberId))
}

/** Replaces the hours of the business as a whole. Throws 412 when `checkVersion` objects, 409 for hours that are out of order. */
export async function replaceBusinessHours(
  tx: Tx,
  { weekly, exceptions = [] }: Schemas['BusinessHoursSettings'],
  checkVersion: CheckVersion,
): Promise<Schemas['BusinessHours']> {
  // Sent together; the hours are read when it is our turn.
  const [, before] = await Promise.all([takeTurn(tx), businessHours(tx)])
  checkVersion(before)
  requireHours(weekly, exceptions)
  const wanted = { weekly: ordered(weekly), exceptions: orderedDays(exceptions) }
  const names = changedFields<Schemas['BusinessHours']>(before, wanted)
  if (names.length === 0) return before
  await writeSchedule(tx, { member_id: null, time_zone: null, ...wanted })
  const after = await businessHours(tx)
  const data = { object: after, previous_attributes: previousAttributes(before, names) }
  const resource = { type: 'business_hours', id: tx.business() ?? '' }
  record(tx, { action: 'business_hours.updated', resource, changedFields: names, event: { type: 'business_hours.updated', data } })
  await compareHoursLater(tx, { ...before, member_id: null })
  return after
}

/**
 * Replaces the hours of a member as a whole; without a week the member follows the business. Throws 404, 412 when `checkVersion` objects, 409 for a
 * member who has left and for hours that are out of order.
 */
export async function replaceWorkingHours(
  tx: Tx,
  memberId: string,
  { time_zone = null, weekly, exceptions = [] }: Schemas['WorkingHoursSettings'],
  checkVersion: CheckVersion,
): Promise<Schemas['WorkingHours']> {
  const [, found] = await Promise.all([takeTurn(tx), requireMember(tx, memberId)])
  const before = presentWorkingHours(found)
  checkVersion(before)
  if (found.member_status === 'removed') throw problems.teamMemberRemoved()
  requireHours(weekly ?? [], exceptions)
  if (weekly === null) requireNoExceptions(exceptions)
  const wanted = { time_zone, weekly: weekly === null ? null : ordered(weekly), exceptions: orderedDays(exceptions) }
  const names = changedFields<Schemas['WorkingHours']>(before, wanted)
  if (names.length === 0) return before
  await writeSchedule(tx, { member_id: before.member_id, ...wanted })
  const after = await workingHours(tx, memberId)
  const data = { object: after, previous_attributes: previousAttributes(before, names) }
  const resource = { type: 'working_hours', id: before.member_id }
  record(tx, { action: 'working_hours.updated', resource, changedFields: names, event: { type: 'working_hours.updated', data } })
  await compareHoursLater(tx, before)
  return after
}

async function requireMember(door: Read, memberId: string): Promise<FoundWorkingHours> {
  const found = await findWorkingHours(door, memberId)
  if (found === undefined) throw problems.notFound('team member')
  return found
}
