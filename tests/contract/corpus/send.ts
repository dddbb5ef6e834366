import { operations } from '../../../generated/operations.ts'
import type { Route } from '../../../src/http/contract/document.ts'
import { server } from '../../support/api.ts'
import { call } from '../../support/http.ts'
import type { Actor, Reply } from '../../support/http.ts'
import { formOf, send as post } from '../../support/providers.ts'
import type { Prove } from '../../support/providers.ts'
import { pathOf } from './requests.ts'
import type { Sent } from './requests.ts'

/** Sends a request of the corpus to the running server, with the credential where the operation looks at one, or the proof of a provider. */
export function send(route: Route, sent: Sent, caller?: Caller): Promise<Reply> {
  if (operations[route.id].access === 'provider') return sendAsProvider(route, sent, caller?.prove)
  const looked = caller !== undefined && operations[route.id].access !== 'public'
  const headers: Record<string, string> = looked ? { authorization: `Bearer ${caller.token}` } : {}
  return call(server.url, route.method.toUpperCase(), pathOf(route, sent), sent.body, { ...headers, ...sent.headers })
}

export type Caller = Pick<Actor, 'token'> & { readonly prove?: Prove }

function sendAsProvider(route: Route, sent: Sent, prove: Prove | undefined): Promise<Reply> {
  const [type = ''] = Object.keys(route.operation.requestBody?.content ?? {})
  const [path, content] = [pathOf(route, sent), sent.body ?? {}]
  const body = type === 'application/json' ? JSON.stringify(content) : formOf(content)
  return post(server.url, path, type, body, { ...prove?.(path, body), ...sent.headers })
}

/** Does something to each, a few at a time, and answers what came of it in the same order. */
export async function forEach<T, R>(items: readonly T[], work: (item: T) => Promise<R>, atOnce = 8): Promise<R[]> {
  const results: R[] = []
  for (let at = 0; at < items.length; at += atOnce) results.push(...(await Promise.all(items.slice(at, at + atOnce).map(work))))
  return results
}
