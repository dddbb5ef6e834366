import { isUtf8 } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'
import express from 'express'
import { problems } from '../problems.ts'
import type { Problem } from '../problems.ts'
import { maxBodyBytes, maxProviderBodyBytes } from './request-limits.ts'

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

/** A body as it came, for who has to prove that it is theirs. */
export interface RawBody {
  readonly bytes: Buffer
  /** In lower case and without parameters. */
  readonly type: string
}

const raw = express.raw({ limit: maxProviderBodyBytes, inflate: false, type: () => true })

/** The body as JSON. Throws a Problem when it is absent, too large, of another type, or not JSON. */
export async function readBody(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
  if (!hasBody(request)) throw unreadable('is missing')
  if (!isJson(request.headers['content-type']) || (request.headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw problems.unsupportedMediaType()
  }
  const body = await parse(json, request, response, '256 KiB')
  if (body === undefined) throw unreadable('is missing')
  if (!isWellFormed(body)) throw unreadable('holds half of a surrogate pair')
  return body
}

/** The body as its bytes, whatever they say. Throws a Problem when it is too large, or of a type that is not among these. */
export async function readRawBody(request: IncomingMessage, response: ServerResponse, types: readonly string[]): Promise<RawBody> {
  const type = mediaTypeOf(request.headers['content-type'])
  if (!types.includes(type) || (request.headers['content-encoding'] ?? 'identity') !== 'identity') throw problems.unsupportedMediaType()
  // Said beforehand, it is refused beforehand: nobody has to send a megabyte for that.
  if (Number(request.headers['content-length'] ?? 0) > maxProviderBodyBytes) throw problems.payloadTooLarge('1 MiB')
  const body = hasBody(request) ? await parse(raw, request, response, '1 MiB') : undefined
  return { bytes: Buffer.isBuffer(body) ? body : Buffer.alloc(0), type }
}

type Parser = ReturnType<typeof express.raw>

async function parse(parser: Parser, request: IncomingMessage, response: ServerResponse, limit: string): Promise<unknown> {
  await new Promise<void>((resolve, reject) => {
    parser(request, response, (error?: unknown) => {
      if (error === undefined) resolve()
      else reject(translate(error, limit))
    })
  })
  return (request as IncomingMessage & { body?: unknown }).body
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
  return mediaTypeOf(contentType) === 'application/json'
}

function mediaTypeOf(contentType: string | undefined): string {
  return (/^([a-z]+\/[a-z0-9.+-]+)\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.exec(contentType?.trim() ?? '')?.[1] ?? '').toLowerCase()
}

function unreadable(why: string): Problem {
  return problems.invalidRequest([{ in: 'body', pointer: '', code: 'json', detail: `The body ${why}.` }])
}

// body-parser names what it found in `type` (its README, "Errors").
function translate(error: unknown, limit: string): Error {
  const { type } = error as { type?: string }
  if (type === 'entity.too.large') return problems.payloadTooLarge(limit)
  if (type === 'entity.parse.failed') return unreadable('is not JSON')
  if (type === 'entity.verify.failed') return unreadable('is not UTF-8')
  if (type === 'request.size.invalid' || type === 'request.aborted') return unreadable('ended too early')
  if (type === 'encoding.unsupported' || type === 'charset.unsupported') return problems.unsupportedMediaType()
  return error instanceof Error ? error : new Error(String(error))
}
