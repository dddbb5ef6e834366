import type { Request, Response } from 'express'
import { operations } from '../../generated/operations.ts'
import { PasswordsBusy } from '../crypto/passwords.ts'
import { isUnavailable } from '../db/errors.ts'
import { Problem, problems } from '../problems.ts'
import type { Route } from './contract/document.ts'
import type { Match } from './contract/router.ts'
import { preflight } from './cors.ts'
import type { Dispatch, SendableReply } from './dispatch.ts'
import { admit, isUnlimited, limitAddress } from './gate.ts'
import { beginPassage } from './passage.ts'
import type { Passage } from './passage.ts'
import { problemReply } from './problem-reply.ts'
import { refuseProvider } from './providers.ts'
import { readBody, readRawBody } from './read-body.ts'
import { maxUrlBytes } from './request-limits.ts'
import { createSend } from './send.ts'
import type { Services } from './services.ts'

/**
 * The way of every request, in order: which operation, is there room, is the address within its limit, who calls and may they, are they within
 * their limits, the body, the shape of everything, and the handler. The first that objects answers; nothing later is paid for.
 */
export function createRequestPath(
  services: Services,
  dispatch: Dispatch,
  isOverloaded: () => boolean,
): (request: Request, response: Response, fault?: unknown) => Promise<void> {
  const send = createSend(services)

  const answer = async (passage: Passage, response: Response): Promise<SendableReply> => {
    requireHost(passage)
    const match = services.contract.find(passage.request.method, passage.path)
    if (match.found === 'route') passage.route = match.route
    // Whether the process lives is answered however busy it is, or it would be restarted for being busy.
    if (!isUnlimited(passage.route) && isOverloaded()) throw problems.serviceUnavailable()
    if (Buffer.byteLength(passage.request.url) > maxUrlBytes) throw problems.uriTooLong()
    await limitAddress(services.limits, passage)
    const found = routeOf(match, passage.request.method)
    if (found === 'options') return { status: 204, headers: allowHeaders(match), text: undefined }
    await admit(services, passage, found.route, found.params)
    const isProvider = operations[found.route.id].access === 'provider'
    const body = await bodyOf(found.route, isProvider, passage.request, response)
    const { request, path, query, requestId, ipAddress } = passage
    const checked = services.contract.requestCheck(found.route)({
      url: request.url,
      path,
      query,
      params: found.params,
      headers: request.headers,
      body,
    })
    const reply = dispatch({
      route: found.route,
      path,
      request: checked,
      caller: passage.caller,
      business: passage.business,
      idempotencyHeader: request.get('idempotency-key'),
      context: {
        services,
        requestId,
        ipAddress,
        userAgent: request.get('user-agent') ?? null,
        ifMatch: request.get('if-match'),
        header: (name) => request.get(name),
        url: request.originalUrl,
      },
    })
    if (!isProvider) return reply
    return reply.catch(async (error: unknown) => {
      throw await refuseProvider(services, passage, error)
    })
  }

  // A fault that came before, in a page of the documentation, is answered like those that come here.
  return async (request, response, fault) => {
    const startedAt = performance.now()
    const passage = beginPassage(request)
    const answered = fault === undefined ? answer(passage, response) : Promise.reject(asError(fault))
    const reply = await answered.catch((error: unknown) => refusal(services, passage, error))
    send(passage, response, reply, startedAt)
  }
}

async function bodyOf({ operation }: Route, isProvider: boolean, request: Request, response: Response): Promise<unknown> {
  if (operation.requestBody === undefined) return undefined
  return isProvider ? readRawBody(request, response, Object.keys(operation.requestBody.content)) : readBody(request, response)
}

/** RFC 9112, 3.2: HTTP/1.1 without a Host is refused. */
function requireHost({ request }: Passage): void {
  if (request.headers.host !== undefined || request.httpVersion !== '1.1') return
  throw problems.invalidRequest([{ in: 'header', pointer: '/host', code: 'required', detail: 'HTTP/1.1 asks for a Host header.' }])
}

function routeOf(match: Match, method: string): Extract<Match, { found: 'route' }> | 'options' {
  if (match.found === 'route') return match
  if (match.found === 'path') {
    if (method === 'OPTIONS') return 'options'
    throw problems.methodNotAllowed(match.allow)
  }
  if (match.found === 'malformed') {
    throw problems.invalidRequest([{ in: 'path', pointer: '', code: 'encoding', detail: 'The path is not percent-encoded UTF-8.' }])
  }
  throw problems.notFound('path')
}

function allowHeaders(match: Match): Record<string, string> {
  const allow = match.found === 'path' ? match.allow : 'OPTIONS'
  return { Allow: allow, ...preflight(allow) }
}

/** A fault as a reply: Problems as they are, a database that is away as 503, and everything else as a plain 500 and a line in the log. */
function refusal(services: Services, passage: Passage, error: unknown): SendableReply {
  const problem = problemOf(error)
  // A Problem is said on purpose, such as that the server is starting, and has its line in the access log; anything else is somebody's to look at.
  if (!(error instanceof Problem)) {
    services.log.error({ err: error, requestId: passage.requestId, operation: passage.route?.id }, 'Request failed')
  }
  const { status, headers, body } = problemReply(problem, services.publicUrl(), passage.path, passage.requestId)
  return { status, headers: { 'Content-Type': 'application/problem+json', ...headers }, text: JSON.stringify(body) }
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof PasswordsBusy || isUnavailable(error)) return problems.serviceUnavailable()
  return problems.internalError()
}

function asError(fault: unknown): Error {
  return fault instanceof Error ? fault : new Error(String(fault))
}
