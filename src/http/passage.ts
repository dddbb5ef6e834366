import type { Request } from 'express'
import type { BusinessContext, Caller } from './caller.ts'
import type { Route } from './contract/document.ts'
import type { Usage } from './limits.ts'
import { requestIdOf } from './request-id.ts'

/** What is known of one request while it is on its way. */
export interface Passage {
  readonly request: Request
  readonly requestId: string
  readonly ipAddress: string
  readonly path: string
  readonly query: string
  route: Route | undefined
  caller: Caller | undefined
  business: BusinessContext | undefined
  usages: Usage[]
}

export function beginPassage(request: Request): Passage {
  const cut = request.url.indexOf('?')
  return {
    request,
    requestId: requestIdOf(request),
    ipAddress: request.ip ?? '',
    path: cut === -1 ? request.url : request.url.slice(0, cut),
    query: cut === -1 ? '' : request.url.slice(cut + 1),
    route: undefined,
    caller: undefined,
    business: undefined,
    usages: [],
  }
}
