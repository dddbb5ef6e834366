import type { Tx } from './database.ts'
import { plain } from './database.ts'

/**
 * Waits until no other transaction of the business is past this point, and keeps others waiting until this one ends: for limits that are counted, and
 * rules over several rows. Rows that refer to the business can still be written meanwhile.
 */
export async function takeTurn(tx: Tx): Promise<void> {
  await tx.all(plain('select from businesses where id = current_business() for no key update'))
}
