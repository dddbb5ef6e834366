import { Agent as PlainAgent, request as requestPlainly } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { Agent as SecureAgent, request as requestSecurely } from 'node:https'
import type { LookupFunction } from 'node:net'

export interface HttpCall {
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Where the host is, when somebody has looked and judged already; the connection is then used for this call alone. */
  readonly lookup?: LookupFunction
}
export interface HttpReply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}
export interface CallLimits {
  readonly connectMs: number
  /** From the first moment to the last byte of the reply; of a stream, to its headers. */
  readonly totalMs: number
}

/** There is no whole reply. */
export class CallFailure extends Error {
  /** The request may have arrived all the same. */
  readonly sent: boolean

  constructor(reason: string, sent: boolean, cause?: unknown) {
    super(reason, { cause })
    this.name = 'CallFailure'
    this.sent = sent
  }
}

export const usualLimits: CallLimits = { connectMs: 3_000, totalMs: 10_000 }

const maxReplyBytes = 1024 * 1024
const plainAgent = new PlainAgent({ keepAlive: true, maxFreeSockets: 10 })
const secureAgent = new SecureAgent({ keepAlive: true, maxFreeSockets: 10 })

/** Sends a request and reads the whole reply. Redirects are replies like others: they would take credentials along to another host. */
export function call(wanted: HttpCall, limits: CallLimits = usualLimits): Promise<HttpReply> {
  return begin(wanted, limits, (reply, done, fail) => {
    const chunks: Buffer[] = []
    let bytes = 0
    reply.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes > maxReplyBytes) fail(new Error('The reply is too long.'))
    })
    reply.on('end', () => {
      if (reply.complete) done({ status: reply.statusCode ?? 0, headers: reply.headers, text: Buffer.concat(chunks).toString() })
    })
  })
}

/** Sends a request and hands over the reply when its headers are there; the body is for the caller to read, or to destroy. */
export function openStream(wanted: HttpCall, limits: CallLimits = usualLimits): Promise<IncomingMessage> {
  return begin(wanted, limits, (reply, done) => done(reply))
}

function begin<T extends object>(
  { method, url, headers = {}, body, lookup }: HttpCall,
  { connectMs, totalMs }: CallLimits,
  read: (reply: IncomingMessage, done: (result: T) => void, fail: (error: Error) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let connected = false
    const secure = url.startsWith('https:')
    const shared = secure ? secureAgent : plainAgent
    const request = (secure ? requestSecurely : requestPlainly)(url, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'Content-Length': String(Buffer.byteLength(body)) }) },
      agent: lookup === undefined ? shared : false,
      ...(lookup !== undefined && { lookup }),
    })
    const stop = (): void => {
      clearTimeout(connecting)
      clearTimeout(late)
    }
    const done = (result: T): void => {
      stop()
      resolve(result)
    }
    const fail = (error: Error): void => {
      stop()
      reject(new CallFailure(reasonOf(error), connected, error))
      request.destroy()
    }
    const connecting = setTimeout(() => fail(new Error('No connection in time.')), connectMs)
    const late = setTimeout(() => fail(new Error('No reply in time.')), totalMs)
    request.on('socket', (socket) => {
      const established = (): void => {
        connected = true
        clearTimeout(connecting)
      }
      if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', established)
      else established()
    })
    request.on('error', fail)
    request.on('response', (reply) => {
      reply.on('error', fail)
      read(reply, done, fail)
    })
    request.end(body)
  })
}

/** What happened, in a word that names nobody. */
function reasonOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException
  return code ?? error.message
}
