import { sql as raw } from 'kysely'
import type { SelectQueryBuilder } from 'kysely'
import type { DB } from '../../../generated/db.ts'
import type { Read } from '../../db/database.ts'
import { compiledOnce } from '../../db/compiled-once.ts'
import { sql } from '../../db/sql.ts'
import { customerColumns } from './queries.ts'
import type { CustomerRow } from './queries.ts'

export type SortColumn = 'created_at' | 'updated_at' | 'sort_name'

export interface CustomerFilters {
  readonly created_from?: string
  readonly created_before?: string
  readonly updated_from?: string
  readonly updated_before?: string
  readonly email?: string
  readonly phone?: string
  readonly external_id?: string
  readonly owner_member_id?: string
  readonly tags?: readonly string[]
  readonly lifecycle_stages?: readonly string[]
  readonly statuses?: readonly string[]
  readonly custom_fields?: readonly { readonly key: string; readonly value: unknown }[]
  readonly include_deleted: boolean
}
export interface CustomerWindow {
  readonly column: SortColumn
  readonly descending: boolean
  readonly after: readonly [key: string, id: string] | undefined
  readonly limit: number
}

/**
 * A page of customers in the order of a column and then the id, which is unique, so that no row stands on two pages. For filters by tags or custom
 * fields there is `searchCustomers`.
 */
export function listCustomers(
  door: Read,
  filters: CustomerFilters,
  { column, descending, after, limit }: CustomerWindow,
): Promise<CustomerRow[]> {
  const { include_deleted, tags: _tags, custom_fields: _fields, ...given } = filters
  const [key, id] = after ?? []
  return door.all(page({ ...given, key, id, limit }, include_deleted, column, descending ? 'desc' : 'asc'))
}

interface PageValues extends Omit<CustomerFilters, 'include_deleted' | 'tags' | 'custom_fields'> {
  readonly key?: string
  readonly id?: string
  readonly limit: number
}

const page = compiledOnce(
  ({ key, id, limit, ...filters }: PageValues, include_deleted: boolean, column: SortColumn, direction: 'asc' | 'desc') => {
    let query = filtered(sql.selectFrom('customers').select(customerColumns), { ...filters, include_deleted })
    if (key !== undefined)
      query = query.where(raw<boolean>`(${raw.ref(column)}, id) ${raw.raw(direction === 'desc' ? '<' : '>')} (${key}, ${id})`)
    return query.orderBy(column, direction).orderBy('id', direction).limit(limit)
  },
)

/**
 * The same for customers that match every pattern, and have the tags and the values of custom fields. The search itself is a function of the
 * database, because row-level security bars its index otherwise, and because a plan that is good for a rare value is a bad one for a common one.
 */
export function searchCustomers(
  door: Read,
  patterns: readonly string[],
  filters: CustomerFilters,
  { column, descending, after, limit }: CustomerWindow,
): Promise<CustomerRow[]> {
  const [key, id] = after ?? [null, null]
  const found = raw`app.search_customers(
    ${[...patterns]}::text[], ${JSON.stringify(filters)}::jsonb, ${column}, ${descending}, ${key}, ${id}::uuid, ${limit})`
  const columns = raw.join(customerColumns.map((name) => raw.ref(`customers.${name}`)))
  return door.all(
    // `offset 0` has each id looked up by itself. As a plain join it would be weighed against reading the whole business, of which PostgreSQL does not
    // know how large it is when it plans: among many small ones a large one was read as a whole.
    raw<CustomerRow>`
      select ${columns} from ${found} with ordinality as found (id, place)
        cross join lateral (select * from customers c where c.id = found.id offset 0) as customers
      order by found.place`.compile(sql),
  )
}

function filtered<T>(start: SelectQueryBuilder<DB, 'customers', T>, filters: CustomerFilters): SelectQueryBuilder<DB, 'customers', T> {
  let query = start
  if (!filters.include_deleted) query = query.where('deleted_at', 'is', null)
  if (filters.created_from !== undefined) query = query.where('created_at', '>=', filters.created_from)
  if (filters.created_before !== undefined) query = query.where('created_at', '<', filters.created_before)
  if (filters.updated_from !== undefined) query = query.where('updated_at', '>=', filters.updated_from)
  if (filters.updated_before !== undefined) query = query.where('updated_at', '<', filters.updated_before)
  if (filters.external_id !== undefined) query = query.where('external_id', '=', filters.external_id)
  if (filters.owner_member_id !== undefined) query = query.where('owner_member_id', '=', filters.owner_member_id)
  if (filters.lifecycle_stages !== undefined) query = query.where(raw<boolean>`lifecycle_stage = any(${filters.lifecycle_stages})`)
  if (filters.statuses !== undefined) query = query.where(raw<boolean>`status = any(${filters.statuses})`)
  if (filters.email !== undefined) query = query.where('id', 'in', contactPoint('email', filters.email))
  if (filters.phone !== undefined) query = query.where('id', 'in', contactPoint('phone', filters.phone))
  return query
}

function contactPoint(kind: 'email' | 'phone', value: string) {
  return sql.selectFrom('customer_contact_points').select('customer_id').where('kind', '=', kind).where('value', '=', value)
}
