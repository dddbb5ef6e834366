import { randomUUID } from 'node:crypto'
import type { Request } from 'express'

const shape = /^[\x21-\x7E]{1,128}$/

/** The caller's own `X-Request-Id` when it has the form that the contract promises, else a new one. */
export function requestIdOf(request: Request): string {
  const sent = request.get('x-request-id')
  return sent !== undefined && shape.test(sent) ? sent : randomUUID()
}
