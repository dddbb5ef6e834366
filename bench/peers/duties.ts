import { createHash, createHmac, createSecretKey } from 'node:crypto'
import { pino } from 'pino'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Selectable } from 'kysely'
import type { components } from '../../generated/api.ts'
import type { Customers } from '../../generated/db.ts'
import type { Scope } from '../../generated/operations.ts'
import { blank, columnsOf, merge } from '../../src/domain/customers/fields.ts'

// What every server here owes its callers, whatever it is made of: the same checks, limits, headers, rows, JSON and line in the log. These are
// written once, and as cheaply as can be, so that a comparison shows what lies between them: HTTP, routing, validation, the way to the database.

export type Customer = components['schemas']['Customer']
export type NewCustomer = components['schemas']['NewCustomer']
export type CustomerRow = Omit<Selectable<Customers>, 'created_at' | 'updated_at'> & {
  created_at: string | Date
  updated_at: string | Date
}
export interface KeyRow {
  readonly id: string
  readonly business_id: string
  readonly scopes: readonly Scope[]
  readonly valid: boolean
  readonly business_status: string
}
export interface Refusal {
  readonly status: number
  readonly code: string
  readonly detail: string
}

export const port = Number(process.env.PORT)
export const poolSettings = {
  connectionString: process.env.DATABASE_URL,
  max: Number(process.env.DATABASE_POOL_SIZE ?? 10),
  keepAlive: true,
}
export const log = pino({ level: process.env.LOG_LEVEL ?? 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime })

/** Those of helmet, as our own replies have them. */
export const securityHeaders = {
  'Content-Security-Policy': "default-src 'none';frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Origin-Agent-Cluster': '?1',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-DNS-Prefetch-Control': 'off',
  'X-Download-Options': 'noopen',
  'X-Frame-Options': 'DENY',
  'X-Permitted-Cross-Domain-Policies': 'none',
  'X-XSS-Protection': '0',
  'Cache-Control': 'no-store',
}

export const unauthenticated: Refusal = { status: 401, code: 'unauthenticated', detail: 'Send a valid API key.' }
export const notFound: Refusal = { status: 404, code: 'not_found', detail: 'There is no such customer.' }
export const duplicate: Refusal = { status: 409, code: 'duplicate_customer', detail: 'There is such a customer.' }
export const notAllowed: Refusal = { status: 405, code: 'method_not_allowed', detail: 'This method is not allowed here.' }
export const invalid = (detail: string): Refusal => ({ status: 400, code: 'invalid_request', detail })

export function problem({ status, code, detail }: Refusal, requestId: string): object {
  return { type: `https://api.example.com/docs/errors#${code}`, title: code, status, detail, code, request_id: requestId }
}

const keys = new Map<string, { row: Promise<KeyRow | undefined>; until: number }>()

/** The API key's row, remembered for a second; undefined when it does not hold or may not do this. */
export async function authenticate(
  authorization: string | undefined,
  scope: Scope,
  find: (hash: Buffer) => Promise<KeyRow | undefined>,
): Promise<KeyRow | undefined> {
  const token = authorization?.startsWith('Bearer cf_') === true ? authorization.slice('Bearer '.length) : undefined
  if (token === undefined) return undefined
  let known = keys.get(token)
  if (known === undefined || known.until < performance.now()) {
    known = { row: find(createHash('sha256').update(token).digest()), until: performance.now() + 1000 }
    keys.set(token, known)
  }
  const row = await known.row
  return row?.valid === true && row.business_status !== 'closed' && row.scopes.includes(scope) ? row : undefined
}

const points = 1_000_000_000
const perCredential = new RateLimiterMemory({ keyPrefix: 'credential', points, duration: 60 })
const perBusiness = new RateLimiterMemory({ keyPrefix: 'business', points, duration: 60 })

/** Takes one from the limits of the key and of its business, and says so in headers. */
export async function limit({ id, business_id }: KeyRow): Promise<Record<string, string>> {
  const [credential] = await Promise.all([perCredential.consume(id), perBusiness.consume(business_id)])
  return {
    'RateLimit-Policy': `"credential";q=${points};w=60, "business";q=${points};w=60`,
    RateLimit: `"credential";r=${credential.remainingPoints};t=${Math.ceil(credential.msBeforeNext / 1000)}`,
  }
}

export function presentCustomer(row: CustomerRow): Customer {
  const { external_id, first_name, last_name, company, emails, phones, address, date_of_birth, gender, time_zone, locale } = row
  const { id, tags, lead_source, lifecycle_stage, status, preferred_channel, owner_member_id, custom_fields, version } = row
  const person = { id, external_id, first_name, last_name, company, emails, phones, address, date_of_birth, gender, time_zone, locale }
  const place = { tags, lead_source, lifecycle_stage, status, preferred_channel, owner_member_id, custom_fields }
  return { ...person, ...place, created_at: instant(row.created_at), updated_at: instant(row.updated_at), version }
}

function instant(value: string | Date): string {
  return typeof value === 'string' ? value : value.toISOString()
}

const cursorKey = createSecretKey('the key of the cursors of the bench', 'utf8')

/** A page of 25 from up to 26 rows, with a signed cursor to the next one. */
export function presentPage(rows: readonly CustomerRow[], size: number): components['schemas']['CustomerPage'] {
  const data = rows.slice(0, size).map(presentCustomer)
  const last = rows.length > size ? data.at(-1) : undefined
  if (last === undefined) return { data, page: { next_cursor: null, has_more: false } }
  const position = Buffer.from(JSON.stringify([last.created_at, last.id, Math.floor(Date.now() / 1000)]))
  const mac = createHmac('sha256', cursorKey).update(position).digest().subarray(0, 16)
  return { data, page: { next_cursor: Buffer.concat([mac, position]).toString('base64url'), has_more: true } }
}

/** The columns of a new customer. */
export function rowOf(body: NewCustomer): Record<string, unknown> {
  return columnsOf(merge(blank, body))
}

/** The event and the audit entry of a new customer. */
export function changesOf(customer: Customer, body: object, key: KeyRow, requestId: string): string {
  const event = { type: 'customer.created', data: { object: customer } }
  const origin = { actor: { type: 'api_key', id: key.id }, request: { id: requestId, idempotency_key: null }, ip_address: '127.0.0.1' }
  const resource = { type: 'customer', id: customer.id }
  return JSON.stringify([{ action: 'customer.created', resource, changed_fields: Object.keys(body), event, ...origin }])
}

export function logAnswer(requestId: string, operation: string, method: string, status: number, startedAt: number, key?: KeyRow): void {
  const durationMs = Math.round((performance.now() - startedAt) * 10) / 10
  log.info({ requestId, operation, method, status, durationMs, businessId: key?.business_id, caller: 'api_key' }, 'Answered')
}
