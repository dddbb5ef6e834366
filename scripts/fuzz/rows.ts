import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { createLinkTokens } from '../../src/crypto/link-tokens.ts'
import { developmentSecrets } from '../development-secrets.ts'
import type { Cast } from './cast.ts'
import { logIn, request } from './cast.ts'
import { waitForMail } from './mail.ts'
import type { Target } from './target.ts'

type Row = { id: string }

const keys = 20
const sessions = 5
const accounts = 10
const received = 5
const mails = 3
const appointments = 12

/** `rows` are what path parameters may name, by the parameter; `substitutes` leads from what must not end to one that may. */
export type Rows = { rows: Record<string, string[]>; substitutes: Record<string, string>; providers: Record<string, Provider> }
/** An account, and what its provider proves itself with. */
type Provider = { id: string; account_sid?: string; secret: string }

/** Makes rows for the path parameters that no operation fills, or only once in a while. */
export async function makeRows(cast: Cast, { baseUrl, outbox }: Target, database: string, signal: AbortSignal): Promise<Rows> {
  await liftLimits(database)
  const { token } = await logIn(cast)
  const create = (path: string, body: unknown): Promise<Row> => request<Row>(baseUrl, 'POST', path, { token, body })
  const list = async (path: string): Promise<string[]> =>
    (await request<{ data: Row[] }>(baseUrl, 'GET', path, { token })).data.map(({ id }) => id)

  const owners = await list('/v1/team-members')
  const email = 'staff.of.the.fuzz@example.com'
  await create('/v1/invitations', { email, role: 'staff' })
  const acceptance = {
    token: await waitForMail(outbox, email, signal),
    full_name: 'Stan Fuzz',
    password: randomBytes(24).toString('base64url'),
  }
  await request(baseUrl, 'POST', '/v1/invitations/accept', { body: acceptance })

  const rows: Record<string, string[]> = { api_key_id: [], session_id: [] }
  for (let number = 1; number <= keys; number += 1) {
    rows.api_key_id?.push((await create('/v1/api-keys', { name: `Spare ${number}`, scopes: ['customers:read'] })).id)
  }
  for (let number = 1; number <= sessions; number += 1) {
    const session = await request<{ session_id: string }>(baseUrl, 'POST', '/v1/auth/log-in', {
      body: { email: cast.email, password: cast.password },
    })
    rows.session_id?.push(session.session_id)
  }
  Object.assign(rows, await makeAccounts(create))
  rows.business_id = await list('/v1/businesses')
  rows.event_id = await list('/v1/events')
  rows.member_id = (await list('/v1/team-members')).filter((id) => !owners.includes(id))
  const booked = await bookAppointments(create)
  rows.appointment_id = booked.map(({ id }) => id)
  rows.appointment_token = booked.map(({ manage_url }) => manage_url.split('/').at(-1) ?? '')
  Object.assign(rows, await makeWaiting(create))
  // Whoever removes the owner, once the other is one too, ends both credentials.
  const spared = [...owners, ...Object.keys(cast.substitutes).filter((id) => owners.includes(cast.substitutes[id] ?? ''))]
  const providers = await connectProviders(create)
  const connection = await create('/v1/calendar-connections', {})
  rows.calendar_connection_id = [connection.id]
  providers['google-calendar'] = await openChannel(database, connection.id)
  rows.inbound_webhook_id = await receive(baseUrl, list, providers)
  rows.unsubscribe_token = await mailOffers(create, rows.business_id[0] ?? '', providers)
  return { rows, providers, substitutes: Object.fromEntries(spared.map((id) => [id, rows.member_id?.[0] ?? ''])) }
}

type Create = (path: string, body: unknown) => Promise<Row>
type Booked = Row & { readonly manage_url: string }

/** Some who wait for a time, and some series, each far from the others. */
async function makeWaiting(create: Create): Promise<Record<string, string[]>> {
  const { id: customer_id } = await create('/v1/customers', { emails: [{ email: 'waiting.of.the.fuzz@example.com' }] })
  const { id: service_id } = await create('/v1/services', { name: 'Waited for' })
  const rows = { series_id: [] as string[], waitlist_entry_id: [] as string[] }
  for (let number = 1; number <= appointments; number += 1) {
    const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()
    const series = { rule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=2', starts_on: day(400 + 21 * number).slice(0, 10), starts_time: '12:00' }
    rows.series_id.push((await create('/v1/appointment-series', { customer_id, ...series, duration_minutes: 5, source: 'staff' })).id)
    const window = { wanted_from: day(1), wanted_before: day(30) }
    rows.waitlist_entry_id.push((await create('/v1/waitlist-entries', { customer_id, service_id, ...window })).id)
  }
  return rows
}

/** Some that have begun and some that are to come, some of which wait for a confirmation. */
async function bookAppointments(create: Create): Promise<Booked[]> {
  const { id: customer_id } = await create('/v1/customers', { emails: [{ email: 'visitor.of.the.fuzz@example.com' }] })
  const booked: Booked[] = []
  for (let number = 1; number <= appointments; number += 1) {
    const starts_at = new Date(Math.floor(Date.now() / 60_000 + (number % 2 === 0 ? -90 : 1_440 * number)) * 60_000).toISOString()
    const visit = {
      customer_id,
      starts_at,
      duration_minutes: 30,
      source: 'staff',
      override_reason: 'To be fuzzed.',
      pending: number % 4 === 1,
    }
    booked.push((await create('/v1/appointments', visit)) as Booked)
  }
  return booked
}

async function connectProviders(create: (path: string, body: unknown) => Promise<Row>): Promise<Record<string, Provider>> {
  const connect = async (account: object): Promise<Row & { secret: string }> =>
    (await create('/v1/integrations', { name: 'Fuzz', ...account })) as Row & { secret: string }
  const [account_sid, token] = [`AC${randomBytes(16).toString('hex')}`, randomBytes(16).toString('hex')]
  const twilio = await connect({ provider: 'twilio', account_sid, auth_token: token })
  const sms = await connect({ provider: 'sms_provider', base_url: 'https://sms.example.com', api_key: 'key-of-the-fuzz' })
  const postmark = await connect({ provider: 'postmark', server_token: 'token-of-the-fuzz' })
  return {
    twilio: { id: twilio.id, account_sid, secret: token },
    sms: { id: sms.id, secret: sms.secret },
    postmark: { id: postmark.id, secret: postmark.secret },
  }
}

/** A few things of Postmark's that are not understood, so that they can be processed once more. */
async function receive(
  baseUrl: string,
  list: (path: string) => Promise<string[]>,
  { postmark }: Record<string, Provider>,
): Promise<string[]> {
  const authorization = `Basic ${Buffer.from(`clientflow:${postmark?.secret}`).toString('base64')}`
  for (let number = 1; number <= received; number += 1) {
    await fetch(`${baseUrl}/webhooks/postmark/${postmark?.id}/events`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ RecordType: 'Telegram', Number: number }),
    })
  }
  return list('/v1/inbound-webhooks')
}

/** The links that stand in a few mails. */
async function mailOffers(
  create: (path: string, body: unknown) => Promise<Row>,
  business: string,
  { postmark }: Record<string, Provider>,
): Promise<string[]> {
  const channel = { type: 'email', integration_id: postmark?.id, address: 'desk.of.the.fuzz@example.com', name: 'Mail' }
  const { id: channel_id } = await create('/v1/channels', channel)
  const { environment } = await developmentSecrets()
  const tokens = createLinkTokens(environment.TOKEN_KEY ?? '')
  const links: string[] = []
  for (let number = 1; number <= mails; number += 1) {
    const mail = {
      to: `reader.${number}.of.the.fuzz@example.com`,
      channel_id,
      category: 'marketing',
      content: { type: 'text', subject: 'Spring', body: 'Ten percent off.' },
    }
    links.push(tokens.mint('unsubscribe', [business, (await create('/v1/messages', mail)).id]))
  }
  return links
}

/** Accounts at providers, some of which carry a number and so cannot be deleted. */
async function makeAccounts(create: (path: string, body: unknown) => Promise<Row>): Promise<Record<string, string[]>> {
  const rows = { integration_id: [] as string[], channel_id: [] as string[] }
  for (let number = 0; number < accounts; number += 1) {
    const twilio = {
      provider: 'twilio',
      name: `Spare ${number}`,
      account_sid: `AC${'0'.repeat(32)}`,
      auth_token: 'ThisIsTheTokenOfTheFuzz000000000',
    }
    const { id } = await create('/v1/integrations', twilio)
    rows.integration_id.push(id)
    const channel = { type: 'sms', integration_id: id, address: `+1415555010${number}`, name: `Spare ${number}` }
    if (number % 2 === 0) rows.channel_id.push((await create('/v1/channels', channel)).id)
  }
  return rows
}

/** Who signs up has the smallest plan, and from the fourth key on each would be a 409. No operation changes a plan. */
/** A channel of Google's, which otherwise only a consent opens. */
async function openChannel(database: string, connectionId: string): Promise<Provider> {
  const client = new Client({ connectionString: database })
  await client.connect()
  const secret = randomBytes(24).toString('base64url')
  const calendar = `insert into connected_calendars (business_id, connection_id, calendar_id, name, time_zone, is_primary, is_writable, check_busy, write_target)
    select business_id, id, 'ada@example.com', 'Ada', 'Europe/Berlin', true, true, true, true from calendar_connections where id = $1`
  await client.query(calendar, [connectionId])
  const channel = `insert into calendar_channels (business_id, id, connection_id, calendar_id, token_hash, renew_at, expires_at)
    select business_id, id, id, 'ada@example.com', sha256($2::text::bytea), now() + interval '1 day', now() + interval '1 day' from calendar_connections where id = $1`
  await client.query(channel, [connectionId, secret])
  await client.end()
  return { id: connectionId, secret }
}

async function liftLimits(database: string): Promise<void> {
  const client = new Client({ connectionString: database })
  await client.connect()
  await client.query("update businesses set plan = 'enterprise'")
  await client.end()
}
