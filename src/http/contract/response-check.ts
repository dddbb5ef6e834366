import { StreamBody } from '../stream-body.ts'
import type { ContractDocument, Response, Route } from './document.ts'
import { mediaTypeFor } from './media-type.ts'
import { buildResponseValidator, sharedName } from './validators.ts'
import type { ResponseValidator } from './validators.ts'

export interface RawReply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}
/** What of the contract a reply breaks, or undefined. */
export type ResponseCheck = (reply: RawReply) => string | undefined
type BodyCheck = (body: unknown) => string | undefined

/** Judges replies: status documented, required headers there, body as promised. Each distinct schema is compiled once, however many replies have it. */
export function createResponseChecks(document: ContractDocument): {
  compile(route: Route): ResponseCheck
  readonly compiled: () => number
} {
  const validator = buildResponseValidator(document)
  const bodies = new Map<string, BodyCheck>()
  const bodyCheck = (response: Response): BodyCheck => {
    const key = JSON.stringify(Object.entries(response.content ?? {}).map(([type, { schema }]) => [type, schema]))
    const existing = bodies.get(key)
    if (existing !== undefined) return existing
    const check = compileBodyCheck(validator, response, `body-${bodies.size}`)
    bodies.set(key, check)
    return check
  }
  const compile = ({ operation, path }: Route): ResponseCheck => {
    const known = new Map(
      Object.entries(operation.responses).map(([status, response]) => [
        Number(status),
        { check: bodyCheck(response), required: requiredHeaders(response) },
      ]),
    )
    return (reply) => {
      const promised = known.get(reply.status)
      if (promised === undefined) return `${path}: status ${reply.status} is not documented`
      const missing = promised.required.find((name) => reply.headers?.[name] === undefined)
      if (missing !== undefined) return `${path}: header ${missing} is missing from ${reply.status}`
      // Nobody can judge what has not come yet.
      return reply.body instanceof StreamBody ? undefined : promised.check(reply.body)
    }
  }
  return { compile, compiled: () => bodies.size }
}

// Those that every reply gets at the edge, after this check.
const edge = new Set(['X-Request-Id', 'RateLimit', 'RateLimit-Policy'])

function requiredHeaders(response: Response): string[] {
  return Object.entries(response.headers ?? {}).flatMap(([name, header]) => (header.required === true && !edge.has(name) ? [name] : []))
}

function compileBodyCheck(validator: ResponseValidator, { content = {} }: Response, name: string): BodyCheck {
  const types = Object.keys(content)
  const checks = new Map(types.map((type, place) => [type, compileMediaCheck(validator, content[type], `${name}-${place}`)]))
  return (body) => {
    const check = checks.get(mediaTypeFor(types, body) ?? '')
    if (check !== undefined) return check(body)
    return body === undefined ? undefined : 'a body where none is documented'
  }
}

function compileMediaCheck(validator: ResponseValidator, media: unknown, name: string): BodyCheck {
  // A text of another type than JSON is judged by its schema all the same; under its own type the validator would look away.
  const responses = { '200': { description: '', content: { 'application/json': media } } }
  const request = { method: sharedName, headers: {}, openapi: { expressRoute: name } }
  const validators = validator._getOrBuildValidator(request, responses)
  return (body) => {
    try {
      validator._validate({ validators, body, statusCode: 200, path: '', accepts: [] })
      return undefined
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
}
