import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { addChannel, archiveChannel, changeChannel, requireChannel } from './channels.ts'
import { presentChannel } from './present.ts'
import { listChannels } from './queries.ts'

export const channelHandlers = part({
  async listChannels({ query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'channels' },
      (window) => listChannels(ctx.read, query, window),
      presentChannel,
      (row) => [row.created_at, row.id],
    )
    return { status: 200, body }
  },

  async createChannel({ body, ctx }) {
    const channel = await addChannel(ctx.tx, body)
    return { status: 201, headers: { Location: `/v1/channels/${channel.id}`, ETag: etag(channel) }, body: presentChannel(channel) }
  },

  async getChannel({ params, ctx }) {
    const channel = await requireChannel(ctx.read, params.channel_id)
    return { status: 200, headers: { ETag: etag(channel) }, body: presentChannel(channel) }
  },

  async updateChannel({ params, body, ctx }) {
    const channel = await changeChannel(ctx.tx, params.channel_id, body, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(channel) }, body: presentChannel(channel) }
  },

  async archiveChannel({ params, ctx }) {
    const channel = await archiveChannel(ctx.tx, params.channel_id, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(channel) }, body: presentChannel(channel) }
  },
})
