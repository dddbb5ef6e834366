import { randomUUID } from 'node:crypto'
import type { components } from '../../generated/api.ts'
import { createLinkTokens } from '../../src/crypto/link-tokens.ts'
import type { MailDetails } from '../../src/domain/mails/details.ts'
import { anonymous, rows, secrets, server } from './api.ts'
import { actor, call } from './http.ts'
import type { Actor, Reply } from './http.ts'

export const goodPassword = 'seven kettles on a roof'
export const otherPassword = 'nine lanterns under a bridge'

const linkTokens = createLinkTokens(secrets.TOKEN_KEY)

export function newEmail(): string {
  return `person-${randomUUID()}@example.com`
}

/** What somebody fills in who wants an account. */
export function signUpForm(email: string, fields: object = {}): object {
  return { email, full_name: 'Grace Hopper', business_name: 'Harbour Hair', time_zone: 'America/New_York', ...fields }
}

export interface Mail {
  readonly kind: MailDetails['kind']
  readonly locale: string | null
  readonly details: Readonly<Record<string, string>>
}

/** The mails to an address, in order. */
export function mailsTo(email: string): Promise<Mail[]> {
  return rows<Mail>('select kind, locale, details from mails where recipient = $1 order by created_at, id', [email])
}

/** The token in the link of the last mail to an address that has one. */
export async function mailedToken(email: string): Promise<string> {
  const mail = (await mailsTo(email)).findLast(({ kind }) => kind === 'verify_email' || kind === 'reset_password')
  if (mail?.kind === 'verify_email') return linkTokens.mint('verify_email', [mail.details.sign_up_id ?? ''])
  if (mail?.kind === 'reset_password') return linkTokens.mint('reset_password', [mail.details.person_id ?? '', mail.details.reset_id ?? ''])
  throw new Error(`No mail to ${email} has a link.`)
}

export interface Account extends Actor {
  readonly email: string
  readonly personId: string
  readonly sessionId: string
  readonly refreshToken: string
}

/** An account that somebody has signed up for and verified; the session that began with it. */
export async function newAccount(fields: object = {}): Promise<Account> {
  const email = newEmail()
  await anonymous('POST', '/v1/auth/sign-up', signUpForm(email, fields))
  const reply = await anonymous('POST', '/v1/auth/verify-email', { token: await mailedToken(email), password: goodPassword })
  return accountOf(reply)
}

/** A further session of somebody. */
export async function logIn(email: string, password = goodPassword): Promise<Account> {
  return accountOf(await anonymous('POST', '/v1/auth/log-in', { email, password }))
}

export function tryLogIn(email: string, password: string, url = server.url): Promise<Reply> {
  return call(url, 'POST', '/v1/auth/log-in', { email, password })
}

export function refresh(refreshToken: string): Promise<Reply> {
  return anonymous('POST', '/v1/auth/refresh', { refresh_token: refreshToken })
}

function accountOf(reply: Reply): Account {
  if (reply.status !== 200) throw new Error(`No session: ${reply.status} ${reply.text}`)
  const tokens = reply.body as components['schemas']['SessionTokens']
  const { access_token: token, refresh_token: refreshToken, session_id: sessionId, person } = tokens
  return { ...actor(server.url, token), email: person.email, personId: person.id, sessionId, refreshToken }
}
