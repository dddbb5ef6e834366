import type { IncomingMessage } from 'node:http'
import type { Breakers } from './circuit-breaker.ts'
import { createBreakers } from './circuit-breaker.ts'
import { usualLimits } from './http-call.ts'
import type { CallLimits } from './http-call.ts'
import { ProviderFailure } from './message-provider.ts'
import type { MessageProvider, ProviderCode } from './message-provider.ts'
import { createPostmarkMessages } from './postmark-messages.ts'
import { allowsUrl } from './public-address.ts'
import type { UrlPolicy } from './public-address.ts'
import { createSimulatedProvider } from './simulated.ts'
import { createSmsProvider } from './sms-provider.ts'
import { createTwilio } from './twilio.ts'
import type { TwilioClient } from './twilio.ts'

/** An account at a vendor, with what opens it. */
export interface ProviderAccount {
  readonly id: string
  readonly provider: 'twilio' | 'sms_provider' | 'postmark'
  readonly settings: Readonly<Record<string, string>>
  readonly credentials: Readonly<Record<string, string>>
  /** Nothing is really sent: the vendor is not even asked. */
  readonly simulated: boolean
}

export interface AccountCheck {
  readonly ok: boolean
  readonly code: ProviderCode | null
  readonly provider_code: string | null
  readonly detail: string | null
}

export interface VendorSettings {
  readonly twilioUrl: string
  readonly postmarkUrl: string
  readonly policy: UrlPolicy
  readonly limits?: CallLimits
  readonly breakers?: Breakers
}

export interface Vendors {
  /** Who carries the messages of an account. An account that fails again and again is left alone for a while. */
  messages(account: ProviderAccount): MessageProvider
  /** The sound of a call at Twilio, or the part of it that a Range header asks for. The caller reads the stream, or destroys it. */
  fetchRecording(account: ProviderAccount, recordingSid: string, range?: string): Promise<IncomingMessage>
  /** Whether the vendor knows the account by its credentials. */
  check(account: ProviderAccount): Promise<AccountCheck>
  /** Whether a provider may be at this URL. */
  allowsUrl(url: string): boolean
}

/** The settings of a process that say where vendors are. */
export interface VendorConfig {
  readonly TWILIO_API_URL: string
  readonly POSTMARK_URL: string
  readonly PROVIDER_TIMEOUT_MS: number
  readonly ALLOW_PRIVATE_PROVIDERS: boolean
  readonly PUBLIC_URL?: string | undefined
}

/** The vendors of a process. Our own name is not one of theirs, or a message could go round in circles. */
export function vendorsOf({ TWILIO_API_URL, POSTMARK_URL, PROVIDER_TIMEOUT_MS: totalMs, ...config }: VendorConfig): Vendors {
  const ownHosts = config.PUBLIC_URL === undefined ? [] : [new URL(config.PUBLIC_URL).hostname]
  return createVendors({
    twilioUrl: TWILIO_API_URL,
    postmarkUrl: POSTMARK_URL,
    // Where the house is allowed, the server itself stands beside the stand-ins.
    policy: { allowPrivate: config.ALLOW_PRIVATE_PROVIDERS, ownHosts: config.ALLOW_PRIVATE_PROVIDERS ? [] : ownHosts },
    limits: { connectMs: Math.min(totalMs, usualLimits.connectMs), totalMs },
  })
}

/** The one place where vendors' clients are made, with their breakers: a process has one of these. */
export function createVendors({ twilioUrl, postmarkUrl, policy, limits, breakers = createBreakers() }: VendorSettings): Vendors {
  const within = { ...(limits !== undefined && { limits }) }
  const twilio = ({ settings, credentials }: ProviderAccount): TwilioClient =>
    createTwilio({ accountSid: settings.account_sid ?? '', authToken: credentials.auth_token ?? '', url: twilioUrl, ...within })
  const client = (account: ProviderAccount): MessageProvider & { check(): Promise<void> } => {
    const { settings, credentials } = account
    switch (account.provider) {
      case 'twilio':
        return twilio(account)
      case 'sms_provider':
        return createSmsProvider({ baseUrl: settings.base_url ?? '', apiKey: credentials.api_key ?? '', policy, ...within })
      case 'postmark': {
        const broadcastStream = settings.broadcast_stream ?? 'broadcast'
        return createPostmarkMessages({ serverToken: credentials.server_token ?? '', broadcastStream, url: postmarkUrl, ...within })
      }
    }
  }
  return {
    messages(account) {
      if (account.simulated) return createSimulatedProvider()
      const { send, find } = client(account)
      return {
        send: (message) => breakers.run(account.id, () => send(message)),
        find: (message) => breakers.run(account.id, () => find(message)),
      }
    },
    fetchRecording: (account, recordingSid, range) => breakers.run(account.id, () => twilio(account).fetchRecording(recordingSid, range)),
    check: async (account) => (account.simulated ? fine : check(client(account))),
    allowsUrl: (url) => allowsUrl(url, policy),
  }
}

const fine: AccountCheck = { ok: true, code: null, provider_code: null, detail: null }

async function check(client: { check(): Promise<void> }): Promise<AccountCheck> {
  try {
    await client.check()
    return fine
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error
    return { ok: false, code: error.code, provider_code: error.providerCode ?? null, detail: error.message.slice(0, 200) }
  }
}
