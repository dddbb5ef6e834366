import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { archiveTemplate, changeTemplate, createTemplate, requireTemplate } from './message-templates.ts'
import { presentTemplate } from './present.ts'
import { listTemplates } from './queries.ts'

export const messageTemplateHandlers = part({
  async listMessageTemplates({ query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'message_templates' },
      (window) => listTemplates(ctx.read, query, window),
      presentTemplate,
      (row) => [row.created_at, row.id],
    )
    return { status: 200, body }
  },

  async createMessageTemplate({ body, ctx }) {
    const template = await createTemplate(ctx.tx, body)
    const headers = { Location: `/v1/message-templates/${template.id}`, ETag: etag(template) }
    return { status: 201, headers, body: presentTemplate(template) }
  },

  async getMessageTemplate({ params, ctx }) {
    const template = await requireTemplate(ctx.read, params.message_template_id)
    return { status: 200, headers: { ETag: etag(template) }, body: presentTemplate(template) }
  },

  async updateMessageTemplate({ params, body, ctx }) {
    const template = await changeTemplate(ctx.tx, params.message_template_id, body, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(template) }, body: presentTemplate(template) }
  },

  async archiveMessageTemplate({ params, ctx }) {
    const template = await archiveTemplate(ctx.tx, params.message_template_id, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(template) }, body: presentTemplate(template) }
  },
})
