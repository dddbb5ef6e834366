import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { STATUS_CODES } from 'node:http'
import type { Problem } from '../problems.ts'
import { problems } from '../problems.ts'
import { problemReply } from './problem-reply.ts'
import { securityHeaders } from './security-headers.ts'

/** So long a client may still read the refusal; whoever does not hang up then is cut off, or a socket would be his for as long as he likes. */
const lingerMs = 1_000

/** What Node's parser refuses never becomes a request, but the client gets a problem all the same. */
export function answerClientErrors(server: Server, publicUrl: () => string): void {
  const always = Object.entries(securityHeaders()).map(([name, value]) => `${name}: ${value}`)
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy()
      return
    }
    answer(socket as Socket, problemOf(error), publicUrl(), always)
  })
}

function problemOf({ code }: NodeJS.ErrnoException): Problem {
  if (code === 'HPE_HEADER_OVERFLOW') return problems.headersTooLarge()
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return problems.requestTimeout()
  return problems.invalidRequest([{ in: 'header', pointer: '', code: 'http', detail: 'This is not a well-formed HTTP request.' }])
}

function answer(socket: Socket, problem: Problem, publicUrl: string, always: readonly string[]): void {
  const requestId = randomUUID()
  const { status, body } = problemReply(problem, publicUrl, '', requestId)
  const text = JSON.stringify(body)
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(text)}`,
    `X-Request-Id: ${requestId}`,
    ...always,
    'Connection: close',
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n${text}`)
  setTimeout(() => socket.destroy(), lingerMs).unref()
}
