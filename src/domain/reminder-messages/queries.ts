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
export async function lockSubject(tx: Tx, reminderId: string): Promise<Subject | undefined> {
  return (await lockSubjects(tx, [reminderId])).get(reminderId)
}

/** The same for several, each by its reminder: in the order of their ids, so that two who do this do not wait for each other. */
export async function lockSubjects(tx: Tx, reminderIds: readonly string[]): Promise<Map<string, Subject>> {
  const rows = await tx.all(
    sql
      .selectFrom('appointments as a')
      .innerJoin('appointment_reminders as r', 'r.appointment_id', 'a.id')
      .innerJoin('businesses as b', 'b.id', 'a.business_id')
      .leftJoin('team_members as m', 'm.id', 'a.member_id')
      .leftJoin('people as p', 'p.id', 'm.person_id')
      .select(['a.id', 'a.customer_id', 'a.starts_at', 'a.status', 'a.time_zone', 'b.name as business_name', 'b.locale as business_locale'])
      .select(['p.full_name as member_name', raw<string | null>`a.service_snapshot ->> 'name'`.as('service_name'), 'r.id as reminder_id'])
      .where(raw<boolean>`r.id = any(${[...reminderIds]}::uuid[])`)
      .orderBy('a.id')
      .forNoKeyUpdate('a'),
  )
  return new Map(rows.map(({ reminder_id, ...subject }) => [reminder_id, subject]))
}
