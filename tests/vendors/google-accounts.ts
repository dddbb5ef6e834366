import { createHash, randomUUID } from 'node:crypto'
import type { GoogleCalendar, Push } from './google-calendars.ts'
import { createGoogleCalendar } from './google-calendars.ts'

interface Code {
  readonly email: string
  readonly challenge: string
  readonly redirectUri: string
  readonly scope: string
}

export interface GoogleAccount {
  readonly email: string
  readonly calendars: Map<string, GoogleCalendar>
  /** The main one. */
  readonly primary: GoogleCalendar
  addCalendar(id: string, summary: string): GoogleCalendar
  /** The person takes back the consent: their refresh tokens are worth nothing. */
  revoke(): void
}

/** Accounts, and what was agreed to. Everybody who is asked for has one. */
export interface GoogleAccounts {
  account(email: string): GoogleAccount
  /** A person agrees: a code for whoever has the verifier of the challenge. */
  agree(code: Code): string
  token(form: URLSearchParams): object | 'invalid_grant'
  revoke(token: string): boolean
  /** Whose access token this is. */
  bearer(token: string): GoogleAccount | undefined
  reset(): void
}

export function createGoogleAccounts(push: Push): GoogleAccounts {
  const accounts = new Map<string, GoogleAccount>()
  const codes = new Map<string, Code>()
  const refreshTokens = new Map<string, string>()
  const accessTokens = new Map<string, string>()

  const account = (email: string): GoogleAccount => {
    const known = accounts.get(email)
    if (known !== undefined) return known
    const calendars = new Map<string, GoogleCalendar>()
    const addCalendar = (id: string, summary: string): GoogleCalendar => {
      const calendar = createGoogleCalendar({ id, summary, timeZone: 'Europe/Berlin' }, push)
      calendars.set(id, calendar)
      return calendar
    }
    const revoke = (): void => {
      for (const tokens of [refreshTokens, accessTokens]) for (const [token, owner] of tokens) if (owner === email) tokens.delete(token)
    }
    const made = { email, calendars, primary: addCalendar(email, email), addCalendar, revoke }
    accounts.set(email, made)
    return made
  }
  const accessFor = (email: string): object => {
    const token = `ya29.${randomUUID()}`
    accessTokens.set(token, email)
    return { access_token: token, expires_in: 3599, token_type: 'Bearer' }
  }
  return {
    account,
    agree(code) {
      const name = `4/${randomUUID()}`
      codes.set(name, code)
      return name
    },
    token(form) {
      if (form.get('grant_type') === 'refresh_token') {
        const email = refreshTokens.get(form.get('refresh_token') ?? '')
        return email === undefined ? 'invalid_grant' : accessFor(email)
      }
      const code = codes.get(form.get('code') ?? '')
      const challenge = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url')
      // A code works once, for whoever began, and leads back to where it came from.
      codes.delete(form.get('code') ?? '')
      if (code?.challenge !== challenge || code.redirectUri !== form.get('redirect_uri')) return 'invalid_grant'
      const refresh = `1//${randomUUID()}`
      refreshTokens.set(refresh, account(code.email).email)
      return { ...accessFor(code.email), refresh_token: refresh, scope: code.scope }
    },
    revoke: (token) => refreshTokens.delete(token),
    bearer: (token) => {
      const email = accessTokens.get(token)
      return email === undefined ? undefined : account(email)
    },
    reset() {
      for (const each of [accounts, codes, refreshTokens, accessTokens]) each.clear()
    },
  }
}
