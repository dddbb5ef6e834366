import type { Document, Route } from './document.ts'
import { firstExample, routesOf, takes } from './document.ts'
import { literal, typescript } from './literals.ts'
import { accumulate, accessOf, scopesOf } from './permissions.ts'

interface EventSample {
  readonly type: string
}

/** generated/operations.ts: what the server and its tests need to know of the contract without reading it. */
export function manifest(document: Document): string {
  const roles = accumulate(document['x-roles'])
  requireSame('The scopes of the roles and the schema Scope', Object.values(roles).flat(), words(document, 'Scope'))
  requireSame('The roles and the schema Role', Object.keys(roles), words(document, 'Role'))
  const events = eventTypes(document)
  requireSame('The webhooks and the schema EventType', Object.keys(events), words(document, 'EventType'))
  return `${head}
/** Every operation of the contract. */
export const operations = ${entries(routesOf(document).map((route) => [route.id, facts(route)]))} as const satisfies Readonly<Record<string, OperationFacts>>

/** Each role with all its scopes, those of the roles below it included. */
export const roles = ${entries(Object.entries(roles))} as const satisfies Readonly<Record<Role, readonly Scope[]>>

/** Each type of event with what it means and a sample. */
export const eventTypes: Readonly<Record<EventType, { readonly description: string; readonly sample: components['schemas']['Event'] }>> = ${entries(Object.entries(events))}
`
}

const head = `// Made from the contract by \`make generate\`.
import type { components } from './api.ts'

export type OperationId = keyof typeof operations
export type Role = components['schemas']['Role']
export type Scope = components['schemas']['Scope']
export type ErrorCode = components['schemas']['ErrorCode']
export type EventType = components['schemas']['EventType']

export interface OperationFacts {
  readonly method: 'get' | 'put' | 'post' | 'patch' | 'delete'
  readonly path: string
  readonly scopes: readonly Scope[]
  /** Who may call: anybody, anybody (a credential adds to it), any credential that has the scopes, only a person, only the provider of an integration. */
  readonly access: 'public' | 'optional' | 'credential' | 'person' | 'provider'
  /** Where the business is named. */
  readonly business: 'header' | 'path' | 'none'
  readonly rateLimit: 'default' | 'sign_in' | 'public' | 'provider' | 'none'
  readonly idempotent: boolean
  readonly ifMatch: boolean
  readonly hasBody: boolean
  /**
   * Whether its handler only asks, or changes something; one that only asks has no transaction around it. A question that is itself noted in the audit
   * log changes that much.
   */
  readonly door: 'read' | 'change'
}
`

function facts(route: Route) {
  const { method, path, operation } = route
  const inPath = path.startsWith('/v1/businesses/{business_id}')
  return {
    method,
    path,
    scopes: scopesOf(operation),
    access: accessOf(operation),
    business: takes(route, 'X-Business-Id') ? 'header' : inPath ? 'path' : 'none',
    rateLimit: operation['x-rate-limit'],
    idempotent: takes(route, 'Idempotency-Key'),
    ifMatch: takes(route, 'If-Match'),
    hasBody: operation.requestBody !== undefined,
    door: (method === 'get' && operation['x-audited'] !== true) || operation['x-transaction'] === 'none' ? 'read' : 'change',
  }
}

function eventTypes(document: Document) {
  const events = Object.values(document.webhooks).map(({ post }) => {
    const sample = firstExample(document, post) as EventSample
    return [sample.type, { description: post.description, sample }] as const
  })
  return Object.fromEntries(events.sort(([one], [other]) => (one < other ? -1 : 1)))
}

const words = (document: Document, schema: string) => (document.components.schemas?.[schema] as { readonly enum: readonly string[] }).enum

function requireSame(what: string, some: readonly string[], others: readonly string[]): void {
  const odd = [...some.filter((word) => !others.includes(word)), ...others.filter((word) => !some.includes(word))]
  if (odd.length > 0) throw new Error(`${what} differ in: ${[...new Set(odd)].join(', ')}.`)
}

function entries(values: readonly (readonly [string, unknown])[]): string {
  return `{\n${values.map(([name, value]) => `  ${typescript.key(name)}: ${literal(value, typescript, '  ', 140)},\n`).join('')}}`
}
