import type { IncomingHttpHeaders } from 'node:http'
import type { z } from 'zod'
import { CallFailure, call } from './http-call.ts'
import type { CallLimits, HttpCall, HttpReply } from './http-call.ts'
import { ProviderFailure } from './message-provider.ts'

const longestRetryAfter = 86_400

/** Calls a provider. What prevents any reply is a ProviderFailure, which tells whether the request may have been acted on. */
export async function ask(name: string, wanted: HttpCall, limits?: CallLimits): Promise<HttpReply> {
  try {
    return await call(wanted, limits)
  } catch (error) {
    throw unanswered(name, error)
  }
}

export function unanswered(name: string, error: unknown): ProviderFailure {
  const reason = error instanceof CallFailure ? error.message : 'unknown reason'
  const uncertain = !(error instanceof CallFailure) || error.sent
  return new ProviderFailure(`${name} did not answer: ${reason}`, { permanent: false, code: 'unreachable', uncertain, cause: error })
}

/** The failures that every provider shares; undefined for a reply that says what is wrong with this very call. */
export function generalFailure(name: string, { status, headers }: HttpReply, providerCode?: string): ProviderFailure | undefined {
  const answered = `${name} answered ${status}${providerCode === undefined ? '' : `, code ${providerCode}`}.`
  const retryAfter = retryAfterOf(headers)
  if (status === 429) return new ProviderFailure(answered, { permanent: false, code: 'rate_limited', providerCode, retryAfter })
  if (status === 401 || status === 403)
    return new ProviderFailure(answered, { permanent: false, code: 'authentication_failed', providerCode })
  // It may have broken after it did what it was asked. A redirect did not, and is nothing that an API answers.
  if (status >= 500 || status < 400)
    return new ProviderFailure(answered, { permanent: false, code: 'provider_error', providerCode, retryAfter, uncertain: status >= 500 })
  return undefined
}

/** What a provider answers is checked like any other input. */
export function understood<T>(name: string, schema: z.ZodType<T>, text: string): T {
  const parsed = schema.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data
  throw new ProviderFailure(`${name} answered something unexpected.`, { permanent: false, code: 'provider_error', uncertain: true })
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Seconds, or a date (RFC 9110, 10.2.3); more than a day is a day. */
export function retryAfterOf(headers: IncomingHttpHeaders, now = Date.now()): number | undefined {
  const value = headers['retry-after']?.trim() ?? ''
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - now) / 1000)
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), longestRetryAfter)
}
