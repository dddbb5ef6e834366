import { sql as raw } from 'kysely'
import type { Selectable } from 'kysely'
import type { Appointments, Businesses } from '../../../generated/db.ts'
import type { Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'

type Appointment = Pick<Selectable<Appointments>, 'id' | 'customer_id' | 'starts_at' | 'status' | 'time_zone'>
/** What a reminder says: an appointment with the names around it. */
export type Subject = Appointment & {
  readonly business_name: string
  readonly business_locale: Selectable<Businesses>['locale']
  /** As it was when it was booked. */
  readonly service_name: string | null
  readonly member_name: string | null
}

/** The appointment of a reminder, locked until the transaction ends, so that it is neither moved nor cancelled while it is reminded of. */
export function lockSubject(tx: Tx, reminderId: string): Promise<Subject | undefined> {
  return tx.first(
    sql
      .selectFrom('appointments as a')
      .innerJoin('businesses as b', 'b.id', 'a.business_id')
      .leftJoin('team_members as m', 'm.id', 'a.member_id')
      .leftJoin('people as p', 'p.id', 'm.person_id')
      .select(['a.id', 'a.customer_id', 'a.starts_at', 'a.status', 'a.time_zone', 'b.name as business_name', 'b.locale as business_locale'])
      .select(['p.full_name as member_name', raw<string | null>`a.service_snapshot ->> 'name'`.as('service_name')])
      .where('a.id', '=', (of) => of.selectFrom('appointment_reminders as r').select('r.appointment_id').where('r.id', '=', reminderId))
      .forNoKeyUpdate('a'),
  )
}
