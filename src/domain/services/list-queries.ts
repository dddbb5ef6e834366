import { sql as raw } from 'kysely'
import type { Read } from '../../db/database.ts'
import { plain } from '../../db/database.ts'
import type { Times } from '../../db/windows.ts'
import { services } from './queries.ts'
import type { ServiceRow } from './queries.ts'

export interface ServiceFilters extends Times {
  readonly status?: readonly ServiceRow['status'][]
  readonly category?: readonly string[]
  readonly member_id?: string
  readonly bookable_online?: boolean
  readonly q?: string
}
export interface ServiceWindow {
  readonly column: 'created_at' | 'updated_at' | 'name'
  readonly descending: boolean
  readonly after: readonly [key: string, id: string] | undefined
  readonly limit: number
}

// A name as a whole would not fit into a cursor.
const sortedCharacters = 60

/** The place of a service in the order of a column. */
export function placeOf(row: ServiceRow, column: ServiceWindow['column']): readonly [key: string, id: string] {
  return [column === 'name' ? [...row.name].slice(0, sortedCharacters).join('') : row[column], row.id]
}

/** A page of services in the order of a column and then the id, which is unique, so that no row stands on two pages. */
export function listServices(
  door: Read,
  { status, category, member_id, bookable_online, q, ...times }: ServiceFilters,
  { column, descending, after, limit }: ServiceWindow,
): Promise<ServiceRow[]> {
  let query = services()
  if (status !== undefined) query = query.where(raw<boolean>`s.status = any(${[...status]})`)
  if (category !== undefined) query = query.where(raw<boolean>`s.category = any(${[...category]})`)
  if (bookable_online !== undefined) query = query.where('s.bookable_online', '=', bookable_online)
  if (q !== undefined) query = query.where(raw<boolean>`position(lower(${q}) in lower(s.name)) > 0`)
  if (member_id !== undefined) query = query.where(doneBy(member_id))
  if (times.created_from !== undefined) query = query.where('s.created_at', '>=', times.created_from)
  if (times.created_before !== undefined) query = query.where('s.created_at', '<', times.created_before)
  if (times.updated_from !== undefined) query = query.where('s.updated_at', '>=', times.updated_from)
  if (times.updated_before !== undefined) query = query.where('s.updated_at', '<', times.updated_before)
  const key = column === 'name' ? raw<string>`left(s.name, ${raw.lit(sortedCharacters)})` : raw<string>`${raw.ref(`s.${column}`)}`
  if (after !== undefined) query = query.where(raw<boolean>`(${key}, s.id) ${raw.raw(descending ? '<' : '>')} (${after[0]}, ${after[1]})`)
  const direction = descending ? 'desc' : 'asc'
  return door.all(query.orderBy(key, direction).orderBy('s.id', direction).limit(limit))
}

// Who names nobody is done by everybody.
function doneBy(memberId: string) {
  return raw<boolean>`(exists (select from service_members m where m.service_id = s.id and m.member_id = ${memberId})
    or not exists (select from service_members m where m.service_id = s.id))`
}

/** The categories of active services after one, by name, and how many services have each. */
export function listCategories(door: Read, after: string, limit: number): Promise<{ category: string; services: number }[]> {
  return door.all(
    plain(
      `select category, count(*) as services from services where status = 'active' and category > $1
       group by category order by category limit $2`,
      [after, limit],
    ),
  )
}
