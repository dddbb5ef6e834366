import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { operations } from '../../generated/operations.ts'
import { compileRequestCheck } from '../../src/http/contract/request-check.ts'
import { createResponseChecks } from '../../src/http/contract/response-check.ts'
import { buildRequestValidator } from '../../src/http/contract/validators.ts'
import type { ContractDocument, Route } from '../../src/http/contract/document.ts'
import { Problem } from '../../src/problems.ts'
import { document, documentedReplies, routes } from './corpus/contract.ts'
import type { DocumentedReply } from './corpus/contract.ts'
import { startMiddleware } from './corpus/middleware.ts'
import type { Middleware } from './corpus/middleware.ts'
import { baseOf, invalidRequests, pathOf, validRequests } from './corpus/requests.ts'
import type { Sent } from './corpus/requests.ts'
import { complete } from './corpus/samples.ts'
import { forEach } from './corpus/send.ts'
import { variantsOf } from './corpus/variants.ts'

// The server calls the judges of express-openapi-validator directly. Here its own middleware, used as its documentation says, is asked the same.

let forRequests: Middleware
let forReplies: Middleware
const validator = buildRequestValidator(document)
const checks = createResponseChecks(document)

beforeAll(async () => {
  forRequests = await startMiddleware(document, 'requests')
  forReplies = await startMiddleware(withFewReplies(document), 'replies')
})
afterAll(() => {
  forRequests.stop()
  forReplies.stop()
})

// What a provider sends is not judged by the server at all.
const judged = routes.filter(({ id }) => operations[id].access !== 'provider')

test.each(judged)('$id: the middleware and the server agree on each request', async (route) => {
  const check = compileRequestCheck(route, validator)
  const valid = validRequests(route)
  // Without a body the middleware asks for another type of it; the server has said before that it is missing.
  const invalid = invalidRequests(route).filter(({ name }) => name !== 'no body')

  const theirs = await forEach([...valid, ...invalid], (sent) => forRequests.judge(route, sent))

  const ours = [...valid, ...invalid].map((sent) => placesOf(check, route, sent))
  expect(ours).toEqual(theirs.map((places) => [...new Set(places.map(spell))].sort()))
  expect(ours.map((places) => places.length > 0)).toEqual([...valid.map(() => false), ...invalid.map(() => true)])
})

test.each(routes)('$id: the middleware and the server agree on each reply', async (route) => {
  const check = checks.compile(route)
  const given = documentedReplies(route)
    .filter(isJudged)
    .flatMap((reply) => variationsOf(route, reply))

  const theirs = await forEach(given, async (reply) => (await forReplies.judge(route, baseOf(route), reply)).length === 0)

  // Headers are looked at by the server alone, and are not what is asked here.
  const ours = given.map(({ status, body }) => check({ status, headers: allHeaders, body }) === undefined)
  const odd = given.filter(({ isValid }, index) => ours[index] !== isValid || theirs[index] !== isValid)
  expect(odd.map(({ status, name }) => `${status} ${name}`)).toEqual([])
})

const firstWith = new Map(
  routes.toReversed().flatMap((route) => documentedReplies(route).map(({ schema }) => [JSON.stringify(schema), route.id])),
)
const allHeaders = new Proxy<Record<string, string>>({}, { get: () => '1' })

function placesOf(check: ReturnType<typeof compileRequestCheck>, route: Route, sent: Sent): string[] {
  const url = pathOf(route, sent)
  const [path = '', query = ''] = url.split('?')
  const headers = Object.fromEntries(Object.entries(sent.headers).map(([name, value]) => [name.toLowerCase(), value]))
  try {
    check({ url, path, query, params: sent.params, headers, body: structuredClone(sent.body) })
    return []
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return [...new Set((error.extra.errors ?? []).map((item) => `${item.in}${item.pointer}`))].sort()
  }
}

/** As the server writes what the middleware calls /params/customer_id and /headers/if-match. */
function spell(place: string): string {
  return place
    .replace(/^\/params\b/, 'path')
    .replace(/^\/headers\b/, 'header')
    .replace(/^\//, '')
}

interface Given {
  readonly name: string
  readonly status: number
  readonly body: unknown
  readonly isValid: boolean
}

/**
 * Each example; and, at the first operation that answers with this schema, the first example with each rule broken. Of days that do not exist
 * replies are not suspected, so neither judge looks.
 */
function variationsOf({ id }: Route, { status, schema, examples }: DocumentedReply): Given[] {
  const valid = examples.map(({ name, value }) => ({ name, status, body: value, isValid: true }))
  if (firstWith.get(JSON.stringify(schema)) !== id) return valid
  const broken = variantsOf(schema, complete(schema, examples[0]?.value)).filter(({ rule }) => rule !== 'format')
  return [...valid, ...broken.map(({ rule, pointer, value }) => ({ name: `${pointer}: ${rule}`, status, body: value, isValid: false }))]
}

// The middleware looks at no reply but JSON.
const isJudged = ({ status, type }: DocumentedReply): boolean => (status < 300 || status === 400) && type.endsWith('json')

/** The middleware compiles each status of each operation apart, and the problems are all of one schema: one of them is enough. */
function withFewReplies(contract: ContractDocument): ContractDocument {
  const paths = Object.entries(contract.paths).map(([path, item]) => {
    const operations = Object.entries(item).map(([method, operation]) => {
      const { responses } = operation as { responses?: Record<string, unknown> }
      if (responses === undefined) return [method, operation]
      const few = Object.entries(responses).filter(([status]) => status < '300' || status === '400')
      return [method, { ...(operation as object), responses: Object.fromEntries(few) }]
    })
    return [path, Object.fromEntries(operations)]
  })
  return { ...contract, paths: Object.fromEntries(paths) as ContractDocument['paths'] }
}
