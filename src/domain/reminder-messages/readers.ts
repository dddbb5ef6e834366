import type { Read } from '../../db/database.ts'
import { Problem } from '../../problems.ts'
import { requireCustomer } from '../customers/customers.ts'
import type { CustomerRow } from '../customers/customers.ts'

/** Who reads a message: how to call them, in which language, and what their own clock shows. */
export type Reader = Pick<CustomerRow, 'first_name' | 'locale' | 'time_zone'>

/** The customer; undefined when they were deleted. */
export async function customerIfThere(door: Read, id: string): Promise<CustomerRow | undefined> {
  try {
    return await requireCustomer(door, id)
  } catch (error) {
    if (error instanceof Problem) return undefined
    throw error
  }
}

/** The customer, or somebody of whom nothing is known any more. */
export async function readerOf(door: Read, id: string): Promise<Reader> {
  return (await customerIfThere(door, id)) ?? { first_name: null, locale: null, time_zone: null }
}
