import type { Read } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { findDuplicates } from './duplicate-queries.ts'
import type { DuplicateRow, DuplicateWindow } from './duplicate-queries.ts'
import { findCustomers, findSurvivorId } from './merge-queries.ts'
import type { CustomerRow } from './queries.ts'

export interface Duplicate extends Pick<DuplicateRow, 'score' | 'reasons'> {
  readonly customer: CustomerRow
  readonly other: CustomerRow
}
export interface Duplicates {
  readonly pairs: readonly Duplicate[]
  /** Where to go on; undefined when there is nothing more to be looked at. */
  readonly end: readonly [firstId: string, secondId: string] | undefined
}

/** Pairs of customers that may be the same person. Throws 404 `customer_merged` when asked for the pairs of one who was merged. */
export async function duplicatesAmong(door: Read, customerId: string | undefined, { after, limit }: DuplicateWindow): Promise<Duplicates> {
  const rows = await findDuplicates(door, customerId, { after, limit: limit + 1 })
  if (rows.length === 0 && customerId !== undefined) await refuseMerged(door, customerId)
  const shown = rows.slice(0, limit).filter((row): row is DuplicateRow & { second_id: string } => row.second_id !== null)
  const customers = await findCustomers(door, [...new Set(shown.flatMap((row) => [row.first_id, row.second_id]))])
  const byId = new Map(customers.map((row) => [row.id, row]))
  const pairs = shown.flatMap(({ first_id, second_id, score, reasons }) => {
    const [customer, other] = [byId.get(first_id), byId.get(second_id)]
    // One of the two may be gone since.
    return customer === undefined || other === undefined ? [] : [{ customer, other, score, reasons }]
  })
  return { pairs, end: endOf(rows, limit) }
}

function endOf(rows: readonly DuplicateRow[], limit: number): Duplicates['end'] {
  const last = rows.length > limit ? rows[limit - 1] : rows.find((row) => row.second_id === null)
  return last && [last.first_id, last.second_id ?? '']
}

async function refuseMerged(door: Read, id: string): Promise<void> {
  const survivor = await findSurvivorId(door, id)
  if (survivor !== undefined) throw problems.customerMerged(survivor)
}
