import type { components } from '../../../generated/api.ts'
import type { Tx } from '../../db/database.ts'
import { changedFields } from '../../db/differences.ts'
import { problems } from '../../problems.ts'
import { lockAppointment } from './queries.ts'
import type { AppointmentRow } from './queries.ts'
import type { CheckVersion } from './transitions.ts'
import { writeAppointment } from './write.ts'
import type { Doer } from './write.ts'

type Changes = components['schemas']['AppointmentChanges']

/** Changes what is said of an appointment, at any status. Throws 404, 412 when `checkVersion` objects, 409 for amounts in another currency. */
export async function changeAppointment(
  tx: Tx,
  id: string,
  changes: Changes,
  doer: Doer,
  checkVersion: CheckVersion,
): Promise<AppointmentRow> {
  const row = await lockAppointment(tx, id)
  if (row === undefined) throw problems.notFound('appointment')
  checkVersion(row)
  const { price, deposit, ...others } = changes
  if ([price, deposit].some((amount) => amount && amount.currency !== row.currency)) throw problems.currencyMismatch(row.currency)
  const wanted = {
    ...others,
    ...(price !== undefined && { price_minor: price.amount_minor }),
    ...(deposit !== undefined && { deposit_minor: deposit?.amount_minor ?? null }),
  }
  if (changedFields(row, wanted).length === 0) return row
  const { metadata, ...columns } = wanted
  const values = { ...columns, ...(metadata !== undefined && { metadata: JSON.stringify(metadata) }) }
  return writeAppointment(tx, row, values, { action: 'updated', doer })
}
