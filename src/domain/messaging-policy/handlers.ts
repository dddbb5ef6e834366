import { part } from '../../http/handler.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { presentPolicy } from './columns.ts'
import { replacePolicy } from './messaging-policy.ts'
import { findPolicy } from './queries.ts'

export const messagingPolicyHandlers = part({
  async getMessagingPolicy({ ctx }) {
    const policy = presentPolicy(await findPolicy(ctx.read))
    return { status: 200, headers: { ETag: etag(policy) }, body: policy }
  },

  async replaceMessagingPolicy({ body, ctx }) {
    const policy = await replacePolicy(ctx.tx, body, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(policy) }, body: policy }
  },
})
