import { createHash } from 'node:crypto'
import { z } from 'zod'
import { CalendarFailure } from './calendar-failure.ts'
import type { CallLimits, HttpReply } from './http-call.ts'
import { ProviderFailure } from './message-provider.ts'
import { ask, generalFailure, jsonOf, understood } from './provider-reply.ts'

/** Our registration at Google, and where Google is. */
export interface GoogleClient {
  readonly clientId: string
  readonly clientSecret: string
  /** The page of the app to which Google sends the browser back. */
  readonly redirectUri: string
  /** Instead of Google's own addresses: a stand-in. */
  readonly url?: string | undefined
  readonly limits?: CallLimits
}

export interface Tokens {
  readonly accessToken: string
  readonly expiresAt: number
}

// To read and write events, and to list the calendars; nothing else of the account.
const googleScopes = [
  'https://www.googleapis.com/auth/calendar.events',
  'https://www.googleapis.com/auth/calendar.calendarlist.readonly',
] as const

/** Where the person agrees (OAuth 2.0 with PKCE, RFC 7636). Asked for consent each time, because only then Google gives a refresh token again. */
export function consentUrl(client: Omit<GoogleClient, 'clientSecret' | 'limits'>, state: string, verifier: string): string {
  const query = new URLSearchParams({
    client_id: client.clientId,
    redirect_uri: client.redirectUri,
    response_type: 'code',
    scope: googleScopes.join(' '),
    access_type: 'offline',
    prompt: 'consent',
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  return `${client.url ?? 'https://accounts.google.com'}/o/oauth2/v2/auth?${query.toString()}`
}

const granted = z.object({
  access_token: z.string().min(1).max(4096),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1).max(4096).optional(),
  scope: z.string().default(''),
})

/** Uses the code that the person brought back, once. Throws a CalendarFailure: `revoked` when it is worth nothing, `permission_denied` when too little was agreed to. */
export async function exchangeCode(client: GoogleClient, code: string, verifier: string): Promise<string> {
  const form = { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: client.redirectUri }
  const { refresh_token: refreshToken, scope } = await askForTokens(client, form)
  const scopes = scope.split(' ')
  if (refreshToken === undefined || !googleScopes.every((each) => scopes.includes(each)))
    throw new CalendarFailure('permission_denied', 'Less was agreed to than is needed.')
  return refreshToken
}

/** An access token for the next while. Throws a CalendarFailure `revoked` when the consent has ended. */
export async function refreshTokens(client: GoogleClient, refreshToken: string): Promise<Tokens> {
  const { access_token: accessToken, expires_in: seconds } = await askForTokens(client, {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
  })
  return { accessToken, expiresAt: Date.now() + seconds * 1000 }
}

/** Takes back the consent. One that has ended already is as good. */
export async function revokeTokens(client: GoogleClient, refreshToken: string): Promise<void> {
  const reply = await post(client, '/revoke', { token: refreshToken })
  if (reply.status === 400) return
  failWhenRefused(reply)
}

async function askForTokens(client: GoogleClient, form: Readonly<Record<string, string>>): Promise<z.infer<typeof granted>> {
  const reply = await post(client, '/token', { client_id: client.clientId, client_secret: client.clientSecret, ...form })
  failWhenRefused(reply)
  return understood('Google', granted, reply.text)
}

function post(
  { url = 'https://oauth2.googleapis.com', limits }: GoogleClient,
  path: string,
  form: Record<string, string>,
): Promise<HttpReply> {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  return ask('Google', { method: 'POST', url: url + path, headers, body: new URLSearchParams(form).toString() }, limits)
}

function failWhenRefused(reply: HttpReply): void {
  if (reply.status === 200) return
  const { error } = z
    .object({ error: z.string().max(64).catch('unknown') })
    .catch({ error: 'unknown' })
    .parse(jsonOf(reply.text))
  if (error === 'invalid_grant') throw new CalendarFailure('revoked', 'The consent has ended.', error)
  const failure = generalFailure('Google', reply, error)
  throw (
    failure ??
    new ProviderFailure(`Google answered ${reply.status}, code ${error}.`, {
      permanent: false,
      code: 'authentication_failed',
      providerCode: error,
    })
  )
}
