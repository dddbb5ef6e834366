import { part } from '../../http/handler.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { presentSlotHold } from './present.ts'
import { holdSlot, releaseSlotHold, requireSlotHold } from './slot-holds.ts'

export const slotHoldHandlers = part({
  async createSlotHold({ body, ctx }) {
    const hold = await holdSlot(ctx.tx, body, ctx.business.actor.id)
    return { status: 201, headers: { Location: `/v1/slot-holds/${hold.id}`, ETag: etag(hold) }, body: presentSlotHold(hold) }
  },

  async getSlotHold({ params, ctx }) {
    const hold = await requireSlotHold(ctx.read, params.slot_hold_id)
    return { status: 200, headers: { ETag: etag(hold) }, body: presentSlotHold(hold) }
  },

  async releaseSlotHold({ params, ctx }) {
    const hold = await releaseSlotHold(ctx.tx, params.slot_hold_id, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(hold) }, body: presentSlotHold(hold) }
  },
})
