import type { RequestListener } from 'node:http'
import express from 'express'
import type { Request, Response } from 'express'
import type { OperationId } from '../generated/operations.ts'
import { handlers } from './handlers.ts'
import { createDispatch } from './http/dispatch.ts'
import type { AnyHandler } from './http/dispatch.ts'
import { serveDocs } from './http/docs.ts'
import { servePage } from './http/pages.ts'
import { createRequestPath } from './http/request-path.ts'
import type { Services } from './http/services.ts'
import { pages } from './pages.ts'

/** The HTTP application: the docs' pages, those for customers, and the contract for everything else. */
export function createApp(services: Services, isOverloaded: () => boolean): RequestListener {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', services.config.TRUST_PROXY_HOPS)
  app.use('/docs', serveDocs(services))
  for (const [path, page] of Object.entries(pages)) app.use(path, servePage(services, isOverloaded, page))
  // Each handler has the types of its own operation; the dispatcher, which calls them all, has the contract's checks instead.
  const dispatch = createDispatch(services, handlers as unknown as Readonly<Record<OperationId, AnyHandler>>)
  const answer = createRequestPath(services, dispatch, isOverloaded)
  // Behind the router and not in it: Express gives up on a target that it cannot parse, and every request gets an answer of ours.
  return (request, response) => {
    app(request as Request, response as Response, (fault?: unknown) => void answer(request as Request, response as Response, fault))
  }
}
