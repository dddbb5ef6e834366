import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import type { ErrorRequestHandler, Express } from 'express'
import { middleware } from 'express-openapi-validator'
import type { ContractDocument, Route } from '../../../src/http/contract/document.ts'
import { call } from '../../support/http.ts'
import { partsOf } from './parts.ts'
import { pathOf } from './requests.ts'
import type { Sent } from './requests.ts'

interface Reply {
  readonly status: number
  readonly body: unknown
}
export interface Middleware {
  /** Where it finds faults; an empty list when it lets the request, and the reply to it, through. */
  judge(route: Route, sent: Sent, reply?: Reply): Promise<readonly string[]>
  stop(): void
}

// For each operation the middleware compiles everything that its document holds: of one whole contract, twice the operations would take four times as long.
const pathsOfPart = 4

/**
 * Applications as the documentation of express-openapi-validator shows one: its middleware before a handler that answers what it is told to. Each has
 * a part of the contract. With `replies` they judge those too, and the requests otherwise.
 */
export async function startMiddleware(contract: ContractDocument, judged: 'requests' | 'replies'): Promise<Middleware> {
  const wanted = new Map<string, Reply>()
  const apps = partsOf(contract, pathsOfPart).flatMap((part) => {
    const app = createApp(part, judged, wanted)
    return Object.keys(part.paths).map((path) => [path, app] as const)
  })
  const appOf = new Map(apps)
  const server = createServer((request, response) => appOf.get(String(request.headers['x-path']))?.(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let cases = 0
  return {
    async judge(route, sent, reply) {
      const key = String((cases += 1))
      if (reply !== undefined) wanted.set(key, reply)
      const answer = await call(url, route.method.toUpperCase(), pathOf(route, sent), sent.body, {
        ...sent.headers,
        'x-case': key,
        'x-path': route.path,
      })
      return answer.headers.has('x-refused') ? (answer.body as string[]) : []
    },
    stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function createApp(contract: ContractDocument, judged: 'requests' | 'replies', wanted: ReadonlyMap<string, Reply>): Express {
  const app = express()
  app.use(express.json({ strict: false }))
  app.use(
    middleware({
      apiSpec: contract as never,
      validateApiSpec: false,
      validateSecurity: false,
      validateRequests: judged === 'requests' && { allErrors: true },
      validateResponses: judged === 'replies',
      // As the server has them: impossible dates must not come in, and what goes out is our own.
      ajvFormats: { mode: judged === 'requests' ? 'full' : 'fast' },
      fileUploader: false,
    }),
  )
  app.use((request, response) => {
    const { status, body } = wanted.get(request.get('x-case') ?? '') ?? { status: 200, body: {} }
    response.status(status).json(body)
  })
  app.use(faults)
  return app
}

const faults: ErrorRequestHandler = (error: { path?: string; message: string; errors?: { path: string }[] }, _request, response, _next) => {
  const places = error.errors?.map(({ path }) => path) ?? [error.path ?? error.message]
  response.set('X-Refused', 'yes').type('json').status(400)
  response.end(JSON.stringify(places))
}
