import type { Arguments, ClientFlow, Operation, PathWith, ReplyOf } from './calls.ts'
import { unwrap } from './errors.ts'

type Page = { readonly data: readonly unknown[]; readonly page: { readonly next_cursor: string | null } }

/** The paths whose GET answers pages with a cursor. */
export type ListPath = { [P in PathWith<'get'>]: ReplyOf<P> extends Page ? P : never }[PathWith<'get'>]

type Item<P extends ListPath> = ReplyOf<P> extends { readonly data: readonly (infer T)[] } ? T : never
type Parameters<P extends ListPath> = Operation<P, 'get'> extends { readonly parameters: infer T } ? T : never
type Get = (path: string, init: unknown) => Promise<{ data?: Page; error?: unknown; response: Response }>

/**
 * Every item of a list, page after page: `for await (const customer of paginate(client, '/v1/customers', { query: { limit: 100 } }))`.
 * Asks for the next page when the items of the last one are used up. Throws a ClientFlowError when the API refuses.
 */
export async function* paginate<P extends ListPath>(
  client: ClientFlow,
  path: P,
  ...[parameters]: Arguments<Parameters<P>>
): AsyncGenerator<Item<P>, void, undefined> {
  const { query, ...others } = (parameters ?? {}) as { readonly query?: Readonly<Record<string, unknown>> }
  const get = client.GET as unknown as Get
  let cursor: unknown = query?.cursor
  do {
    const { data, page } = await unwrap(get(path, { params: { ...others, query: { ...query, cursor } } }))
    yield* data as readonly Item<P>[]
    cursor = page.next_cursor
  } while (cursor !== null)
}
