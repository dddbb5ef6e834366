import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Scope } from '../../generated/operations.ts'
import { chosenDoor } from './doors.ts'
import type { KeyRow, NewCustomer, Refusal } from './duties.ts'
import {
  authenticate,
  changesOf,
  duplicate,
  invalid,
  limit,
  logAnswer,
  notAllowed,
  notFound,
  port,
  presentCustomer,
  presentPage,
  problem,
  rowOf,
  securityHeaders,
  unauthenticated,
} from './duties.ts'

// node:http and pg, every check written by hand for these three operations: what nobody would maintain for two hundred, and nobody can beat by much.

const door = chosenDoor()
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const email = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,189}$/
const text = /^[^\p{Cc}]{1,100}$/u
const textFields = new Set(['first_name', 'last_name', 'company', 'lead_source', 'locale'])

interface Answer {
  readonly status: number
  readonly headers?: Record<string, string>
  readonly body: object
}
interface Route {
  readonly operation: string
  readonly scope: Scope
  readonly run: (request: IncomingMessage, key: KeyRow, requestId: string) => Promise<Answer | Refusal>
}

const get: Route = {
  operation: 'getCustomer',
  scope: 'customers:read',
  async run(request, key) {
    const id = (request.url ?? '').slice('/v1/customers/'.length)
    if (!uuid.test(id)) return invalid('The id is no UUID.')
    const row = await door.one(key.business_id, id)
    return row === undefined ? notFound : { status: 200, headers: { ETag: `"${row.version}"` }, body: presentCustomer(row) }
  },
}

const list: Route = {
  operation: 'listCustomers',
  scope: 'customers:read',
  async run(request, key) {
    const query = new URLSearchParams((request.url ?? '').slice('/v1/customers?'.length))
    for (const name of query.keys()) if (name !== 'limit') return invalid(`The parameter ${name} is unknown.`)
    const size = Number(query.get('limit') ?? 25)
    if (!Number.isInteger(size) || size < 1 || size > 100) return invalid('The limit is no number from 1 to 100.')
    return { status: 200, body: presentPage(await door.page(key.business_id, size + 1), size) }
  },
}

const create: Route = {
  operation: 'createCustomer',
  scope: 'customers:write',
  async run(request, key, requestId) {
    const body = await readBody(request)
    if (!isNewCustomer(body)) return invalid('The body is no customer.')
    const row = await door.create(key.business_id, rowOf(body), (made) => changesOf(presentCustomer(made), body, key, requestId))
    if (row === undefined) return duplicate
    return { status: 201, headers: { Location: `/v1/customers/${row.id}`, ETag: `"${row.version}"` }, body: presentCustomer(row) }
  },
}

createServer((request, response) => void answer(request, response)).listen(port, '127.0.0.1')

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const startedAt = performance.now()
  const requestId = randomUUID()
  const route = findRoute(request)
  let key: KeyRow | undefined
  let limits: Record<string, string> = {}
  let result: Answer | Refusal
  try {
    if ('status' in route) result = route
    else {
      key = await authenticate(request.headers.authorization, route.scope, door.key)
      if (key !== undefined) limits = await limit(key)
      result = key === undefined ? unauthenticated : await route.run(request, key, requestId)
    }
  } catch {
    result = { status: 500, code: 'internal_error', detail: 'Something went wrong.' }
  }
  const [type, body] =
    'code' in result ? ['application/problem+json', problem(result, requestId)] : ['application/json; charset=utf-8', result.body]
  const json = JSON.stringify(body)
  response.writeHead(result.status, {
    ...securityHeaders,
    'X-Request-Id': requestId,
    ...limits,
    'Content-Type': type,
    ...('code' in result ? {} : result.headers),
    'Content-Length': Buffer.byteLength(json),
  })
  response.end(json)
  logAnswer(requestId, 'status' in route ? '' : route.operation, request.method ?? '', result.status, startedAt, key)
}

function findRoute({ url = '', method = '' }: IncomingMessage): Route | Refusal {
  if (url === '/v1/customers' || url.startsWith('/v1/customers?')) return method === 'GET' ? list : method === 'POST' ? create : notAllowed
  if (/^\/v1\/customers\/[^/?]+$/.test(url)) return method === 'GET' ? get : notAllowed
  return notFound
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    length += (part as Buffer).length
    if (length > 256 * 1024) return undefined
    parts.push(part as Buffer)
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString()) as unknown
  } catch {
    return undefined
  }
}

function isNewCustomer(body: unknown): body is NewCustomer {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return false
  return Object.entries(body).every(([name, value]: [string, unknown]) => {
    if (textFields.has(name)) return typeof value === 'string' && text.test(value)
    if (name === 'tags')
      return Array.isArray(value) && value.length <= 50 && value.every((tag) => typeof tag === 'string' && text.test(tag))
    return name === 'emails' && Array.isArray(value) && value.length > 0 && value.length <= 10 && value.every(isEmail)
  })
}

function isEmail(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false
  return Object.entries(value).every(([name, part]: [string, unknown]) =>
    name === 'email' ? typeof part === 'string' && email.test(part) : name === 'is_primary' && typeof part === 'boolean',
  )
}
