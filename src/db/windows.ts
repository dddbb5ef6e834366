import { sql as raw } from 'kysely'
import type { SelectQueryBuilder } from 'kysely'

/** The times by which every list can be narrowed. */
export interface Times {
  readonly created_from?: string
  readonly created_before?: string
  readonly updated_from?: string
  readonly updated_before?: string
}
/** A place in a list, and how many rows from there. */
export interface Window {
  readonly after: readonly [createdAt: string, id: string] | undefined
  readonly limit: number
  readonly ascending?: boolean
}

/** A part of a list in the order in which its rows came to be, the newest first unless told otherwise. `table` is the name it has in the query. */
export function inWindow<D, T extends keyof D, R>(
  start: SelectQueryBuilder<D, T, R>,
  table: string,
  times: Times,
  { after, limit, ascending = false }: Window,
): SelectQueryBuilder<D, T, R> {
  const [created, updated, id] = ['created_at', 'updated_at', 'id'].map((column) => raw.ref(`${table}.${column}`)) as [Ref, Ref, Ref]
  let query = start
  if (times.created_from !== undefined) query = query.where(raw<boolean>`${created} >= ${times.created_from}`)
  if (times.created_before !== undefined) query = query.where(raw<boolean>`${created} < ${times.created_before}`)
  if (times.updated_from !== undefined) query = query.where(raw<boolean>`${updated} >= ${times.updated_from}`)
  if (times.updated_before !== undefined) query = query.where(raw<boolean>`${updated} < ${times.updated_before}`)
  if (after !== undefined) {
    const [key, last] = after
    const beyond = ascending ? raw<boolean>`(${created}, ${id}) > (${key}, ${last})` : raw<boolean>`(${created}, ${id}) < (${key}, ${last})`
    query = query.where(beyond)
  }
  const direction = ascending ? 'asc' : 'desc'
  return query.orderBy(created, direction).orderBy(id, direction).limit(limit)
}

type Ref = ReturnType<typeof raw.ref>
