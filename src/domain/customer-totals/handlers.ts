import { part } from '../../http/handler.ts'
import { totalsOf } from './customer-totals.ts'

export const customerTotalsHandlers = part({
  async getCustomerTotals({ params, ctx }) {
    return { status: 200, body: await totalsOf(ctx.read, params.customer_id) }
  },
})
