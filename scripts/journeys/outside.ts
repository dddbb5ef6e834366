import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { letPass, reachReminder } from './time.ts'
import type { Sql } from './time.ts'
import { twilioCallback } from '../../tests/vendors/twilio.ts'
import type { GoogleAccounts } from '../../tests/vendors/google-accounts.ts'
import { startVendors } from '../../tests/vendors/vendors.ts'

/** Everybody whom the product meets outside: vendors that carry messages, and customers with telephones. */
export interface Outside {
  readonly url: string
  /** Settings of the product that lead to these vendors. */
  readonly settings: Readonly<Record<string, string>>
  /** A customer writes, or calls and nobody answers. */
  text(wanted: Text): Promise<Told>
  call(wanted: Call): Promise<Told>
  /** Somebody enters in Postmark's pages where to tell of mails. */
  enterWebhook(wanted: Webhook): void
  /** What people do in Google's own pages. */
  readonly google: GoogleAccounts
  close(): Promise<void>
}

interface Account {
  readonly account_sid: string
  readonly auth_token: string
}
interface Text {
  readonly account: Account
  readonly url: string
  readonly from: string
  readonly to: string
  readonly body: string
}
interface Call {
  readonly account: Account
  readonly voice_url: string
  readonly status_url: string
  readonly from: string
  readonly to: string
}
interface Webhook {
  readonly server_token: string
  readonly url: string
  readonly username: string
  readonly password: string
}
interface Consent {
  readonly authorization_url: string
  readonly account: string
}
interface InGoogle {
  readonly account: string
  readonly starts_at: string
}
interface Wait {
  readonly appointment_id: string
  readonly until: 'reminder' | 'end'
}
interface Told {
  readonly id: string
  readonly statuses: readonly number[]
}

/** Starts stand-ins for the vendors, and serves outside.yaml on loopback for what people do. Time passes where `sql` says in which database. */
export async function startOutside(sql?: Sql): Promise<Outside> {
  const vendors = await startVendors()
  const eventAt = (account: string, startsAt: string) =>
    vendors.google
      .account(account)
      .primary.live()
      .find(({ start }) => Date.parse(start?.dateTime ?? '') === Date.parse(startsAt))
  const outside = {
    google: vendors.google,
    text: ({ account, url, from, to, body }: Text) => {
      const id = newId('SM')
      return tellAll(id, account, [[url, { MessageSid: id, From: from, To: to, Body: body, NumMedia: '0' }]])
    },
    call: ({ account, voice_url, status_url, from, to }: Call) => {
      const id = newId('CA')
      const known = { CallSid: id, Direction: 'inbound', From: from, To: to }
      return tellAll(id, account, [
        [voice_url, { ...known, CallStatus: 'ringing' }],
        [voice_url, { ...known, CallStatus: 'in-progress', DialCallStatus: 'no-answer' }],
        [status_url, { ...known, CallStatus: 'completed', CallDuration: '26' }],
      ])
    },
    enterWebhook: ({ server_token, ...webhook }: Webhook) => void vendors.webhooks.set(server_token, webhook),
  }
  const answers: Readonly<Partial<Record<string, (body: never) => Promise<object | undefined> | object | undefined>>> = {
    '/days': daysFromNow,
    '/texts': outside.text,
    '/calls': outside.call,
    '/google-consents': agree,
    '/google-events': ({ account, starts_at }: InGoogle) => ({ stands: eventAt(account, starts_at) !== undefined }),
    '/google-moves': ({ account, starts_at }: InGoogle) => {
      const event = eventAt(account, starts_at)
      if (event === undefined) return { moved: false, starts_at }
      const [start, end] = [plus(starts_at, 1), plus(starts_at, 2)]
      vendors.google.account(account).primary.change(event.id, { start: { dateTime: start }, end: { dateTime: end } })
      return { moved: true, starts_at: start }
    },
    '/links': ({ url }: { url: string }) => ({ token: new URL(url).pathname.split('/').at(-1) }),
    '/waits': async ({ appointment_id, until }: Wait) => {
      if (sql === undefined) throw new Error('Here time cannot pass.')
      await (until === 'reminder' ? reachReminder : letPass)(sql, appointment_id)
      return undefined
    },
    '/postmark-webhooks': (webhook: Webhook) => (outside.enterWebhook(webhook), undefined),
  }
  const server = createServer((request, response) => {
    text(request)
      .then(async (body) => answers[request.url ?? '']?.((body === '' ? undefined : JSON.parse(body)) as never))
      .then(
        (told) => (told === undefined ? response.writeHead(204).end() : response.writeHead(200, headers).end(JSON.stringify(told))),
        () => response.destroy(),
      )
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    ...outside,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    settings: {
      TWILIO_API_URL: vendors.twilioUrl,
      POSTMARK_URL: vendors.postmarkUrl,
      GOOGLE_URL: vendors.googleUrl,
      GOOGLE_CLIENT_ID: 'the-client-of-the-journeys',
      GOOGLE_CLIENT_SECRET: 'the-secret-of-the-journeys',
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await vendors.stop()
    },
  }
}

interface Days {
  readonly in_two_days: string
  readonly in_nine_days: string
}

/** What a calendar on the wall says, because a journey cannot reckon. */
function daysFromNow(): Days {
  const midnightIn = (days: number): string => `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T00:00:00.000Z`
  return { in_two_days: midnightIn(2), in_nine_days: midnightIn(9) }
}

/** Somebody opens Google's page, chooses the account and agrees. */
async function agree({ authorization_url, account }: Consent): Promise<{ state: string | null; code: string | null }> {
  const reply = await fetch(`${authorization_url}&login_hint=${encodeURIComponent(account)}`, { redirect: 'manual' })
  const said = new URL(reply.headers.get('location') ?? '').searchParams
  return { state: said.get('state'), code: said.get('code') }
}

function plus(instant: string, hours: number): string {
  return new Date(Date.parse(instant) + hours * 3_600_000).toISOString()
}

const headers = { 'Content-Type': 'application/json' }

/** Tells one thing after the other, signed by the account. */
async function tellAll(
  id: string,
  { account_sid, auth_token }: Account,
  news: readonly (readonly [url: string, fields: Readonly<Record<string, string>>])[],
): Promise<Told> {
  const statuses: number[] = []
  for (const [url, fields] of news) {
    const callback = twilioCallback(auth_token, url, { AccountSid: account_sid, ApiVersion: '2010-04-01', ...fields })
    const reply = await fetch(url, { method: 'POST', headers: callback.headers, body: callback.body })
    await reply.body?.cancel()
    statuses.push(reply.status)
  }
  return { id, statuses }
}

function newId(kind: string): string {
  return kind + randomBytes(16).toString('hex')
}
