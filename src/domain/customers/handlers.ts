import type { operations } from '../../../generated/api.ts'
import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { defaultPageSize } from '../../http/request-limits.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { changeCustomers } from './bulk.ts'
import { changeCustomer, changeTags, createCustomer, deleteCustomer, requireCustomer, upsertCustomer, valuesAskedFor } from './customers.ts'
import { duplicatesAmong } from './duplicates.ts'
import { normalisePhone } from './identities.ts'
import { listCustomers, searchCustomers } from './list-queries.ts'
import type { CustomerFilters, SortColumn } from './list-queries.ts'
import { mergeCustomers } from './merge.ts'
import { presentCustomer, presentCustomerOrTombstone, presentDuplicate, presentMerge, presentOutcome } from './present.ts'
import { patternsOf } from './search-text.ts'

type Query = NonNullable<operations['listCustomers']['parameters']['query']>

export const customerHandlers = part({
  async listCustomers({ query, ctx }) {
    const { column, descending } = orderOf(query.sort ?? '-created_at')
    const filters = { ...filtersOf(query), ...(await valuesAskedFor(ctx.read, query.custom_field)) }
    const patterns = query.q === undefined ? [] : patternsOf(query.q)
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'customers' },
      ({ limit, after }) => {
        const window = { column, descending, after, limit }
        return patterns.length === 0 && query.tag === undefined && query.custom_field === undefined
          ? listCustomers(ctx.read, filters, window)
          : searchCustomers(ctx.read, patterns, filters, window)
      },
      presentCustomerOrTombstone,
      (row) => [row[column], row.id],
    )
    return { status: 200, body }
  },

  async createCustomer({ body, ctx }) {
    const customer = await createCustomer(ctx.tx, body)
    return { status: 201, headers: { Location: `/v1/customers/${customer.id}`, ETag: etag(customer) }, body: presentCustomer(customer) }
  },

  async getCustomer({ params, ctx }) {
    const customer = await requireCustomer(ctx.read, params.customer_id)
    return { status: 200, headers: { ETag: etag(customer) }, body: presentCustomer(customer) }
  },

  async updateCustomer({ params, body, ctx }) {
    const customer = await changeCustomer(ctx.tx, params.customer_id, body, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(customer) }, body: presentCustomer(customer) }
  },

  async deleteCustomer({ params, ctx }) {
    await deleteCustomer(ctx.tx, params.customer_id, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 204 }
  },

  async bulkUpdateCustomers({ body, ctx }) {
    const outcomes = await changeCustomers(ctx.tx, body)
    return { status: 200, body: { data: outcomes.map(presentOutcome) } }
  },

  async listDuplicateCustomers({ query, ctx }) {
    const { cursors } = ctx.services
    const list = { ...query, in: 'duplicates' }
    const window = { after: cursors.decode(query.cursor, list), limit: query.limit ?? defaultPageSize }
    const { pairs, end } = await duplicatesAmong(ctx.read, query.customer_id, window)
    const nextCursor = end === undefined ? null : cursors.encode(end, list)
    return { status: 200, body: { data: pairs.map(presentDuplicate), page: { next_cursor: nextCursor, has_more: end !== undefined } } }
  },

  async mergeCustomers({ params, body, ctx }) {
    const merge = await mergeCustomers(ctx.tx, params.customer_id, body, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, body: presentMerge(merge) }
  },

  async upsertCustomerByExternalId({ params, body, ctx }) {
    const { row, created } = await upsertCustomer(ctx.tx, params.external_id, body)
    const headers = { ETag: etag(row) }
    if (!created) return { status: 200, headers, body: presentCustomer(row) }
    return { status: 201, headers: { ...headers, Location: `/v1/customers/${row.id}` }, body: presentCustomer(row) }
  },

  async addCustomerTag({ params, ctx }) {
    const customer = await changeTags(ctx.tx, params.customer_id, { add: params.tag })
    return { status: 200, headers: { ETag: etag(customer) }, body: presentCustomer(customer) }
  },

  async removeCustomerTag({ params, ctx }) {
    await changeTags(ctx.tx, params.customer_id, { remove: params.tag })
    return { status: 204 }
  },
})

function orderOf(sort: NonNullable<Query['sort']>): { column: SortColumn; descending: boolean } {
  const name = sort.replace('-', '')
  return { column: name === 'name' ? 'sort_name' : (name as SortColumn), descending: sort.startsWith('-') }
}

function filtersOf(query: Query): CustomerFilters {
  const {
    tag,
    lifecycle_stage,
    status,
    email,
    phone,
    include_deleted,
    limit: _limit,
    cursor: _cursor,
    sort: _sort,
    q: _q,
    custom_field: _custom_field,
    ...same
  } = query
  return {
    ...same,
    include_deleted: include_deleted ?? false,
    ...(email === undefined ? {} : { email: email.toLowerCase() }),
    ...(phone === undefined ? {} : { phone: normalisePhone(phone) }),
    ...(tag === undefined ? {} : { tags: [...new Set(tag)] }),
    ...(lifecycle_stage === undefined ? {} : { lifecycle_stages: lifecycle_stage }),
    ...(status === undefined ? {} : { statuses: status }),
  }
}
