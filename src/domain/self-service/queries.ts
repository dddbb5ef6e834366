import type { Read } from '../../db/database.ts'
import { plain } from '../../db/database.ts'

/** What a customer is told beside the appointment itself. */
export interface Surroundings {
  readonly business_name: string
  readonly business_phone: string | null
  readonly time_zone: string
  readonly member_name: string | null
  /** The business is closed, or the customer was deleted: nobody is shown anything any more. */
  readonly is_over: boolean
}

export async function findSurroundings(door: Read, customerId: string, memberId: string | null): Promise<Surroundings> {
  const found = await door.first(
    plain<Surroundings>(
      `select b.name as business_name, b.phone as business_phone, b.time_zone, p.full_name as member_name, b.status = 'closed' or c.id is null as is_over
       from businesses b
       left join customers c on c.id = $1 and c.deleted_at is null
       left join team_members m on m.id = $2
       left join people p on p.id = m.person_id
       where b.id = current_business()`,
      [customerId, memberId],
    ),
  )
  return found as Surroundings
}
