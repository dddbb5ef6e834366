import { sql as raw } from 'kysely'
import type { Read } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'

/** Two customers that may be one; without a second, how far the search has come. */
export interface DuplicateRow {
  readonly first_id: string
  readonly second_id: string | null
  readonly score: number
  readonly reasons: string[]
}
export interface DuplicateWindow {
  readonly after: readonly [firstId: string, secondId: string] | undefined
  readonly limit: number
}

/** The next pairs, of one customer or of all. The search is a function of the database, because row-level security bars its indexes otherwise. */
export function findDuplicates(door: Read, customerId: string | undefined, { after, limit }: DuplicateWindow): Promise<DuplicateRow[]> {
  const [first = null, second = ''] = after ?? []
  return door.all(
    raw<DuplicateRow>`
      select first_id, second_id, score, reasons
      from app.duplicate_customers(${customerId ?? null}::uuid, ${first}::uuid, ${second === '' ? null : second}::uuid, ${limit})`.compile(
      sql,
    ),
  )
}
