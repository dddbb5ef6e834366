import type { RequestClient } from 'twilio'
import type { CallLimits, HttpReply } from './http-call.ts'
import { ProviderFailure } from './message-provider.ts'
import { ask, generalFailure, jsonOf } from './provider-reply.ts'
import { meaningOfTwilioCode } from './twilio-codes.ts'

type Wanted = Parameters<RequestClient['request']>[0]

/**
 * What carries the SDK's calls: our own limits, no retries and no redirects, and a failure that keeps what the SDK's exception drops, such as
 * Retry-After. Every call goes to `url`, whatever host the SDK has in mind.
 */
export function createTwilioHttp(url: string, limits?: CallLimits): RequestClient {
  const request = async ({ method, uri, username = '', password = '', headers = {}, params, data }: Wanted): Promise<object> => {
    const { pathname } = new URL(uri)
    const query = formOf(params)
    const reply = await ask(
      'Twilio',
      {
        method: method.toUpperCase(),
        url: url.replace(/\/+$/, '') + pathname + (query === '' ? '' : `?${query}`),
        headers: {
          ...(headers as Record<string, string>),
          Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
        },
        ...(data !== undefined && { body: formOf(data) }),
      },
      limits,
    )
    const body = jsonOf(reply.text)
    if (reply.status < 200 || reply.status >= 300) throw refusedByTwilio(reply)
    if (body === undefined || body === null || typeof body !== 'object') throw unexpected()
    return { statusCode: reply.status, body, headers: reply.headers }
  }
  return { request } as unknown as RequestClient
}

/** Why Twilio did not do what it was asked. */
export function refusedByTwilio(reply: HttpReply): ProviderFailure {
  const { code } = (jsonOf(reply.text) ?? {}) as { readonly code?: unknown }
  const providerCode = typeof code === 'number' || typeof code === 'string' ? String(code) : undefined
  const general = generalFailure('Twilio', reply, providerCode)
  const meaning = meaningOfTwilioCode(providerCode)
  if (general !== undefined && (meaning === undefined || reply.status >= 429)) return general
  return new ProviderFailure(`Twilio answered ${reply.status}, code ${providerCode ?? 'unknown'}.`, {
    ...(meaning ?? { code: 'refused', permanent: true }),
    providerCode,
  })
}

function unexpected(): ProviderFailure {
  return new ProviderFailure('Twilio answered something unexpected.', { permanent: false, code: 'provider_error', uncertain: true })
}

/** Lists become repeated parameters, as Twilio takes them. */
function formOf(fields: unknown): string {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries((fields ?? {}) as Record<string, unknown>)) {
    for (const each of Array.isArray(value) ? value : [value]) if (each !== undefined && each !== null) form.append(name, String(each))
  }
  return form.toString()
}
