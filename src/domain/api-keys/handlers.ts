import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { problems } from '../../problems.ts'
import { changeApiKey, createApiKey, revokeApiKey, rotateApiKey } from './api-keys.ts'
import type { MintedApiKey } from './api-keys.ts'
import { presentApiKey } from './present.ts'
import { findApiKey, listApiKeys } from './queries.ts'

export const apiKeyHandlers = part({
  async listApiKeys({ query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'api_keys' },
      (window) => listApiKeys(ctx.read, query, window),
      presentApiKey,
      (row) => [row.created_at, row.id],
    )
    return { status: 200, body }
  },

  async createApiKey({ body, ctx }) {
    return created(await createApiKey(ctx.tx, ctx.business, body))
  },

  async getApiKey({ params, ctx }) {
    const key = await findApiKey(ctx.read, params.api_key_id)
    if (key === undefined) throw problems.notFound('API key')
    return { status: 200, headers: { ETag: etag(key) }, body: presentApiKey(key) }
  },

  async updateApiKey({ params, body, ctx }) {
    const key = await changeApiKey(ctx.tx, ctx.business, params.api_key_id, body, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(key) }, body: presentApiKey(key) }
  },

  async rotateApiKey({ params, body, ctx }) {
    const { tx, business, ifMatch } = ctx
    return created(await rotateApiKey(tx, business, params.api_key_id, body.overlap_seconds, (row) => requireVersion(ifMatch, row)))
  },

  async revokeApiKey({ params, ctx }) {
    const key = await revokeApiKey(ctx.tx, params.api_key_id, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(key) }, body: presentApiKey(key) }
  },
})

// The only reply that ever holds the secret.
function created({ key, secret }: MintedApiKey) {
  const headers = { 'Cache-Control': 'no-store', Location: `/v1/api-keys/${key.id}`, ETag: etag(key) }
  return { status: 201, headers, body: { ...presentApiKey(key), secret } } as const
}
