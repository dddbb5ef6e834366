import type { Actor } from './http.ts'

/** Every row of a list, page after page. Throws what the API said when that is not a page. */
export async function walk<Row = { id: string }>(actor: Pick<Actor, 'get'>, path: string, limit = 100): Promise<Row[]> {
  const found: Row[] = []
  let cursor = ''
  for (;;) {
    const reply = await actor.get(`${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor}`)
    if (reply.status !== 200) throw new Error(`GET ${path} answered ${reply.status}: ${reply.text}`)
    const { data, page } = reply.body as { data: Row[]; page: { next_cursor: string | null } }
    found.push(...data)
    if (page.next_cursor === null) return found
    cursor = `&cursor=${page.next_cursor}`
  }
}

export interface FeedEvent {
  readonly id: string
  readonly type: string
  readonly sequence: number
  readonly data: { readonly object: Record<string, unknown> & { id: string }; readonly previous_attributes?: Record<string, unknown> }
  readonly request: { readonly id: string; readonly idempotency_key: string | null } | null
}

/** Every event of the caller's business, from the beginning. */
export async function feed(actor: Pick<Actor, 'get'>, query = '', limit = 100): Promise<FeedEvent[]> {
  const found: FeedEvent[] = []
  let after = 0
  for (;;) {
    const reply = await actor.get(`/v1/events?after=${after}&limit=${limit}${query}`)
    if (reply.status !== 200) throw new Error(`GET /v1/events answered ${reply.status}: ${reply.text}`)
    const { data, page } = reply.body as { data: FeedEvent[]; page: { next_after: number; has_more: boolean } }
    found.push(...data)
    after = page.next_after
    if (!page.has_more) return found
  }
}
