import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { previousAttributes } from '../../db/differences.ts'
import { presentCustomer } from './present.ts'
import type { CustomerRow } from './queries.ts'

/** Tells that a customer was created, or changed from what it was before. */
export function recordCustomer(
  tx: Tx,
  type: 'customer.created' | 'customer.updated',
  row: CustomerRow,
  fields: readonly string[],
  before?: CustomerRow,
): void {
  const object = presentCustomer(row)
  const data = before === undefined ? { object } : { object, previous_attributes: previousAttributes(presentCustomer(before), fields) }
  record(tx, { action: type, resource: { type: 'customer', id: row.id }, changedFields: fields, event: { type, data } })
}
