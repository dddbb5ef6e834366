import type { Read } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import type { Problem } from '../../problems.ts'
import { findSurvivorId } from './merge-queries.ts'

/** What is said of a customer who is not there: 404 `customer_merged` for ever to whoever asks for one that was merged, else plain 404. */
export async function absentCustomer(door: Read, id: string): Promise<Problem> {
  const survivor = await findSurvivorId(door, id)
  return survivor === undefined ? problems.notFound('customer') : problems.customerMerged(survivor)
}
