import type { components } from '../../generated/api.ts'
import type { Cursors, Position } from './cursor.ts'
import { defaultPageSize } from './request-limits.ts'

interface ListQuery {
  readonly limit?: number
  readonly cursor?: string
}

/**
 * A page of a list: asks for one row more than fits, which answers whether there is a next page. `list` names the list and its filters, to which
 * the cursor is bound.
 */
export async function pageOf<Row, Item, Query extends ListQuery>(
  cursors: Cursors,
  query: Query & { readonly in: string },
  fetch: (window: { readonly limit: number; readonly after: Position | undefined }) => Promise<Row[]>,
  present: (row: Row) => Item,
  position: (row: Row) => Position,
): Promise<{ data: Item[]; page: components['schemas']['Page'] }> {
  const limit = query.limit ?? defaultPageSize
  const rows = await fetch({ limit: limit + 1, after: cursors.decode(query.cursor, query) })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  return { data: shown.map(present), page: { next_cursor: hasMore ? cursors.encode(position(last), query) : null, has_more: hasMore } }
}
