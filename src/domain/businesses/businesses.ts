import type { components } from '../../../generated/api.ts'
import type { Tx } from '../../db/database.ts'
import { changedFields } from '../../db/differences.ts'
import { violates } from '../../db/errors.ts'
import { problems } from '../../problems.ts'
import { maxBusinessesOf } from '../plans/plans.ts'
import { holdRules, replanReminders } from '../reminder-rules/reminder-rules.ts'
import { joinTeam } from '../team-members/team-members.ts'
import { openBusiness } from './opening.ts'
import { lockBusiness, lockOwnedPlans, updateBusiness } from './queries.ts'
import type { BusinessRow } from './queries.ts'
import { recordUpdate } from './record.ts'

export type { BusinessRow } from './queries.ts'

type Schemas = components['schemas']
type NewBusiness = Schemas['NewBusiness']

/** Creates a further business for a person. Throws 409 when they own as many as the best of their plans allows. */
export async function createOwnBusiness(tx: Tx, personId: string, wanted: NewBusiness): Promise<BusinessRow> {
  const owned = await lockOwnedPlans(tx, personId)
  const limit = maxBusinessesOf(owned)
  if (owned.length >= limit) throw problems.planLimitReached('businesses', limit)
  return (await createBusinessFor(tx, personId, wanted)).business
}

/**
 * Creates a business whose owner is this person. From here on the transaction acts for the new business. Throws 409 `slug_taken` when a slug that was
 * asked for belongs to another; a slug made from the name gets a number instead.
 */
export async function createBusinessFor(
  tx: Tx,
  personId: string,
  wanted: NewBusiness,
): Promise<{ readonly business: BusinessRow; readonly memberId: string }> {
  const business = await openBusiness(tx, wanted)
  const member = await joinTeam(tx, personId, 'owner')
  return { business, memberId: member.id }
}

/** Changes the fields that are sent. Throws 412 when `checkVersion` objects, 409 for a slug that another business has. */
export async function changeBusiness(
  tx: Tx,
  id: string,
  changes: Schemas['BusinessChanges'],
  checkVersion: (row: BusinessRow) => void,
): Promise<BusinessRow> {
  // Reminders by the time of day go by the clock of the business. Whoever plans one waits for this lock before any row.
  if (changes.time_zone !== undefined) await holdRules(tx)
  const row = await lockBusiness(tx, id)
  if (row === undefined) throw problems.notFound('business')
  checkVersion(row)
  const wanted = typeof changes.email === 'string' ? { ...changes, email: changes.email.toLowerCase() } : changes
  const changed = changedFields(row, wanted as Partial<BusinessRow>)
  if (changed.length === 0) return row
  const written = await write(tx, id, wanted)
  recordUpdate(tx, row, written, changed)
  if (changed.includes('time_zone')) await replanReminders(tx)
  return written
}

/** The business, locked until the transaction ends. Throws 404 for one that is not there or is closed. */
export async function requireOpenBusiness(tx: Tx, id: string): Promise<BusinessRow> {
  const row = await lockBusiness(tx, id)
  if (row === undefined || row.status === 'closed') throw problems.notFound('business')
  return row
}

async function write(tx: Tx, id: string, { address, ...fields }: Schemas['BusinessChanges']): Promise<BusinessRow> {
  const place = address === undefined ? {} : { address: address === null ? null : JSON.stringify(address) }
  try {
    return (await tx.attempt(() => updateBusiness(tx, id, { ...fields, ...place }))) as BusinessRow
  } catch (error) {
    throw violates(error, 'businesses_slug_key') ? problems.slugTaken() : error
  }
}
