import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { changeServices } from './bulk.ts'
import { listCategories, listServices, placeOf } from './list-queries.ts'
import type { ServiceWindow } from './list-queries.ts'
import { presentService } from './present.ts'
import { addService, archiveService, changeService, requireService, unarchiveService } from './services.ts'

export const serviceHandlers = part({
  async listServices({ query, ctx }) {
    const { sort = '-created_at', ...filters } = query
    const column = sort.replace('-', '') as ServiceWindow['column']
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'services' },
      (window) => listServices(ctx.read, filters, { ...window, column, descending: sort.startsWith('-') }),
      presentService,
      (row) => placeOf(row, column),
    )
    return { status: 200, body }
  },

  async createService({ body, ctx }) {
    const service = await addService(ctx.tx, body)
    return { status: 201, headers: { Location: `/v1/services/${service.id}`, ETag: etag(service) }, body: presentService(service) }
  },

  async getService({ params, ctx }) {
    const service = await requireService(ctx.read, params.service_id)
    return { status: 200, headers: { ETag: etag(service) }, body: presentService(service) }
  },

  async updateService({ params, body, ctx }) {
    const service = await changeService(ctx.tx, params.service_id, body, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(service) }, body: presentService(service) }
  },

  async archiveService({ params, ctx }) {
    const service = await archiveService(ctx.tx, params.service_id, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(service) }, body: presentService(service) }
  },

  async unarchiveService({ params, ctx }) {
    const service = await unarchiveService(ctx.tx, params.service_id, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(service) }, body: presentService(service) }
  },

  async bulkUpdateServices({ body, ctx }) {
    const outcomes = await changeServices(ctx.tx, body)
    const data = outcomes.map(({ id, result, row, problem }) => ({
      service_id: id,
      result,
      ...(row !== undefined && { version: row.version }),
      ...(problem !== undefined && { problem: { code: problem.code, detail: problem.message } }),
    }))
    return { status: 200, body: { data } }
  },

  async listServiceCategories({ query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'service_categories' },
      ({ limit, after }) => listCategories(ctx.read, after?.[0] ?? '', limit),
      ({ category, services }) => ({ name: category, services_count: services }),
      ({ category }) => [category, ''],
    )
    return { status: 200, body }
  },
})
