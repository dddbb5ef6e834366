import { operations } from '../../../generated/operations.ts'
import type { Route } from '../../../src/http/contract/document.ts'
import { server } from '../../support/api.ts'
import { call } from '../../support/http.ts'
import type { Actor, Reply } from '../../support/http.ts'
import { pathOf } from './requests.ts'
import type { Sent } from './requests.ts'

/** Sends a request of the corpus to the running server, with the credential where the operation looks at one. */
export function send(route: Route, sent: Sent, caller?: Pick<Actor, 'token'>): Promise<Reply> {
  const looked = caller !== undefined && operations[route.id].access !== 'public'
  const headers: Record<string, string> = looked ? { authorization: `Bearer ${caller.token}` } : {}
  return call(server.url, route.method.toUpperCase(), pathOf(route, sent), sent.body, { ...headers, ...sent.headers })
}

/** Does something to each, a few at a time, and answers what came of it in the same order. */
export async function forEach<T, R>(items: readonly T[], work: (item: T) => Promise<R>, atOnce = 8): Promise<R[]> {
  const results: R[] = []
  for (let at = 0; at < items.length; at += atOnce) results.push(...(await Promise.all(items.slice(at, at + atOnce).map(work))))
  return results
}
