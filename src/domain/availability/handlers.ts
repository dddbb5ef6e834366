import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { availableSlots, explain } from './availability.ts'
import type { FoundSlots, Wish } from './availability.ts'
import { presentExplanation, presentSlot } from './present.ts'

export const availabilityHandlers = part({
  async listAvailableSlots({ query, ctx }) {
    const range = { start: Date.parse(query.from), end: Date.parse(query.before) }
    let found = {} as FoundSlots
    const page = await pageOf(
      ctx.services.cursors,
      { ...query, limit: query.limit ?? 100, in: 'available_slots' },
      async ({ limit, after }) => {
        found = await availableSlots(ctx.read, wishOf(query), {
          range,
          after: after && Date.parse(after[0]),
          limit,
          time_zone: query.time_zone,
        })
        return found.slots
      },
      (slot) => presentSlot(slot, found.local),
      ({ start }) => [new Date(start).toISOString(), ''],
    )
    return { status: 200, body: { ...page, time_zone: found.time_zone } }
  },

  async explainAvailability({ query, ctx }) {
    const explanation = await explain(ctx.read, wishOf(query), Date.parse(query.starts_at), query.time_zone)
    return { status: 200, body: presentExplanation(query.service_id, explanation) }
  },
})

/** Without a member, anybody; a party of one; booked by a customer. */
function wishOf({ service_id, member_id = null, party_size = 1, booked_by = 'customer' }: WishQuery): Wish {
  return { service_id, member_id, party_size, booked_by }
}

interface WishQuery extends Partial<Pick<Wish, 'member_id' | 'party_size' | 'booked_by'>> {
  readonly service_id: string
}
