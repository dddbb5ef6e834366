import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import type { BusinessContext } from '../../http/caller.ts'
import { cancelMessage, retryMessage } from './after.ts'
import { messagesIn } from './conversation-messages.ts'
import { listMessages } from './list-queries.ts'
import { presentMessage } from './present.ts'
import { previewMessage } from './preview.ts'
import type { MessageRow } from './queries.ts'
import { requireMessage, sendTo, writeIn } from './sending.ts'

export const messageHandlers = part({
  async listConversationMessages({ params, query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: `messages of ${params.conversation_id.toLowerCase()}` },
      (window) => messagesIn(ctx.read, params.conversation_id, query, window),
      presentMessage,
      (row) => [String(row.sequence), row.id],
    )
    return { status: 200, body }
  },

  async createConversationMessage({ params, body, ctx }) {
    return created(await writeIn(ctx.tx, params.conversation_id, body, writerOf(ctx)))
  },

  async listMessages({ query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'messages' },
      (window) => listMessages(ctx.read, query, window),
      presentMessage,
      (row) => [row.created_at, row.id],
    )
    return { status: 200, body }
  },

  async sendMessage({ body, ctx }) {
    return created(await sendTo(ctx.tx, body, writerOf(ctx)))
  },

  async previewMessage({ body, ctx }) {
    return { status: 200, body: await previewMessage(ctx.tx, body) }
  },

  async getMessage({ params, ctx }) {
    const row = await requireMessage(ctx.read, params.message_id)
    return { status: 200, headers: { ETag: etag(row) }, body: presentMessage(row) }
  },

  async cancelMessage({ params, ctx }) {
    const row = await cancelMessage(ctx.tx, params.message_id, (present) => requireVersion(ctx.ifMatch, present))
    return { status: 200, headers: { ETag: etag(row) }, body: presentMessage(row) }
  },

  async retryMessage({ params, ctx }) {
    return created(await retryMessage(ctx.tx, params.message_id, writerOf(ctx)))
  },
})

function created(row: MessageRow) {
  const headers = { Location: `/v1/messages/${row.id}`, ETag: etag(row) }
  return { status: 201, headers, body: presentMessage(row) } as const
}

/** A member of the team, or else the key that a program uses. */
function writerOf({ business }: { readonly business: BusinessContext }): { readonly id: string } {
  return business.member ?? business.actor
}
