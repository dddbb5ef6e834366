import type { Response } from 'express'
import { createCors } from './cors.ts'
import type { SendableReply } from './dispatch.ts'
import { limitHeaders } from './limits.ts'
import type { Passage } from './passage.ts'
import { securityHeaders } from './security-headers.ts'
import type { Services } from './services.ts'

/** Sends a reply with the headers that every reply gets, and logs one line. */
export function createSend(services: Services): (passage: Passage, response: Response, reply: SendableReply, startedAt: number) => void {
  const always = securityHeaders()
  const cors = createCors(services.config.CORS_ORIGINS)
  return ({ request, requestId, usages, route, caller, business }, response, reply, startedAt) => {
    const { status, headers, text, stream } = reply
    if (!request.complete && status >= 400) response.shouldKeepAlive = false
    if (!response.destroyed) {
      response.writeHead(status, {
        ...always,
        'X-Request-Id': requestId,
        ...limitHeaders(usages),
        ...cors(request.get('origin')),
        ...headers,
        ...(text === undefined ? {} : { 'Content-Length': Buffer.byteLength(text) }),
      })
      // As text, which Node sends in one piece with the headers; bytes would be a second one.
      if (stream === undefined) response.end(request.method === 'HEAD' ? undefined : text)
      else stream.sendTo(response, request.method !== 'HEAD')
    } else stream?.source.destroy()
    services.log.info(
      {
        requestId,
        operation: route?.id,
        method: request.method,
        status,
        durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
        businessId: business?.id,
        caller: caller?.kind,
      },
      'Answered',
    )
  }
}
