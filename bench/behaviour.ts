import { randomUUID } from 'node:crypto'
import type { Caller } from './data/databases.ts'

interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown>
}
type Send = (method: string, path: string, key?: string, body?: unknown) => Promise<Reply>

/** What a server must do before it is timed, the same for all. Returns what it does not do. */
export async function misbehaviour(url: string, caller: Caller, columns: readonly string[]): Promise<string[]> {
  const faults: string[] = []
  const send: Send = (method, path, key, body) => call(url, method, path, key, body)
  const expect = (what: string, given: unknown, wanted: unknown): void => {
    if (canonical(given) !== canonical(wanted)) faults.push(`${what}: ${canonical(given)} instead of ${canonical(wanted)}`)
  }
  await reads(send, expect, caller, columns)
  await refuses(send, expect, caller)
  await creates(send, expect, caller, columns)
  return faults
}

/** The bodies by which servers are compared: one customer and one page, without the cursor, which each signs itself. */
export async function bodiesOf(url: string, { key, customerIds }: Caller): Promise<string> {
  const one = await call(url, 'GET', `/v1/customers/${customerIds[0] ?? ''}`, key)
  const page = await call(url, 'GET', '/v1/customers?limit=25', key)
  return canonical([one.body, page.body.data])
}

type Expect = (what: string, given: unknown, wanted: unknown) => void

async function reads(send: Send, expect: Expect, { key, customerIds }: Caller, columns: readonly string[]): Promise<void> {
  const one = await send('GET', `/v1/customers/${customerIds[0] ?? ''}`, key)
  expect('get', [one.status, one.body.id], [200, customerIds[0]])
  expect('get: nothing undeclared leaves', Object.keys(one.body).sort(), columns)
  expect('get: headers', missing(one.headers, ['etag', 'x-request-id', 'ratelimit', 'ratelimit-policy', 'x-content-type-options']), [])
  const page = await send('GET', '/v1/customers?limit=25', key)
  const data = page.body.data as Record<string, unknown>[]
  expect('list', [page.status, data.length, (page.body.page as { has_more: boolean }).has_more], [200, 25, true])
  expect('list: nothing undeclared leaves', Object.keys(data[0] ?? {}).sort(), columns)
}

async function refuses(send: Send, expect: Expect, { key, customerIds, strangerId }: Caller): Promise<void> {
  const own = `/v1/customers/${customerIds[0] ?? ''}`
  const wanted: [string, number, Promise<Reply>][] = [
    ['an id that is none', 400, send('GET', '/v1/customers/not-an-id', key)],
    ['an unknown parameter', 400, send('GET', '/v1/customers?limit=25&colour=red', key)],
    ['a limit out of range', 400, send('GET', '/v1/customers?limit=101', key)],
    ['an undeclared property', 400, send('POST', '/v1/customers', key, { ...newCustomer(), colour: 'red' })],
    ['a wrong type', 400, send('POST', '/v1/customers', key, { ...newCustomer(), tags: 'vip' })],
    ['no credential', 401, send('GET', own)],
    ['a wrong credential', 401, send('GET', own, `${key.slice(0, -1)}_`)],
    ['an unknown id', 404, send('GET', `/v1/customers/${randomUUID()}`, key)],
    ["another business's id", 404, send('GET', `/v1/customers/${strangerId}`, key)],
    ['an unknown path', 404, send('GET', '/v1/nothing', key)],
    ['a method that is not there', 405, send('PUT', own, key, {})],
  ]
  for (const [what, status, sent] of wanted) {
    const reply = await sent
    expect(what, reply.status, status)
    expect(`${what}: a problem`, reply.headers.get('content-type')?.startsWith('application/problem+json'), true)
  }
}

async function creates(send: Send, expect: Expect, { key }: Caller, columns: readonly string[]): Promise<void> {
  const wanted = newCustomer()
  const created = await send('POST', '/v1/customers', key, wanted)
  expect('create', [created.status, created.headers.get('location')], [201, `/v1/customers/${String(created.body.id)}`])
  expect('create: nothing undeclared leaves', Object.keys(created.body).sort(), columns)
  const { emails, tags, first_name } = created.body as { emails?: { email: string }[]; tags?: string[]; first_name?: string }
  expect('create: what was sent', [emails?.[0]?.email, tags, first_name], [wanted.emails[0]?.email, ['new', 'vip'], 'Ada'])
  expect('create: there afterwards', (await send('GET', `/v1/customers/${String(created.body.id)}`, key)).body, created.body)
  expect('the same twice', (await send('POST', '/v1/customers', key, wanted)).status, 409)
}

function newCustomer() {
  const emails = [{ email: `behaviour-${randomUUID()}@example.com`, is_primary: true }]
  return { first_name: 'Ada', last_name: 'Example', company: 'Example Studio', emails, tags: ['vip', 'new'], lead_source: 'website' }
}

async function call(url: string, method: string, path: string, key?: string, body?: unknown): Promise<Reply> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) }
}

function missing(headers: Headers, names: readonly string[]): string[] {
  return names.filter((name) => !headers.has(name))
}

/** JSON with the names in order: two replies that say the same are the same text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part,
  )
}
