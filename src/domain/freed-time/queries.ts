import type { Read } from '../../db/database.ts'
import { plain } from '../../db/database.ts'

/** A stretch of somebody's time that became free; of the business itself where there is no member. */
export interface FreedTime {
  readonly member_id: string | null
  readonly starts_at: string
  readonly ends_at: string
}

/** Whether anybody on the waitlist could use some of this time. */
export async function isWantedBySomebody(door: Read, { member_id, starts_at, ends_at }: FreedTime): Promise<boolean> {
  const found = await door.first(
    plain<{ is_wanted: boolean }>(
      `select exists (
         select from waitlist_entries where status = 'waiting' and wanted_from < $3 and wanted_before > $2
         and (member_id is null or $1::uuid is null or member_id = $1)
       ) as is_wanted`,
      [member_id, starts_at, ends_at],
    ),
  )
  return found?.is_wanted === true
}
