import { existsSync, readFileSync } from 'node:fs'
import type { components } from '../../generated/api.ts'
import { inDataFolder } from '../support/data-folder.ts'
import { findRunning } from '../support/running.ts'
import { demoTeam } from './people.ts'
import { within } from './waiting.ts'

type Schemas = components['schemas']

/** The calendar of a member of the demo business, connected at the stand-in for Google. */
export interface DemoCalendar {
  readonly account: string
  readonly memberId: string
  /** Asks the API, as the member. */
  ask<T>(path: string): Promise<T>
  /** Changes an event in Google, or adds one where none is named. */
  inGoogle(id: string | undefined, fields: object): Promise<void>
}

/** Logs in as somebody of the demo's team on the server that `make run` has started, and agrees at Google. Throws when that cannot be, and says what to do. */
export async function openCalendar(): Promise<DemoCalendar> {
  const running = findRunning()
  if (running === undefined) throw new Error('Nothing runs here yet: start it with `make run`.')
  const { baseUrl, environment } = running
  if (environment.VENDORS_PORT === undefined) throw new Error('Google is no stand-in here, so there is nothing to show.')
  const control = `http://127.0.0.1:${environment.VENDORS_PORT}/control`
  const email = demoTeam.at(-1)?.email ?? ''
  const ask = await signIn(baseUrl, email)
  const me = await ask<Schemas['Me']>('/v1/me')
  const memberId = me.memberships[0]?.member_id ?? ''
  const account = email.replace(/@.*/, '@gmail.example.com')
  await connect(ask, memberId, account)
  return {
    account,
    memberId,
    ask,
    async inGoogle(id, fields) {
      await fetch(control, { method: 'POST', body: JSON.stringify({ google: [{ account, id, fields }] }) })
    },
  }
}

type Ask = <T>(path: string, body?: object) => Promise<T>

async function signIn(baseUrl: string, email: string): Promise<Ask> {
  const file = inDataFolder('demo-password')
  if (!existsSync(file)) throw new Error('The password of the demo business is not known here.')
  const call = async <T>(path: string, body: object | undefined, headers: Record<string, string>): Promise<T> => {
    const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    const reply = await fetch(baseUrl + path, { ...sent, headers: { ...headers, 'Content-Type': 'application/json' } })
    const text = await reply.text()
    if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${text}`)
    return JSON.parse(text) as T
  }
  const password = readFileSync(file, 'utf8').trim()
  const { access_token: token } = await call<Schemas['SessionTokens']>('/v1/auth/log-in', { email, password }, {})
  return (path, body) => call(path, body, { Authorization: `Bearer ${token}` })
}

/** A stand-in that was started anew knows nobody's consent, so it is asked for again unless the calendar is in step. */
async function connect(ask: Ask, memberId: string, account: string): Promise<void> {
  const find = async (): Promise<Schemas['CalendarConnection'] | undefined> => {
    const { data } = await ask<{ data: readonly Schemas['CalendarConnection'][] }>(`/v1/calendar-connections?member_id=${memberId}`)
    return data.find(({ status }) => status !== 'disconnected')
  }
  const known = await find()
  const begun = await ask<Schemas['CalendarAuthorization']>(
    known === undefined ? '/v1/calendar-connections' : `/v1/calendar-connections/${known.id}/authorize`,
    {},
  )
  const agreed = await fetch(`${begun.authorization_url}&login_hint=${encodeURIComponent(account)}`, { redirect: 'manual' })
  const said = new URL(agreed.headers.get('location') ?? '').searchParams
  await ask('/v1/calendar-connections/complete', { state: said.get('state'), code: said.get('code') })
  const connected = await within(20, async () => {
    const { status, last_synced_at: last } = (await find()) ?? {}
    return status === 'active' && last !== null && last !== known?.last_synced_at ? true : undefined
  })
  if (connected === undefined) throw new Error('The calendar was not connected: does the worker run?')
}
