import { parse } from 'node:querystring'
import { operations } from '../../../generated/operations.ts'
import { problems } from '../../problems.ts'
import type { ProblemItem } from '../../problems.ts'
import type { Operation, Route } from './document.ts'
import { sharedName } from './validators.ts'
import type { JudgedRequest, RequestValidator } from './validators.ts'

export interface RequestParts {
  readonly url: string
  readonly path: string
  readonly query: string
  readonly params: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: unknown
}
export interface CheckedRequest {
  readonly params: Record<string, unknown>
  readonly query: Record<string, unknown>
  readonly body: unknown
}
export type RequestCheck = (parts: RequestParts) => CheckedRequest

interface Verdict {
  readonly message: string
  readonly path?: string
  readonly errors?: readonly { readonly path: string; readonly message: string; readonly errorCode?: string }[]
}

/** Judges one operation's requests. The check throws a Problem 400 that lists each fault; what it returns is coerced and has the defaults. */
export function compileRequestCheck(route: Route, validator: RequestValidator): RequestCheck {
  const { method, path } = route
  const operation = withoutForeignBody(route)
  const headerNames = operation.parameters.filter((each) => each.in === 'header').map((each) => each.name.toLowerCase())
  const isJudged = operation.requestBody !== undefined
  const contentType = isJudged ? 'application/json' : undefined
  const check: RequestCheck = (parts) => {
    const request: JudgedRequest = {
      method: sharedName + method,
      path: parts.path,
      originalUrl: parts.url,
      headers: pick(parts.headers, headerNames, contentType),
      openapi: { expressRoute: path, schema: operation, pathParams: { ...parts.params } },
      query: parts.query === '' ? {} : { ...parse(parts.query) },
      params: {},
      body: isJudged ? parts.body : undefined,
    }
    try {
      validator.validate(request, undefined, () => undefined)
    } catch (error) {
      throw problems.invalidRequest(items(error as Verdict))
    }
    return { params: request.params, query: request.query, body: isJudged ? request.body : parts.body }
  }
  return check
}

// The contract describes what providers send, and does not judge it: what has another shape than we know is kept, and looked at later.
function withoutForeignBody({ id, operation }: Route): Operation {
  if (operations[id].access !== 'provider') return operation
  const { requestBody: _, ...judged } = operation
  return judged
}

// Only what the contract names: a repeated header arrives joined by commas, and is then judged as it stands.
function pick(
  headers: RequestParts['headers'],
  names: readonly string[],
  contentType: string | undefined,
): Record<string, string | undefined> {
  const picked: Record<string, string | undefined> = contentType === undefined ? {} : { 'content-type': contentType }
  for (const name of names) {
    const value = headers[name]
    if (value !== undefined) picked[name] = String(value)
  }
  return picked
}

const places = { body: 'body', query: 'query', params: 'path', headers: 'header' } as const

function items(verdict: Verdict): ProblemItem[] {
  const errors = verdict.errors ?? [{ path: verdict.path ?? '/body', message: verdict.message }]
  return errors.slice(0, 50).map(({ path, message, errorCode }) => {
    const [, place = '', ...rest] = path.split('/')
    return {
      in: place in places ? places[place as keyof typeof places] : 'body',
      pointer: printable(rest.length === 0 ? '' : `/${rest.join('/')}`, 512),
      code: (errorCode ?? 'unknown')
        .replace('.openapi.validation', '')
        .replaceAll(/[^a-zA-Z0-9_.-]/g, '_')
        .slice(0, 60),
      detail: printable(message, 500) || 'is not valid',
    }
  })
}

// The pointer may hold a property name that the client made up.
function printable(text: string, length: number): string {
  return text
    .toWellFormed()
    .replaceAll(/[\u0000-\u001f]/g, '\uFFFD')
    .slice(0, length)
    .toWellFormed()
}
