import type { BusinessContext } from '../../http/caller.ts'
import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { presentEntry } from './present.ts'
import { listEntries } from './queries.ts'
import { acceptOffer, declineOffer, joinWaitlist, removeEntry, requireEntry } from './waitlist-entries.ts'

export const waitlistEntryHandlers = part({
  async listWaitlistEntries({ query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'waitlist_entries' },
      (window) => listEntries(ctx.read, query, window),
      presentEntry,
      (row) => [row.created_at, row.id],
    )
    return { status: 200, body }
  },

  async createWaitlistEntry({ body, ctx }) {
    const entry = await joinWaitlist(ctx.tx, body)
    return { status: 201, headers: { Location: `/v1/waitlist-entries/${entry.id}`, ETag: etag(entry) }, body: presentEntry(entry) }
  },

  async getWaitlistEntry({ params, ctx }) {
    const entry = await requireEntry(ctx.read, params.waitlist_entry_id)
    return { status: 200, headers: { ETag: etag(entry) }, body: presentEntry(entry) }
  },

  async removeWaitlistEntry({ params, ctx }) {
    const entry = await removeEntry(ctx.tx, params.waitlist_entry_id, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(entry) }, body: presentEntry(entry) }
  },

  async acceptWaitlistOffer({ params, ctx }) {
    const entry = await acceptOffer(ctx.tx, params.waitlist_entry_id, 'staff', doerOf(ctx.business.actor), (row) =>
      requireVersion(ctx.ifMatch, row),
    )
    return { status: 200, headers: { ETag: etag(entry) }, body: presentEntry(entry) }
  },

  async declineWaitlistOffer({ params, ctx }) {
    const entry = await declineOffer(ctx.tx, params.waitlist_entry_id, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(entry) }, body: presentEntry(entry) }
  },
})

// An offer stands above nothing: its time is kept.
function doerOf(actor: BusinessContext['actor']): Parameters<typeof acceptOffer>[3] {
  return { ...actor, mayOverride: false }
}
