import { part } from '../../http/handler.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { changeMe, describeCaller } from './me.ts'

export const meHandlers = part({
  async getMe({ ctx }) {
    return { status: 200, body: await describeCaller(ctx.read, ctx.caller, ctx.business) }
  },

  async updateMe({ body, ctx }) {
    const person = await changeMe(ctx.tx, ctx.caller.personId, body, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(person) }, body: person }
  },
})
