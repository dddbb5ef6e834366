import { sql as raw } from 'kysely'
import type { Read } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'

/** Who sends; undefined when there is no such business. */
export function findSender(door: Read): Promise<{ readonly name: string } | undefined> {
  return door.first(
    sql
      .selectFrom('businesses')
      .select('name')
      .where('id', '=', raw<string>`current_business()`),
  )
}
