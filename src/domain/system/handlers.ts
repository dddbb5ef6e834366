import { part } from '../../http/handler.ts'
import { problems } from '../../problems.ts'

// Short enough for a new key to be known before tokens that it signed arrive.
const keySetSeconds = 600

export const systemHandlers = part({
  async getLiveness() {
    return { status: 200, body: { status: 'ok' } }
  },

  async getReadiness({ ctx }) {
    const fault = await ctx.services.notReady()
    if (fault !== undefined) throw problems.serviceUnavailable(1, fault)
    return { status: 200, body: { status: 'ready' } }
  },

  async getOpenapi({ ctx }) {
    const { body, etag } = ctx.services.openapi
    const headers = { ETag: etag, 'Cache-Control': 'public, max-age=300' }
    const known = (ctx.header('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
    if (known.includes(etag)) return { status: 304, headers }
    return { status: 200, headers, body }
  },

  async getJwks({ ctx }) {
    return {
      status: 200,
      headers: { 'Cache-Control': `public, max-age=${keySetSeconds}` },
      body: { keys: ctx.services.accessTokens.publicKeys },
    }
  },
})
