import type { Breakers } from './circuit-breaker.ts'
import { createBreakers } from './circuit-breaker.ts'
import { createGoogleCalendar } from './google-calendar.ts'
import type { CalendarClient } from './google-calendar.ts'
import { consentUrl, exchangeCode, refreshTokens, revokeTokens } from './google-oauth.ts'
import type { GoogleClient, Tokens } from './google-oauth.ts'
import { usualLimits } from './http-call.ts'
import { ProviderFailure } from './message-provider.ts'

/** The settings of a process that say which calendars there are, and how long they may take. */
export interface CalendarConfig {
  readonly GOOGLE_CLIENT_ID?: string | undefined
  readonly GOOGLE_CLIENT_SECRET?: string | undefined
  readonly GOOGLE_URL?: string | undefined
  readonly APP_URL?: string | undefined
  readonly PROVIDER_TIMEOUT_MS: number
}
/** An account, with what opens it. */
export interface CalendarAccount {
  readonly id: string
  readonly refreshToken: string
}

export interface Calendars {
  /** Uses the code of a consent, once: the refresh token. */
  exchange(accountId: string, code: string, verifier: string): Promise<string>
  revoke(account: CalendarAccount): Promise<void>
  /** The calendars of an account. One that fails again and again is left alone for a while. */
  open(account: CalendarAccount): CalendarClient
  /** Where the provider may push to; undefined where it would not: Google pushes to https only. */
  pushAddress(publicUrl: string, accountId: string): string | undefined
}

/** Where a person agrees, for a state and a verifier; undefined where Google is not configured. */
export function consentUrlOf(config: CalendarConfig, publicUrl: () => string): ((state: string, verifier: string) => string) | undefined {
  if (config.GOOGLE_CLIENT_ID === undefined) return undefined
  return (state, verifier) => consentUrl(clientOf(config, publicUrl()), state, verifier)
}

/** The calendars of a process: it has one of these. */
export function createCalendars(config: CalendarConfig, publicUrl: string, breakers: Breakers = createBreakers()): Calendars {
  const google = clientOf(config, publicUrl)
  const apiUrl = google.url ?? 'https://www.googleapis.com'
  const tokens = new Map<string, { readonly refreshToken: string; readonly tokens: Tokens }>()
  const accessToken = async ({ id, refreshToken }: CalendarAccount): Promise<string> => {
    const known = tokens.get(id)
    if (known?.refreshToken === refreshToken && known.tokens.expiresAt > Date.now() + slackMs) return known.tokens.accessToken
    const fresh = await refreshTokens(google, refreshToken)
    if (tokens.size >= mostTokens) tokens.clear()
    tokens.set(id, { refreshToken, tokens: fresh })
    return fresh.accessToken
  }
  const ask = async <T>(account: CalendarAccount, work: (client: CalendarClient) => Promise<T>): Promise<T> =>
    breakers.run(account.id, async () => {
      try {
        return await work(await createGoogleCalendar(await accessToken(account), apiUrl, google.limits))
      } catch (error) {
        // An access token can end before its time; the next attempt asks for another.
        if (error instanceof ProviderFailure && error.code === 'authentication_failed') tokens.delete(account.id)
        throw error
      }
    })
  return {
    exchange: (accountId, code, verifier) => breakers.run(accountId, () => exchangeCode(google, code, verifier)),
    revoke: ({ id, refreshToken }) => breakers.run(id, () => revokeTokens(google, refreshToken)),
    pushAddress: (url, accountId) =>
      google.url === undefined && !url.startsWith('https://') ? undefined : `${url}/webhooks/google-calendar/${accountId}`,
    open: (account) => ({
      calendars: () => ask(account, (client) => client.calendars()),
      events: (...wanted) => ask(account, (client) => client.events(...wanted)),
      event: (...wanted) => ask(account, (client) => client.event(...wanted)),
      insert: (...wanted) => ask(account, (client) => client.insert(...wanted)),
      update: (...wanted) => ask(account, (client) => client.update(...wanted)),
      remove: (...wanted) => ask(account, (client) => client.remove(...wanted)),
      watch: (...wanted) => ask(account, (client) => client.watch(...wanted)),
      stopWatching: (...wanted) => ask(account, (client) => client.stopWatching(...wanted)),
    }),
  }
}

// An access token is not used in its last minute, and a process keeps so many at most.
const slackMs = 60_000
const mostTokens = 10_000

function clientOf(config: CalendarConfig, publicUrl: string): GoogleClient {
  const { GOOGLE_CLIENT_ID: clientId = '', GOOGLE_CLIENT_SECRET: clientSecret = '', GOOGLE_URL: url, PROVIDER_TIMEOUT_MS: totalMs } = config
  const app = (config.APP_URL ?? publicUrl).replace(/\/+$/, '')
  const limits = { connectMs: Math.min(totalMs, usualLimits.connectMs), totalMs }
  return { clientId, clientSecret, redirectUri: `${app}/calendar-connected`, url: url?.replace(/\/+$/, ''), limits }
}
