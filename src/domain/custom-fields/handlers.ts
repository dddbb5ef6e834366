import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { problems } from '../../problems.ts'
import { archiveField, changeField, defineField, unarchiveField } from './custom-fields.ts'
import { presentField } from './present.ts'
import { findField, listFields } from './queries.ts'

export const customFieldHandlers = part({
  async listCustomFields({ query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'custom_fields' },
      (window) => listFields(ctx.read, query.status, window),
      presentField,
      (row) => [String(row.position), row.key],
    )
    return { status: 200, body }
  },

  async createCustomField({ body, ctx }) {
    const field = await defineField(ctx.tx, body)
    return { status: 201, headers: { Location: `/v1/custom-fields/${field.id}`, ETag: etag(field) }, body: presentField(field) }
  },

  async getCustomField({ params, ctx }) {
    const field = await findField(ctx.read, params.custom_field_id)
    if (field === undefined) throw problems.notFound('custom field')
    return { status: 200, headers: { ETag: etag(field) }, body: presentField(field) }
  },

  async updateCustomField({ params, body, ctx }) {
    const field = await changeField(ctx.tx, params.custom_field_id, body, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(field) }, body: presentField(field) }
  },

  async archiveCustomField({ params, ctx }) {
    const field = await archiveField(ctx.tx, params.custom_field_id, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(field) }, body: presentField(field) }
  },

  async unarchiveCustomField({ params, ctx }) {
    const field = await unarchiveField(ctx.tx, params.custom_field_id, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(field) }, body: presentField(field) }
  },
})
