import type { Document, Route } from './document.ts'
import { firstExample, takes } from './document.ts'

/** One request that the documentation shows in several languages. */
export interface SampleRequest {
  readonly method: string
  /** As in the contract, with its parameters in braces. */
  readonly template: string
  /** With parameters filled in and the query behind. */
  readonly url: string
  readonly path: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
  readonly credential: 'none' | 'api_key' | 'access_token'
  readonly idempotent: boolean
  /** In which form the reply has something to print. */
  readonly answers: 'json' | 'text' | 'nothing'
}

export function sampleRequest(document: Document, route: Route): SampleRequest {
  const { method, path: template, operation } = route
  const path = examplesOf(route, 'path')
  const query = examplesOf(route, 'query')
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name])))
  const search = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
  return {
    method: method.toUpperCase(),
    template,
    url: search.length > 0 ? `${filled}?${search.join('&')}` : filled,
    path,
    query,
    body: firstExample(document, operation),
    credential: credentialOf(route),
    idempotent: takes(route, 'Idempotency-Key'),
    answers: answerOf(route),
  }
}

function answerOf({ operation }: Route): SampleRequest['answers'] {
  const types = Object.entries(operation.responses).flatMap(([status, reply]) =>
    status.startsWith('2') ? Object.keys(reply.content ?? {}) : [],
  )
  if (types.length === 0) return 'nothing'
  return types.every((type) => type.startsWith('text/')) ? 'text' : 'json'
}

// Of the query only what is required, and the size of the page: filters that a reader has to take out again help nobody.
function examplesOf(route: Route, where: 'path' | 'query'): Record<string, unknown> {
  const shown = route.parameters.filter(({ name, in: place, required }) => place === where && (required === true || name === 'limit'))
  return Object.fromEntries(shown.map(({ name, example }) => [name, example]))
}

function credentialOf({ operation }: Route): SampleRequest['credential'] {
  const needed = operation.security.length > 0 && operation.security.every((choice) => Object.keys(choice).length > 0)
  if (!needed) return 'none'
  return operation['x-principal'] === 'person' ? 'access_token' : 'api_key'
}
