import type { components } from '../../../generated/api.ts'
import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { changedFields } from '../../db/differences.ts'
import { problems } from '../../problems.ts'
import { eachKind } from './children.ts'
import type { CheckVersion } from './customers.ts'
import { columnsOf } from './fields.ts'
import type { Fields } from './fields.ts'
import { countChildren, findCustomers, findSurvivorId, lockCustomers, markCustomerMerged, moveChildren } from './merge-queries.ts'
import type { FoundCustomer } from './merge-queries.ts'
import { absentCustomer } from './merged.ts'
import { updateCustomer } from './queries.ts'
import type { CustomerRow } from './queries.ts'
import { recordCustomer } from './record.ts'
import { union } from './union.ts'

type Schemas = components['schemas']

/** What came of a merge, or would. */
export interface Merge {
  readonly dryRun: boolean
  readonly customer: CustomerRow
  readonly source: CustomerRow
  readonly changed: readonly string[]
  readonly moved: Schemas['CustomerMergeMoves']
}

/**
 * Merges the customer `source_id` into another: fields, identities and everything that belongs to it, in one transaction. Throws 404 when one of the
 * two is not there, 404 `customer_merged` when it was merged before, 412 when `checkVersion` objects, 409 when they are the same or have too much
 * between them. Of two merges at once the second finds what the first left.
 */
export async function mergeCustomers(
  tx: Tx,
  id: string,
  { source_id, dry_run = false }: Schemas['NewCustomerMerge'],
  checkVersion: CheckVersion,
): Promise<Merge> {
  const ids = [id.toLowerCase(), source_id.toLowerCase()] as const
  const [customer, source] = await both(tx, ids, dry_run)
  checkVersion(customer)
  const fields = union(customer, source)
  const plan = { customer, source, fields, changed: changedFields(customer, fields).sort() }
  return dry_run ? preview(tx, plan) : carryOut(tx, plan)
}

interface Plan {
  readonly customer: FoundCustomer
  readonly source: CustomerRow
  readonly fields: Fields
  readonly changed: readonly string[]
}

async function both(tx: Tx, [id, sourceId]: readonly [string, string], onlyLook: boolean): Promise<[FoundCustomer, FoundCustomer]> {
  const rows = onlyLook ? await findCustomers(tx, [id, sourceId]) : await lockCustomers(tx, [id, sourceId])
  const [customer, source] = [id, sourceId].map((wanted) => rows.find((row) => row.id === wanted))
  if (customer === undefined) throw await absentCustomer(tx, id)
  if (id === sourceId) throw problems.mergeWithItself()
  if (source === undefined) {
    const survivor = await findSurvivorId(tx, sourceId)
    throw survivor === undefined ? problems.referenceNotFound('source_id') : problems.customerMerged(survivor)
  }
  return [customer, source]
}

async function preview(tx: Tx, { customer, source, fields, changed }: Plan): Promise<Merge> {
  const { now } = customer
  return {
    dryRun: true,
    customer: { ...customer, ...fields, updated_at: now, version: customer.version + 1 },
    source: { ...source, deleted_at: now, merged_into: customer.id },
    changed,
    moved: await eachKind((table) => countChildren(tx, table, source.id)),
  }
}

async function carryOut(tx: Tx, { customer, source, fields, changed }: Plan): Promise<Merge> {
  // First, so that its identities are free for the other.
  const gone = await markCustomerMerged(tx, source.id, customer.id)
  const written = await updateCustomer(tx, customer.id, columnsOf(fields))
  const moved = await eachKind((table) => moveChildren(tx, table, source.id, customer.id))
  const object = { id: written.id, version: written.version, source_id: gone.id, target_id: written.id }
  record(tx, {
    action: 'customer.merged',
    resource: { type: 'customer', id: gone.id },
    changedFields: ['merged_into'],
    event: { type: 'customer.merged', data: { object } },
  })
  if (changed.length > 0) recordCustomer(tx, 'customer.updated', written, changed, customer)
  else record(tx, { action: 'customer.updated', resource: { type: 'customer', id: written.id } })
  return { dryRun: false, customer: written, source: gone, changed, moved }
}
