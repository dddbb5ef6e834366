import { sql as raw } from 'kysely'
import type { Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { customerColumns } from './queries.ts'
import type { CustomerRow } from './queries.ts'

/** The customer with this number or address, who stays where they are until the transaction ends: whose primary one it is before all others, then the oldest. */
export function holdCustomerByContactPoint(tx: Tx, kind: 'phone' | 'email', value: string): Promise<CustomerRow | undefined> {
  const points = sql.selectFrom('customer_contact_points').select('customer_id').where('kind', '=', kind).where('value', '=', value)
  return tx.first(
    sql
      .selectFrom('customers')
      .select(customerColumns)
      .where('id', 'in', points)
      .where('deleted_at', 'is', null)
      .orderBy(raw`${raw.ref(kind === 'phone' ? 'primary_phone' : 'primary_email')} is not distinct from ${value}`, 'desc')
      .orderBy('created_at')
      .orderBy('id')
      .limit(1)
      .forKeyShare(),
  )
}
