import { createHash } from 'node:crypto'
import type { Scope } from '../generated/operations.ts'
import { authorize } from '../src/http/admission.ts'
import type { Caller } from '../src/http/caller.ts'
import { createContract } from '../src/http/contract/contract.ts'
import type { Contract } from '../src/http/contract/contract.ts'
import { contractOf } from './contract.ts'
import type { ContractSize } from './contract.ts'

// `node bench/contract-layer.ts <size>` in a process of its own: what it costs to find the operation, to know whether the caller may, and to judge the
// request and the reply; for one customer, a page of 25 and a new customer, in microseconds of processor time. One line of JSON.

// Many short rounds, of which the fastest counts: whatever else the machine does, it leaves one of them alone.
const repetitions = 200
const warmUp = 60
const rounds = 200

const contract = createContract(contractOf((process.argv[2] ?? 'real') as ContractSize))
await contract.compileAll()

const customer = customerNumber(1)
const page = {
  data: Array.from({ length: 25 }, (_, index) => customerNumber(index)),
  page: { next_cursor: 'a'.repeat(140), has_more: true },
}
const wanted = {
  first_name: 'Ada',
  last_name: 'Example',
  company: 'Example Studio',
  emails: [{ email: 'ada@example.com', is_primary: true }],
  tags: ['vip', 'new'],
  lead_source: 'website',
  locale: 'en-US',
}
const caller: Caller = {
  kind: 'api_key',
  keyId: customer.id,
  businessId: customer.id,
  businessStatus: 'active',
  scopes: new Set<Scope>(['customers:read', 'customers:write']),
}
const agent = { host: '127.0.0.1:8080', authorization: `Bearer cf_live_${'a'.repeat(36)}` }

const cases = {
  get: () => pass(contract, 'GET', `/v1/customers/${customer.id}`, undefined, { status: 200, headers: { ETag: '"1"' }, body: customer }),
  list: () => pass(contract, 'GET', '/v1/customers?limit=25', undefined, { status: 200, headers: {}, body: page }),
  create: () =>
    pass(contract, 'POST', '/v1/customers', structuredClone(wanted), {
      status: 201,
      headers: { ETag: '"1"', Location: `/v1/customers/${customer.id}` },
      body: customer,
    }),
}

const figures: Record<string, number> = {}
for (const [name, run] of Object.entries(cases)) {
  const times = { find: [] as number[], request: [] as number[], reply: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    const spent = { find: 0, request: 0, reply: 0 }
    for (let count = 0; count < repetitions; count += 1) add(spent, run())
    if (round < warmUp) continue
    for (const part of ['find', 'request', 'reply'] as const) times[part].push((spent[part] * 1000) / repetitions)
  }
  for (const part of ['find', 'request', 'reply'] as const) figures[`${name}.${part}`] = Math.min(...times[part])
  figures[name] = Math.min(...times.find) + Math.min(...times.request) + Math.min(...times.reply)
}
console.log(JSON.stringify(figures))

interface Spent {
  find: number
  request: number
  reply: number
}

function pass(
  judge: Contract,
  method: string,
  url: string,
  body: unknown,
  reply: { status: number; headers: Record<string, string>; body: unknown },
): Spent {
  const [path = '', query = ''] = url.split('?')
  const began = performance.now()
  const match = judge.find(method, path)
  if (match.found !== 'route') throw new Error(`${url} is not found.`)
  const { route, params } = match
  authorize({ id: route.id, params, authorization: agent.authorization, businessHeader: undefined, ipAddress: '127.0.0.1' }, caller)
  const found = performance.now()
  judge.requestCheck(route)({ url, path, query, params, headers: agent, body })
  const checked = performance.now()
  const violation = judge.responseCheck(route)(reply)
  const judged = performance.now()
  if (violation !== undefined) throw new Error(violation)
  return { find: found - began, request: checked - found, reply: judged - checked }
}

function add(sum: Spent, more: Spent): void {
  sum.find += more.find
  sum.request += more.request
  sum.reply += more.reply
}

function customerNumber(number: number) {
  const id = `01a1b2c3-0000-7000-8000-${createHash('sha256').update(String(number)).digest('hex').slice(0, 12)}`
  const at = '2026-01-05T09:30:00.000Z'
  return {
    id,
    external_id: `crm:${number}`,
    first_name: 'Holan',
    last_name: 'Fenanan',
    company: null,
    emails: [{ email: `person-${number}@example.com`, label: 'work', is_primary: true }],
    phones: [{ e164: `+1415${String(2_000_000 + number)}`, label: null, line_type: 'mobile', is_primary: true }],
    address: { line1: `${number} Example Street`, city: 'Springfield', postal_code: '62701', country: 'US' },
    date_of_birth: '1950-01-02',
    gender: null,
    time_zone: 'America/Chicago',
    locale: 'en-US',
    tags: ['new', 'regular'],
    lead_source: 'website',
    lifecycle_stage: 'customer',
    status: 'active',
    preferred_channel: 'email',
    owner_member_id: null,
    custom_fields: {},
    created_at: at,
    updated_at: at,
    version: 1,
  }
}
