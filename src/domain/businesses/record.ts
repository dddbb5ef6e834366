import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { previousAttributes } from '../../db/differences.ts'
import { presentBusiness } from './present.ts'
import type { BusinessRow } from './queries.ts'

/** Notes which fields of the business that the transaction acts for were changed. */
export function recordUpdate(tx: Tx, before: BusinessRow, after: BusinessRow, changed: readonly string[]): void {
  const data = { object: presentBusiness(after), previous_attributes: previousAttributes(presentBusiness(before), changed) }
  const event = { type: 'business.updated', data } as const
  record(tx, { action: event.type, resource: { type: 'business', id: after.id }, changedFields: changed, event })
}
