import { plain, reading } from '../db/database.ts'
import type { JobContext } from './context.ts'

/** Whether nothing is done any more for the business. */
export async function isClosed({ application }: JobContext, businessId: string): Promise<boolean> {
  const business = await reading(application, { business: businessId }).first(
    plain<{ status: string }>('select status from businesses where id = current_business()'),
  )
  return business?.status === 'closed'
}
