import type { BaseContext } from '../../http/handler.ts'
import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { problems } from '../../problems.ts'
import { changeIntegration, connect, disconnect, openIntegration, rotateSecret } from './integrations.ts'
import type { Minted, Tools } from './integrations.ts'
import { presentIntegration } from './present.ts'
import { findIntegration, listIntegrations } from './queries.ts'

export const integrationHandlers = part({
  async listIntegrations({ query, ctx }) {
    const publicUrl = ctx.services.publicUrl()
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'integrations' },
      (window) => listIntegrations(ctx.read, query, window),
      (row) => presentIntegration(row, publicUrl),
      (row) => [row.created_at, row.id],
    )
    return { status: 200, body }
  },

  async createIntegration({ body, ctx }) {
    const made = await connect(ctx.tx, toolsOf(ctx), body)
    const headers = { Location: `/v1/integrations/${made.integration.id}`, ...headersOf(made) }
    return { status: 201, headers, body: shownOnce(made, ctx) }
  },

  async getIntegration({ params, ctx }) {
    const integration = await findIntegration(ctx.read, params.integration_id)
    if (integration === undefined) throw problems.notFound('integration')
    return { status: 200, headers: { ETag: etag(integration) }, body: presentIntegration(integration, ctx.services.publicUrl()) }
  },

  async updateIntegration({ params, body, ctx }) {
    const tools = toolsOf(ctx)
    const integration = await changeIntegration(ctx.tx, tools, params.integration_id, body, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(integration) }, body: presentIntegration(integration, tools.publicUrl) }
  },

  async deleteIntegration({ params, ctx }) {
    await disconnect(ctx.tx, params.integration_id, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 204 }
  },

  async rotateIntegrationSecret({ params, body, ctx }) {
    const made = await rotateSecret(ctx.tx, toolsOf(ctx), params.integration_id, body, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: headersOf(made), body: shownOnce(made, ctx) }
  },

  async testIntegration({ params, ctx }) {
    const account = await openIntegration(ctx.read, ctx.services.cipher, params.integration_id)
    return { status: 200, body: await ctx.services.vendors.check(account) }
  },
})

function toolsOf({ services: { cipher, publicUrl, vendors } }: BaseContext): Tools {
  return { cipher, publicUrl: publicUrl(), allowsUrl: vendors.allowsUrl }
}

function headersOf({ integration }: Minted) {
  return { 'Cache-Control': 'no-store', ETag: etag(integration) }
}

// The only reply that ever holds the secret.
function shownOnce({ integration, secret }: Minted, { services }: BaseContext) {
  return { ...presentIntegration(integration, services.publicUrl()), secret }
}
