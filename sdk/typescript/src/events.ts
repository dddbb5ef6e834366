import type { ClientFlow } from './calls.ts'
import type { Paths, Schemas } from './contract.ts'
import { unwrap } from './errors.ts'
import { pause } from './pause.ts'

export type EventPage = Schemas['EventPage']

export type EventPagesOptions = NonNullable<Paths['/v1/events']['get']['parameters']['query']> & {
  /** Go on at the end of the feed, and look again after this long. Without it the walk ends there. */
  readonly pollMs?: number
  /** Ends the walk by throwing its reason. */
  readonly signal?: AbortSignal
}

/**
 * The feed of events from `after` on, page by page. Keep `page.next_after` together with what you made of `data`: it is where to go on next time.
 * Throws a ClientFlowError with the code `cursor_expired` when events after that position are no longer kept.
 */
export async function* eventPages(client: ClientFlow, options: EventPagesOptions = {}): AsyncGenerator<EventPage, void, undefined> {
  const { pollMs, signal, ...query } = options
  let after = query.after
  for (;;) {
    const params = { query: { ...query, after } }
    const events = await unwrap(client.GET('/v1/events', signal === undefined ? { params } : { params, signal }))
    const moved = events.page.next_after !== (after ?? 0)
    after = events.page.next_after
    // With a filter the position moves past events that are not shown, which is worth keeping too.
    if (moved) yield events
    if (events.page.has_more) continue
    if (pollMs === undefined) return
    await pause(pollMs, signal)
  }
}
