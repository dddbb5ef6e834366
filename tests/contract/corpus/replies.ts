import { createResponseChecks } from '../../../src/http/contract/response-check.ts'
import type { Route } from '../../../src/http/contract/document.ts'
import { errorCatalogue } from '../../../src/error-catalogue.ts'
import type { ProblemBody } from '../../../src/problems.ts'
import type { Reply } from '../../support/http.ts'
import { document, routes } from './contract.ts'

// What helmet sets, and what every reply therefore has.
const always = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'origin-agent-cluster',
  'referrer-policy',
  'strict-transport-security',
  'x-content-type-options',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
  'cache-control',
]
// What some statuses say besides.
const besides: Readonly<Record<number, readonly string[]>> = {
  401: ['www-authenticate'],
  405: ['allow'],
  429: ['retry-after'],
  503: ['retry-after'],
}

const checks = createResponseChecks(document)
const isProblem = checks.compile(problemRoute())

/** What of the rules that hold for every reply this one breaks; an empty list for a good one. */
export function faultsOf(reply: Reply): readonly string[] {
  const id = reply.headers.get('x-request-id') ?? ''
  const wanted = [...always, ...(besides[reply.status] ?? [])]
  return [
    ...(/^[\x21-\x7E]{1,128}$/.test(id) ? [] : ['no X-Request-Id']),
    ...wanted.filter((name) => reply.headers.get(name) === null).map((name) => `no ${name}`),
    ...(reply.headers.has('x-powered-by') ? ['it says what it is made with'] : []),
    ...(reply.status >= 400 ? problemFaults(reply, id) : []),
  ]
}

function problemFaults({ status, headers, body, text }: Reply, requestId: string): string[] {
  if (headers.get('content-type') !== 'application/problem+json') return [`the type ${headers.get('content-type')}`]
  if (text === '') return []
  const broken = isProblem({ status: 400, headers: {}, body })
  const problem = body as ProblemBody
  const known = errorCatalogue as Partial<typeof errorCatalogue>
  return [
    ...(broken === undefined ? [] : [broken]),
    ...(problem.status === status && known[problem.code]?.status === status ? [] : [`${problem.code} with ${status}`]),
    ...(problem.request_id === requestId ? [] : ['another request_id']),
    ...(/\bat .+:\d+:\d+|node_modules|select .+ from |violates/i.test(text) ? ['it tells how it is made'] : []),
  ]
}

// One reply that is a problem and needs no further header.
function problemRoute(): Route {
  const [route] = routes
  if (route === undefined) throw new Error('The contract has no operation.')
  const { '400': response } = route.operation.responses
  return { ...route, operation: { ...route.operation, responses: { '400': response ?? {} } } }
}
