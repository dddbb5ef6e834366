import type { operations } from '../../../generated/api.ts'
import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { changeConversations } from './bulk.ts'
import { changeConversation, markRead, requireConversation, startConversation } from './conversations.ts'
import { listConversations } from './list-queries.ts'
import type { ConversationWindow, SortColumn } from './list-queries.ts'
import { presentConversation, presentOutcome } from './present.ts'

type Sort = NonNullable<NonNullable<operations['listConversations']['parameters']['query']>['sort']>

export const conversationHandlers = part({
  async listConversations({ query, ctx }) {
    const order = orderOf(query.sort ?? '-last_message_at')
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'conversations' },
      (window) => listConversations(ctx.read, query, { ...order, ...window }),
      presentConversation,
      (row) => [row[order.column], row.id],
    )
    return { status: 200, body }
  },

  async createConversation({ body, ctx }) {
    const row = await startConversation(ctx.tx, body)
    return { status: 201, headers: { Location: `/v1/conversations/${row.id}`, ETag: etag(row) }, body: presentConversation(row) }
  },

  async getConversation({ params, ctx }) {
    const row = await requireConversation(ctx.read, params.conversation_id)
    return { status: 200, headers: { ETag: etag(row) }, body: presentConversation(row) }
  },

  async updateConversation({ params, body, ctx }) {
    const row = await changeConversation(ctx.tx, params.conversation_id, body, (present) => requireVersion(ctx.ifMatch, present))
    return { status: 200, headers: { ETag: etag(row) }, body: presentConversation(row) }
  },

  async markConversationRead({ params, ctx }) {
    const row = await markRead(ctx.tx, params.conversation_id)
    return { status: 200, headers: { ETag: etag(row) }, body: presentConversation(row) }
  },

  async bulkUpdateConversations({ body, ctx }) {
    const outcomes = await changeConversations(ctx.tx, body)
    return { status: 200, body: { data: outcomes.map(presentOutcome) } }
  },
})

function orderOf(sort: Sort): Pick<ConversationWindow, 'column' | 'descending'> {
  return { column: sort.replace('-', '') as SortColumn, descending: sort.startsWith('-') }
}
