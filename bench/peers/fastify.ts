import { randomUUID } from 'node:crypto'
import helmet from '@fastify/helmet'
import Fastify, { LogController } from 'fastify'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Scope } from '../../generated/operations.ts'
import { chosenDoor } from './doors.ts'
import type { KeyRow, NewCustomer, Refusal } from './duties.ts'
import {
  authenticate,
  changesOf,
  duplicate,
  invalid,
  limit,
  log,
  logAnswer,
  notAllowed,
  notFound,
  port,
  presentCustomer,
  presentPage,
  problem,
  rowOf,
  unauthenticated,
} from './duties.ts'
import { pageSchema, parametersOf, schema } from './schemas.ts'

// Fastify as its documentation says: ajv for what comes in, its serialiser (which drops what is not declared) for what goes out.

const door = chosenDoor()

declare module 'fastify' {
  interface FastifyRequest {
    startedAt: number
    key: KeyRow | undefined
  }
  interface FastifyContextConfig {
    operation?: string
    scope?: Scope
  }
}

const app = Fastify({
  loggerInstance: log,
  logController: new LogController({ disableRequestLogging: true }),
  bodyLimit: 256 * 1024,
  genReqId: () => randomUUID(),
  requestIdHeader: 'x-request-id',
  ajv: { customOptions: { removeAdditional: false, coerceTypes: true, allErrors: true, strict: false } },
})
app.decorateRequest('startedAt', 0)
app.decorateRequest('key', undefined)
await app.register(helmet, {
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  crossOriginResourcePolicy: { policy: 'cross-origin' },
})

app.addHook('onRequest', async (request, reply) => {
  request.startedAt = performance.now()
  void reply.headers({ 'X-Request-Id': request.id, 'Cache-Control': 'no-store' })
  const { scope } = request.routeOptions.config
  if (scope === undefined) return
  request.key = await authenticate(request.headers.authorization, scope, door.key)
  if (request.key === undefined) return refuse(request, reply, unauthenticated)
  void reply.headers(await limit(request.key))
})
app.addHook('onResponse', async (request, reply) => {
  logAnswer(request.id, request.routeOptions.config.operation ?? '', request.method, reply.statusCode, request.startedAt, request.key)
})
app.setErrorHandler(async (error: { validation?: unknown; statusCode?: number; message: string }, request, reply) => {
  const isTheirs = error.validation !== undefined || (error.statusCode ?? 500) < 500
  return refuse(
    request,
    reply,
    isTheirs ? invalid(error.message) : { status: 500, code: 'internal_error', detail: 'Something went wrong.' },
  )
})
app.setNotFoundHandler(async (request, reply) => refuse(request, reply, notFound))

app.get<{ Params: { customer_id: string } }>(
  '/v1/customers/:customer_id',
  {
    config: { operation: 'getCustomer', scope: 'customers:read' },
    schema: { params: parametersOf('/v1/customers/{customer_id}', 'path'), response: { 200: schema('Customer') } },
  },
  async (request, reply) => {
    const row = await door.one(businessOf(request), request.params.customer_id)
    if (row === undefined) return refuse(request, reply, notFound)
    return reply.header('ETag', `"${row.version}"`).send(presentCustomer(row))
  },
)
app.get<{ Querystring: { limit: number } }>(
  '/v1/customers',
  {
    config: { operation: 'listCustomers', scope: 'customers:read' },
    schema: { querystring: parametersOf('/v1/customers', 'query'), response: { 200: pageSchema() } },
  },
  async (request) => presentPage(await door.page(businessOf(request), request.query.limit + 1), request.query.limit),
)
app.post<{ Body: NewCustomer }>(
  '/v1/customers',
  {
    config: { operation: 'createCustomer', scope: 'customers:write' },
    schema: { body: schema('NewCustomer'), response: { 201: schema('Customer') } },
  },
  async (request, reply) => {
    const { body, key, id: requestId } = request
    if (key === undefined) return refuse(request, reply, unauthenticated)
    const row = await door.create(key.business_id, rowOf(body), (made) => changesOf(presentCustomer(made), body, key, requestId))
    if (row === undefined) return refuse(request, reply, duplicate)
    return reply
      .status(201)
      .headers({ Location: `/v1/customers/${row.id}`, ETag: `"${row.version}"` })
      .send(presentCustomer(row))
  },
)
app.route({ method: ['PUT', 'PATCH', 'DELETE'], url: '/v1/customers', handler: (request, reply) => refuse(request, reply, notAllowed) })
app.route({
  method: ['PUT', 'PATCH', 'DELETE', 'POST'],
  url: '/v1/customers/:customer_id',
  handler: (request, reply) => refuse(request, reply, notAllowed),
})
await app.listen({ port, host: '127.0.0.1' })

function refuse(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  // As text, because the schemas of the routes are those of their successes.
  return reply
    .status(refusal.status)
    .type('application/problem+json')
    .send(JSON.stringify(problem(refusal, request.id)))
}

function businessOf(request: FastifyRequest): string {
  return request.key?.business_id ?? ''
}
