import { z } from 'zod'
import { CalendarFailure } from './calendar-failure.ts'
import type { CalendarKind } from './calendar-failure.ts'
import { call } from './http-call.ts'
import type { CallLimits, HttpReply } from './http-call.ts'
import { ProviderFailure } from './message-provider.ts'
import { generalFailure, jsonOf, retryAfterOf, unanswered } from './provider-reply.ts'

/**
 * What carries the calls of Google's library: our own limits, no retries, and a failure that says what to do. Every call goes to `url`, whatever host
 * the library has in mind.
 */
export function createGoogleFetch(url: string, limits?: CallLimits): typeof fetch {
  return async (input, init = {}) => {
    const wanted = new URL(input instanceof Request ? input.url : input)
    const headers = Object.fromEntries(new Headers(init.headers))
    const body = typeof init.body === 'string' ? { body: init.body } : {}
    const place = url + wanted.pathname + wanted.search
    const reply = await call({ method: init.method ?? 'GET', url: place, headers, ...body }, limits).catch((error: unknown) => {
      throw unanswered('Google', error)
    })
    if (reply.status < 200 || reply.status >= 300) throw refusedByGoogle(reply)
    return new Response(reply.text === '' ? null : reply.text, { status: reply.status, headers: { 'Content-Type': 'application/json' } })
  }
}

const kinds: Readonly<Record<number, CalendarKind>> = { 404: 'not_found', 409: 'exists', 410: 'gone', 412: 'changed' }
// https://developers.google.com/workspace/calendar/api/guides/errors: too many requests are a 403 as often as a 429.
const tooMany = new Set([
  'rateLimitExceeded',
  'userRateLimitExceeded',
  'quotaExceeded',
  'dailyLimitExceeded',
  'calendarUsageLimitsExceeded',
])

function refusedByGoogle(reply: HttpReply): ProviderFailure {
  const reason = reasonOf(reply.text)
  const said = `Google answered ${reply.status}${reason === undefined ? '' : `, ${reason}`}.`
  if (reply.status === 403 && reason !== undefined && tooMany.has(reason))
    return new ProviderFailure(said, {
      permanent: false,
      code: 'rate_limited',
      providerCode: reason,
      retryAfter: retryAfterOf(reply.headers),
    })
  const kind = kinds[reply.status] ?? (reply.status === 403 ? 'permission_denied' : undefined)
  if (kind !== undefined) return new CalendarFailure(kind, said, reason)
  return generalFailure('Google', reply, reason) ?? new CalendarFailure('refused', said, reason)
}

const problem = z.object({ error: z.object({ errors: z.array(z.object({ reason: z.string().max(64) })).min(1) }) })

function reasonOf(text: string): string | undefined {
  return problem.safeParse(jsonOf(text)).data?.error.errors[0]?.reason
}
