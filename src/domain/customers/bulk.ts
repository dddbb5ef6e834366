import type { components } from '../../../generated/api.ts'
import type { Tx } from '../../db/database.ts'
import { changedFields } from '../../db/differences.ts'
import { Problem, problems } from '../../problems.ts'
import { columnsOf, maxTags, merge, sortedTags } from './fields.ts'
import type { Fields } from './fields.ts'
import { lockCustomers } from './merge-queries.ts'
import { absentCustomer } from './merged.ts'
import { memberExists, updateCustomer } from './queries.ts'
import type { CustomerRow } from './queries.ts'
import { recordCustomer } from './record.ts'

type Schemas = components['schemas']
type Changes = Omit<Schemas['CustomerBulkChanges'], 'customer_ids'>

/** What became of one customer. */
export interface Outcome extends Result {
  readonly id: string
}
interface Result {
  readonly result: Schemas['CustomerBulkResult']['result']
  readonly row?: CustomerRow
  readonly problem?: Problem
}

/**
 * Makes the same change to many customers, each in a savepoint of its own, so that a refusal of one is no refusal of the others. Throws 404
 * `reference_not_found` for an owner who is not there, before anything is changed.
 */
export async function changeCustomers(tx: Tx, { customer_ids, ...changes }: Schemas['CustomerBulkChanges']): Promise<Outcome[]> {
  const owner = changes.owner_member_id
  if (owner !== undefined && owner !== null && !(await memberExists(tx, owner))) throw problems.referenceNotFound('owner_member_id')
  const rows = new Map((await lockCustomers(tx, customer_ids)).map((row) => [row.id, row]))
  const outcomes = new Map<string, Result>()
  for (const id of customer_ids.map((each) => each.toLowerCase())) {
    // The same id in capitals is the same customer.
    if (!outcomes.has(id)) outcomes.set(id, await changeOne(tx, id, rows.get(id), changes))
  }
  return customer_ids.map((id) => ({ id, ...(outcomes.get(id.toLowerCase()) as Result) }))
}

async function changeOne(tx: Tx, id: string, row: CustomerRow | undefined, changes: Changes): Promise<Result> {
  if (row === undefined) return { result: 'not_found', problem: await absentCustomer(tx, id) }
  try {
    const fields = changed(row, changes)
    const names = changedFields(row, fields)
    if (names.length === 0) return { result: 'unchanged', row }
    const written = await tx.attempt(() => updateCustomer(tx, row.id, columnsOf(fields)))
    recordCustomer(tx, 'customer.updated', written, names, row)
    return { result: 'updated', row: written }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { result: 'conflict', problem: error }
  }
}

function changed(row: Fields, { add_tags = [], remove_tags = [], ...changes }: Changes): Fields {
  const tags = sortedTags([...row.tags.filter((tag) => !remove_tags.includes(tag)), ...add_tags])
  if (tags.length > maxTags) throw problems.tooManyTags()
  return merge(row, { ...changes, tags })
}
