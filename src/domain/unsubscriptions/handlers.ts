import type { components } from '../../../generated/api.ts'
import { part } from '../../http/handler.ts'
import { layOutPage, wantsPage } from '../../http/html-page.ts'
import { pageOf } from './page.ts'
import { unsubscribe, unsubscriptionBehind } from './unsubscriptions.ts'

export const unsubscriptionHandlers = part({
  async getUnsubscription({ params, ctx }) {
    const { db, linkTokens } = ctx.services
    return replyTo(ctx.header('accept'), await unsubscriptionBehind(db, linkTokens, params.unsubscribe_token))
  },

  async unsubscribe({ params, ctx }) {
    const { services, ipAddress, userAgent } = ctx
    const done = await unsubscribe(ctx.tx, services.linkTokens, params.unsubscribe_token, { ipAddress, userAgent })
    return replyTo(ctx.header('accept'), done)
  },
})

function replyTo(accept: string | undefined, found: components['schemas']['Unsubscription']) {
  return wantsPage(accept) ? ({ status: 200, body: layOutPage(pageOf(found)) } as const) : ({ status: 200, body: found } as const)
}
