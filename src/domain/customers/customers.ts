import type { components } from '../../../generated/api.ts'
import { record } from '../../db/changes.ts'
import type { Read, Tx } from '../../db/database.ts'
import { changedFields } from '../../db/differences.ts'
import { violates } from '../../db/errors.ts'
import { problems } from '../../problems.ts'
import { requireFieldValues, wantedFieldValues } from '../custom-fields/custom-fields.ts'
import { requireCustomerRoom } from '../plans/plans.ts'
import { blank, columnsOf, maxTags, merge, sortedTags } from './fields.ts'
import type { Fields } from './fields.ts'
import { addEmails, addPhones } from './identities.ts'
import type { CustomerFilters } from './list-queries.ts'
import { findMergedByExternalId, findMergedIds } from './merge-queries.ts'
import { absentCustomer } from './merged.ts'
import { presentTombstone } from './present.ts'
import {
  changeOwner,
  findCustomer,
  findCustomerIdByIdentity,
  findTagged,
  insertCustomer,
  lockCustomer,
  lockCustomerByExternalId,
  lockTagged,
  markCustomerDeleted,
  memberExists,
  replaceLabel,
  updateCustomer,
} from './queries.ts'
import type { CustomerRow, Exception } from './queries.ts'
import { recordCustomer } from './record.ts'

export { customerOfAddress, holdCustomer } from './held.ts'
export { lineTypeOf, normalisePhone } from './identities.ts'
export { absentCustomer } from './merged.ts'
export type { CustomerRow } from './queries.ts'

type Schemas = components['schemas']
export type CheckVersion = (row: { readonly version: number }) => void

const batchSize = 100
const writeAttempts = 3
const identityIndexes = ['customers_external_id_key', 'customers_primary_email_key', 'customers_primary_phone_key']

/** Throws 409 `duplicate_customer` when another customer has one of the identities; of two at once, one is created. */
export async function createCustomer(tx: Tx, wanted: Schemas['NewCustomer']): Promise<CustomerRow> {
  const fields = merge(blank, wanted)
  return unlessTaken(tx, fields, {}, () => insertFields(tx, fields, Object.keys(wanted)))
}

/** Changes the fields that are sent. Throws 404, 412 when `checkVersion` objects, 409 for an identity that another customer has. */
export async function changeCustomer(
  tx: Tx,
  id: string,
  changes: Schemas['CustomerChanges'],
  checkVersion: CheckVersion,
): Promise<CustomerRow> {
  const row = await lockPresent(tx, id)
  checkVersion(row)
  return writeFields(tx, row, merge(row, changes))
}

/**
 * Creates or changes the customer with this external id. Addresses and numbers are added and never dropped. Throws 404 `customer_merged` when the
 * customer that had it was merged into another, and nobody was given the id since.
 */
export async function upsertCustomer(
  tx: Tx,
  externalId: string,
  wanted: Schemas['CustomerUpsert'],
): Promise<{ readonly row: CustomerRow; readonly created: boolean }> {
  const fields = merge(blank, { ...wanted, external_id: externalId })
  // Somebody else may be faster with this external id: then there is a customer to change when this is tried again.
  return unlessTaken(tx, fields, { externalId }, async () => {
    const existing = await lockCustomerByExternalId(tx, externalId)
    if (existing !== undefined) return { row: await addFields(tx, existing, wanted), created: false }
    // Created anew, it would undo a merge with the next synchronization.
    const merged = await findMergedByExternalId(tx, externalId)
    if (merged !== undefined) throw await absentCustomer(tx, merged.id)
    const row = await insertFields(tx, fields, ['external_id', ...Object.keys(wanted)])
    return row && { row, created: true }
  })
}

/** Deletes a customer: what is left is a tombstone, and its identities are free again. */
export async function deleteCustomer(tx: Tx, id: string, checkVersion: CheckVersion): Promise<void> {
  const row = await lockPresent(tx, id)
  checkVersion(row)
  const data = { object: presentTombstone(await markCustomerDeleted(tx, id)) }
  record(tx, { action: 'customer.deleted', resource: { type: 'customer', id: row.id }, event: { type: 'customer.deleted', data } })
}

/** Adds or removes one tag. Doing it twice is doing it once. Throws 404, or 409 when it would be the fifty-first. */
export async function changeTags(tx: Tx, id: string, change: { readonly add?: string; readonly remove?: string }): Promise<CustomerRow> {
  const row = await lockPresent(tx, id)
  const tags = sortedTags([...row.tags.filter((tag) => tag !== change.remove), ...(change.add === undefined ? [] : [change.add])])
  if (tags.length > maxTags) throw problems.tooManyTags()
  return writeFields(tx, row, { ...row, tags })
}

/** Gives customers of one member to another, or to nobody when that one has left too: a hundred at a time. Returns whether there may be more. */
export async function handOverCustomers(tx: Tx, from: string, to: string | null): Promise<boolean> {
  const taker = to !== null && (await memberExists(tx, to)) ? to : null
  const rows = await changeOwner(tx, from, taker, batchSize)
  for (const row of rows) recordCustomer(tx, 'customer.updated', row, ['owner_member_id'], { ...row, owner_member_id: from })
  return rows.length === batchSize
}

/** Writes another label in place of one, on a hundred customers at most. Returns how many were changed, and whether there may be more. */
export async function replaceTag(tx: Tx, from: string, to: string): Promise<{ readonly changed: number; readonly hasMore: boolean }> {
  const ids = await findTagged(tx, from, batchSize)
  const before = new Map((await lockTagged(tx, ids, from)).map((row) => [row.id, row]))
  for (const row of await replaceLabel(tx, [...before.keys()], from, to))
    recordCustomer(tx, 'customer.updated', row, ['tags'], before.get(row.id))
  return { changed: before.size, hasMore: ids.length === batchSize }
}

/** The filter by custom fields, from `key:value` each. Throws 409 for a key that is not defined, or a value that its type cannot have. */
export async function valuesAskedFor(door: Read, given: readonly string[] | undefined): Promise<Pick<CustomerFilters, 'custom_fields'>> {
  return given === undefined ? {} : { custom_fields: await wantedFieldValues(door, given) }
}

/** Throws 404 when there is no such customer, or it is deleted; `customer_merged` when it was merged into another. */
export async function requireCustomer(door: Read, id: string): Promise<CustomerRow> {
  const row = await findCustomer(door, id)
  if (row === undefined) throw await absentCustomer(door, id)
  return row
}

/** The ids that a customer has had: its own, and those of all who were merged into it. Throws 404 as `requireCustomer` does. */
export async function idsOfCustomer(door: Read, id: string): Promise<string[]> {
  const ids = await findMergedIds(door, id)
  if (ids.length === 0) throw await absentCustomer(door, id)
  return ids
}

async function lockPresent(tx: Tx, id: string): Promise<CustomerRow> {
  const row = await lockCustomer(tx, id)
  if (row === undefined) throw await absentCustomer(tx, id)
  return row
}

async function insertFields(tx: Tx, fields: Fields, names: readonly string[]): Promise<CustomerRow | undefined> {
  requireIdentity(fields)
  await requireOwner(tx, fields)
  await requireFieldValues(tx, {}, fields.custom_fields)
  const row = await insertCustomer(tx, columnsOf(fields))
  if (row === undefined) return undefined
  await requireCustomerRoom(tx, row)
  recordCustomer(tx, 'customer.created', row, names)
  return row
}

function addFields(tx: Tx, row: CustomerRow, wanted: Schemas['CustomerUpsert']): Promise<CustomerRow> {
  const { emails, phones, ...others } = wanted
  const added = { emails: addEmails(row.emails, emails ?? []), phones: addPhones(row.phones, phones ?? []) }
  return writeFields(tx, row, { ...merge(row, others), ...added })
}

async function writeFields(tx: Tx, row: CustomerRow, fields: Fields): Promise<CustomerRow> {
  const changed = changedFields(row, fields)
  if (changed.length === 0) return row
  requireIdentity(fields)
  // One who left the team since stays named until somebody else is.
  if (changed.includes('owner_member_id')) await requireOwner(tx, fields)
  await requireFieldValues(tx, row.custom_fields, fields.custom_fields)
  const written = await unlessTaken(tx, fields, { id: row.id }, () => updateFields(tx, row.id, fields))
  recordCustomer(tx, 'customer.updated', written, changed, row)
  return written
}

function requireIdentity({ external_id, emails, phones }: Fields): void {
  if (external_id === null && emails.length === 0 && phones.length === 0) throw problems.customerNeedsIdentity()
}

async function requireOwner(tx: Tx, { owner_member_id: owner }: Fields): Promise<void> {
  if (owner !== null && !(await memberExists(tx, owner))) throw problems.referenceNotFound('owner_member_id')
}

async function updateFields(tx: Tx, id: string, fields: Fields): Promise<CustomerRow | undefined> {
  try {
    return await tx.attempt(() => updateCustomer(tx, id, columnsOf(fields)))
  } catch (error) {
    if (!identityIndexes.some((index) => violates(error, index))) throw error
    return undefined
  }
}

/** What `write` gives; when that is nothing because of the fields' identities, throws 409 with the customer that has one of them. */
async function unlessTaken<T>(tx: Tx, fields: Fields, except: Exception, write: () => Promise<T | undefined>): Promise<T> {
  const identities = { externalId: fields.external_id, email: fields.emails[0]?.email ?? null, phone: fields.phones[0]?.e164 ?? null }
  for (let attempt = 1; attempt <= writeAttempts; attempt += 1) {
    const written = await write()
    if (written !== undefined) return written
    const taker = await findCustomerIdByIdentity(tx, identities, except)
    if (taker !== undefined) throw problems.duplicateCustomer(taker.id)
    // Deleted in this very moment, so that its identities are free again.
  }
  throw problems.serviceUnavailable()
}
