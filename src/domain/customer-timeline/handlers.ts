import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { requireTypes, timelineOf } from './customer-timeline.ts'

export const customerTimelineHandlers = part({
  async listCustomerTimeline({ params, query, ctx }) {
    const types = requireTypes(query.type, ctx.business.scopes)
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: `timeline of ${params.customer_id.toLowerCase()}` },
      (window) => timelineOf(ctx.read, params.customer_id, types, window),
      (entry) => entry,
      (entry) => [entry.occurred_at, entry.id],
    )
    return { status: 200, body }
  },
})
