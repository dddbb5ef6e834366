import { part } from '../../http/handler.ts'
import { contactabilityOf } from './contactability.ts'
import { presentWay } from './present.ts'

export const contactabilityHandlers = part({
  async getCustomerContactability({ params, query, ctx }) {
    const { category, channel } = query
    const at = query.at === undefined ? new Date() : new Date(query.at)
    const ways = await contactabilityOf(ctx.read, params.customer_id, { category, channel, at })
    const body = { customer_id: params.customer_id.toLowerCase(), category, at: at.toISOString(), ways: ways.map(presentWay) }
    return { status: 200, body }
  },
})
