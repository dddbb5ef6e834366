import { part } from '../../http/handler.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { businessHours, replaceBusinessHours, replaceWorkingHours, workingHours } from './schedules.ts'

export const scheduleHandlers = part({
  async getBusinessHours({ ctx }) {
    const hours = await businessHours(ctx.read)
    return { status: 200, headers: { ETag: etag(hours) }, body: hours }
  },

  async replaceBusinessHours({ body, ctx }) {
    const hours = await replaceBusinessHours(ctx.tx, body, (before) => requireVersion(ctx.ifMatch, before))
    return { status: 200, headers: { ETag: etag(hours) }, body: hours }
  },

  async getWorkingHours({ params, ctx }) {
    const hours = await workingHours(ctx.read, params.member_id)
    return { status: 200, headers: { ETag: etag(hours) }, body: hours }
  },

  async replaceWorkingHours({ params, body, ctx }) {
    const hours = await replaceWorkingHours(ctx.tx, params.member_id, body, (before) => requireVersion(ctx.ifMatch, before))
    return { status: 200, headers: { ETag: etag(hours) }, body: hours }
  },
})
