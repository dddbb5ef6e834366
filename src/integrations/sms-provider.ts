import { z } from 'zod'
import type { CallLimits, HttpReply } from './http-call.ts'
import { ProviderFailure } from './message-provider.ts'
import type { MessageProvider, ProviderCode } from './message-provider.ts'
import { ask, generalFailure, jsonOf, understood } from './provider-reply.ts'
import { AddressRefused, allowsUrl, lookUpPublic } from './public-address.ts'
import type { UrlPolicy } from './public-address.ts'

export interface SmsProviderSettings {
  readonly baseUrl: string
  readonly apiKey: string
  readonly policy: UrlPolicy
  readonly limits?: CallLimits
}

export interface SmsProviderClient extends MessageProvider {
  /** Whether the provider knows us. Throws a ProviderFailure when not. */
  check(): Promise<void>
}

const name = 'The SMS provider'
const message = z.object({ id: z.string().min(1).max(128) })
const messages = z.object({ messages: z.array(message).max(100) })
const refusal = z.object({ code: z.string().min(1).max(64) })

// The words that the interface has for what is wrong with a message.
const meanings: Readonly<Record<string, ProviderCode>> = {
  invalid_recipient: 'recipient_invalid',
  not_mobile: 'recipient_not_mobile',
  opted_out: 'recipient_opted_out',
  sender_not_allowed: 'sender_not_allowed',
  content_refused: 'content_refused',
  too_long: 'content_too_long',
}

/** Sends texts by any provider that speaks the small interface which the guide describes. Its URL comes from the tenant. */
export function createSmsProvider({ baseUrl, apiKey, policy, limits }: SmsProviderSettings): SmsProviderClient {
  const request = async (method: 'GET' | 'POST', path: string, body?: object): Promise<string> => {
    const url = baseUrl.replace(/\/+$/, '') + path
    const headers = {
      Authorization: `Bearer ${apiKey}`,
      Accept: 'application/json',
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    }
    const lookup = await whereIs(url, policy)
    const reply = await ask(name, { method, url, headers, lookup, ...(body !== undefined && { body: JSON.stringify(body) }) }, limits)
    if (reply.status >= 200 && reply.status < 300) return reply.text
    throw refused(reply)
  }
  return {
    async send({ id, from, to, body, mediaUrls, statusUrl }) {
      const wanted = { reference: id, from, to, text: body, media_urls: mediaUrls, status_url: statusUrl ?? null }
      const { id: providerMessageId } = understood(name, message, await request('POST', '/messages', wanted))
      return { providerMessageId, status: 'queued', segments: null }
    },
    async find({ id }) {
      const found = understood(name, messages, await request('GET', `/messages?reference=${encodeURIComponent(id)}`))
      return found.messages.map((each) => ({ providerMessageId: each.id, status: 'queued', segments: null }))
    },
    async check() {
      await request('GET', '/account')
    },
  }
}

async function whereIs(url: string, policy: UrlPolicy): ReturnType<typeof lookUpPublic> {
  try {
    if (!allowsUrl(url.replace(/\?.*$/, ''), policy)) throw new AddressRefused('The URL is not allowed.')
    return await lookUpPublic(new URL(url).hostname, policy)
  } catch (error) {
    const reason = error instanceof AddressRefused ? error.message : 'The name cannot be looked up.'
    throw new ProviderFailure(`${name} was not called. ${reason}`, { permanent: false, code: 'unreachable', cause: error })
  }
}

function refused(reply: HttpReply): ProviderFailure {
  const providerCode = refusal.safeParse(jsonOf(reply.text)).data?.code
  const general = generalFailure(name, reply, providerCode)
  if (general !== undefined) return general
  const code = providerCode === undefined ? undefined : meanings[providerCode]
  return new ProviderFailure(`${name} answered ${reply.status}.`, { permanent: true, code: code ?? 'refused', providerCode })
}
