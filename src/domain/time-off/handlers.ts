import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { presentTimeOff } from './present.ts'
import { enterTimeOff, removeTimeOff, requireTimeOff, timeOffIn } from './time-off.ts'

export const timeOffHandlers = part({
  async listTimeOff({ query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'time_off' },
      (window) => timeOffIn(ctx.read, query, window),
      presentTimeOff,
      (row) => [row.created_at, row.id],
    )
    return { status: 200, body }
  },

  async createTimeOff({ body, ctx }) {
    const timeOff = await enterTimeOff(ctx.tx, body, ctx.business.member)
    return { status: 201, headers: { Location: `/v1/time-off/${timeOff.id}`, ETag: etag(timeOff) }, body: presentTimeOff(timeOff) }
  },

  async getTimeOff({ params, ctx }) {
    const timeOff = await requireTimeOff(ctx.read, params.time_off_id)
    return { status: 200, headers: { ETag: etag(timeOff) }, body: presentTimeOff(timeOff) }
  },

  async deleteTimeOff({ params, ctx }) {
    await removeTimeOff(ctx.tx, params.time_off_id, ctx.business.member, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 204 }
  },
})
