import { isUtf8 } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'
import express from 'express'
import { problems } from '../problems.ts'
import type { Problem } from '../problems.ts'
import { maxBodyBytes } from './request-limits.ts'

const json = express.json({
  limit: maxBodyBytes,
  strict: false,
  inflate: false,
  type: () => true,
  verify: (_request, _response, bytes) => {
    // body-parser writes a status into what is thrown here, so it cannot be a Problem.
    if (!isUtf8(bytes)) throw new Error('not UTF-8')
  },
})

/** The body as JSON. Throws a Problem when it is absent, too large, of another type, or not JSON. */
export async function readBody(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
  if (!hasBody(request)) throw unreadable('is missing')
  if (!isJson(request.headers['content-type']) || (request.headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw problems.unsupportedMediaType()
  }
  await new Promise<void>((resolve, reject) => {
    json(request, response, (error?: unknown) => {
      if (error === undefined) resolve()
      else reject(translate(error))
    })
  })
  const { body } = request as IncomingMessage & { body?: unknown }
  if (body === undefined) throw unreadable('is missing')
  if (!isWellFormed(body)) throw unreadable('holds half of a surrogate pair')
  return body
}

// JSON can spell half of a surrogate pair (\ud800), which is no text (RFC 8259, 8.2): neither PostgreSQL nor UTF-8 can hold it.
// A stack of its own: the body may be nested deeper than calls can be.
function isWellFormed(body: unknown): boolean {
  const left: unknown[] = [body]
  while (left.length > 0) {
    const value = left.pop()
    if (typeof value === 'string' && !value.isWellFormed()) return false
    if (value !== null && typeof value === 'object') for (const [name, part] of Object.entries(value)) left.push(name, part)
  }
  return true
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

// `application/json` with no parameter but charset=utf-8. Every other value is refused by its text, and never becomes a key of any cache.
function isJson(contentType: string | undefined): boolean {
  return contentType !== undefined && /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(contentType.trim())
}

function unreadable(why: string): Problem {
  return problems.invalidRequest([{ in: 'body', pointer: '', code: 'json', detail: `The body ${why}.` }])
}

// body-parser names what it found in `type` (its README, "Errors").
function translate(error: unknown): Error {
  const { type } = error as { type?: string }
  if (type === 'entity.too.large') return problems.payloadTooLarge()
  if (type === 'entity.parse.failed') return unreadable('is not JSON')
  if (type === 'entity.verify.failed') return unreadable('is not UTF-8')
  if (type === 'request.size.invalid' || type === 'request.aborted') return unreadable('ended too early')
  if (type === 'encoding.unsupported' || type === 'charset.unsupported') return problems.unsupportedMediaType()
  return error instanceof Error ? error : new Error(String(error))
}
