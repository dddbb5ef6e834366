import { part } from '../../http/handler.ts'
import { defaultPageSize } from '../../http/request-limits.ts'
import { problems } from '../../problems.ts'
import { eventsAfter } from './events.ts'
import { presentEvent } from './present.ts'
import { findEvent } from './queries.ts'

export const eventHandlers = part({
  async listEvents({ query, ctx }) {
    const { after = 0, limit = defaultPageSize, type: types } = query
    const { events, nextAfter, hasMore } = await eventsAfter(ctx.read, { types, after, limit })
    const data = events.map((row) => presentEvent(ctx.business.id, row))
    return { status: 200, body: { data, page: { next_after: nextAfter, has_more: hasMore } } }
  },

  async getEvent({ params, ctx }) {
    const event = await findEvent(ctx.read, params.event_id)
    if (event === undefined) throw problems.notFound('event')
    return { status: 200, body: presentEvent(ctx.business.id, event) }
  },
})
