import type { Tx } from '../../db/database.ts'
import { absentCustomer } from './merged.ts'
import { holdCustomerRow } from './queries.ts'
import type { CustomerRow } from './queries.ts'

export { customerOfAddress } from './by-address.ts'

/**
 * A customer to whom something is about to be added: until the transaction ends it can be neither deleted nor merged into another. Throws 404 as
 * `requireCustomer` does.
 */
export async function holdCustomer(tx: Tx, id: string): Promise<CustomerRow> {
  const row = await holdCustomerRow(tx, id)
  if (row === undefined) throw await absentCustomer(tx, id)
  return row
}
