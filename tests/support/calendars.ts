import { randomUUID } from 'node:crypto'
import { createCipher } from '../../src/crypto/cipher.ts'
import { writeChanges } from '../../src/db/changes.ts'
import type { Tx } from '../../src/db/database.ts'
import { bookAppointment, cancelAppointment, rescheduleAppointment } from '../../src/domain/appointments/appointments.ts'
import type { AppointmentRow, Doer } from '../../src/domain/appointments/appointments.ts'
import {
  authorizeAgain,
  changeConnection,
  completeConsent,
  disconnect,
  startConnection,
  syncNow,
} from '../../src/domain/calendar-connections/calendar-connections.ts'
import { eventIdOf, wakeCalendar } from '../../src/domain/calendar-events/calendar-events.ts'
import { consentUrlOf } from '../../src/integrations/calendars.ts'
import type { GoogleAccount } from '../vendors/google-accounts.ts'
import type { GoogleEvent } from '../vendors/google-calendars.ts'
import type { Vendors } from '../vendors/vendors.ts'
import { until } from './eventually.ts'
import type { WorkShop } from './worker.ts'

const origin = { actor: { type: 'system', id: null }, request: null, ipAddress: null } as const
const staff: Doer = { type: 'system', id: null, mayOverride: true }

const publicUrl = 'http://127.0.0.1:1'

/** The settings of a worker that speaks to the stand-in. */
export function googleSettings(vendors: Vendors, url = publicUrl): Record<string, string> {
  return {
    APP_URL: 'https://app.example.com',
    GOOGLE_URL: vendors.googleUrl,
    GOOGLE_CLIENT_ID: 'the-client',
    GOOGLE_CLIENT_SECRET: 'the-secret',
    PUBLIC_URL: url,
  }
}

export interface Connection {
  readonly status: string
  readonly error_code: string | null
  readonly failures: number
  readonly due_at: string | null
  readonly last_synced_at: string | null
  readonly account_email: string | null
}

/** A business with one member whose calendar is at the stand-in, open at every hour of every day. */
export interface CalendarSalon {
  readonly id: string
  readonly personId: string
  readonly memberId: string
  readonly connectionId: string
  readonly account: GoogleAccount
  /** A transaction in its name, whose changes are told. */
  act<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Agrees at Google, where that was not done at once. */
  connect(): Promise<void>
  /** Agrees at Google once more. */
  agreeAgain(): Promise<void>
  book(startsAt: string, minutes?: number): Promise<AppointmentRow>
  bookWith(tx: Tx, startsAt: string): Promise<AppointmentRow>
  /** Another member, without a calendar, to whom an appointment can be passed on. */
  colleague(): Promise<string>
  pass(id: string, memberId: string): Promise<void>
  /** What we know of an appointment's event. */
  standing(id: string): Promise<Record<string, unknown> | undefined>
  reschedule(id: string, startsAt: string): Promise<AppointmentRow>
  cancel(id: string): Promise<AppointmentRow>
  appointment(id: string): Promise<AppointmentRow>
  change(changes: Parameters<typeof changeConnection>[3]): Promise<void>
  connection(): Promise<Connection>
  /** The member's event of an appointment, as it stands in Google; undefined when it does not. */
  event(appointmentId: string): GoogleEvent | undefined
  busy(): Promise<string[]>
  /** What was told of conflicts. */
  conflicts(): Promise<Record<string, unknown>[]>
  /** Has the calendar looked at, and waits until nothing is left to do. */
  sync(): Promise<void>
  /** As a person asks for it: also which calendars there are. */
  lookAgain(): Promise<void>
  disconnect(): Promise<void>
  /** Waits until nothing is left to do. */
  settled(): Promise<void>
  /** The time has come for whatever waits for its next attempt. */
  due(): Promise<unknown>
  /** Waits until an attempt has failed. */
  failed(): Promise<unknown>
}

/** Noon of a day that lies so far ahead that no test meets it. */
export function noon(days: number, hours = 0): string {
  const start = new Date(Date.now() + 30 * 86_400_000)
  start.setUTCHours(12, 0, 0, 0)
  return new Date(start.getTime() + (days * 24 + hours) * 3_600_000).toISOString()
}

export const later = (instant: string, minutes: number): string => new Date(Date.parse(instant) + minutes * 60_000).toISOString()
/** When an event begins and ends, as Google has it. */
export const lasting = (startsAt: string, minutes = 60): object => ({
  start: { dateTime: startsAt },
  end: { dateTime: later(startsAt, minutes) },
})

export async function calendarSalon(shop: WorkShop, vendors: Vendors, connects = true): Promise<CalendarSalon> {
  const slug = `calendar-${randomUUID()}`
  const one = async (text: string, values: unknown[]): Promise<string> =>
    (await shop.rows<{ id: string }>(`${text} returning id`, values))[0]?.id ?? ''
  const id = await one("insert into businesses (name, slug, time_zone, plan) values ('Salon', $1, 'Europe/Berlin', 'enterprise')", [slug])
  await shop.rows('insert into business_counters (business_id) values ($1)', [id])
  const person = await one("insert into people (email, full_name) values ($1, 'Ada')", [`${slug}@example.com`])
  const memberId = await one("insert into team_members (business_id, person_id, role) values ($1, $2, 'staff')", [id, person])
  const weekly = JSON.stringify([1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, intervals: [{ start: '00:00', end: '24:00' }] })))
  await shop.rows('insert into schedules (business_id, weekly) values ($1, $2)', [id, weekly])
  const customer = await one(
    "insert into customers (business_id, first_name, external_id, search_text, sort_name) values ($1, 'Grace', 'grace', 'grace', 'grace')",
    [id],
  )
  const act = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => shop.transact({ business: id }, work, (tx) => writeChanges(tx, origin))
  const account = vendors.google.account(`${slug}@gmail.com`)
  const cipher = createCipher(shop.secrets.ENCRYPTION_KEYS)
  const asker = { id: memberId, role: 'staff' } as const
  const consentUrl = consentUrlOf({ ...googleSettings(vendors), PROVIDER_TIMEOUT_MS: 5_000 }, () => publicUrl)
  const begun = await act((tx) => startConnection(tx, { cipher, consentUrl }, asker, {}))
  const connectionId = begun.connection.id
  const connect = async (): Promise<void> => {
    const consent = await agree(begun.url, account.email)
    await act((tx) => completeConsent(tx, cipher, asker, consent))
  }
  if (connects) await connect()
  const bookWith = (tx: Tx, startsAt: string, minutes = 60): Promise<AppointmentRow> => {
    const wanted = { customer_id: customer, member_id: memberId, starts_at: startsAt, duration_minutes: minutes, source: 'staff' } as const
    return bookAppointment(tx, wanted, staff)
  }
  const connection = async (): Promise<Connection> => {
    const [row] = await shop.rows<Connection & Record<string, unknown>>('select * from calendar_connections where id = $1', [connectionId])
    return row as Connection
  }
  const salon: CalendarSalon = {
    id,
    personId: person,
    memberId,
    connectionId,
    account,
    act,
    connection,
    connect,
    async agreeAgain() {
      const again = await act((tx) => authorizeAgain(tx, { cipher, consentUrl }, asker, connectionId))
      const consent = await agree(again.url, account.email)
      await act((tx) => completeConsent(tx, cipher, asker, consent))
      await settled(shop, connectionId)
    },
    bookWith,
    book: (startsAt, minutes) => act((tx) => bookWith(tx, startsAt, minutes)),
    async colleague() {
      const someone = await one("insert into people (email, full_name) values ($1, 'Joan')", [`joan-${slug}@example.com`])
      return one("insert into team_members (business_id, person_id, role) values ($1, $2, 'staff')", [id, someone])
    },
    async pass(appointment, member_id) {
      const { starts_at } = await salon.appointment(appointment)
      const move = { starts_at: new Date(starts_at).toISOString(), member_id, by: 'staff' } as const
      await act((tx) => rescheduleAppointment(tx, appointment, move, staff, () => undefined))
    },
    async standing(appointment) {
      const [row] = await shop.rows('select * from calendar_events where appointment_id = $1 and connection_id = $2', [
        appointment,
        connectionId,
      ])
      return row
    },
    reschedule: (appointment, startsAt) =>
      act((tx) => rescheduleAppointment(tx, appointment, { starts_at: startsAt, by: 'staff' }, staff, () => undefined)),
    cancel: (appointment) => act((tx) => cancelAppointment(tx, appointment, { by: 'staff' }, staff, () => undefined)),
    async appointment(wanted) {
      const [row] = await shop.rows<AppointmentRow & Record<string, unknown>>('select * from appointments where id = $1', [wanted])
      return row as AppointmentRow
    },
    async change(changes) {
      await act((tx) => changeConnection(tx, asker, connectionId, changes, () => undefined))
    },
    event(appointmentId) {
      const found = account.primary.events.get(eventIdOf(appointmentId))
      return found?.status === 'cancelled' ? undefined : found
    },
    async busy() {
      const rows = await shop.rows<{ at: Date }>('select starts_at as at from calendar_busy_times where connection_id = $1 order by 1', [
        connectionId,
      ])
      return rows.map(({ at }) => at.toISOString())
    },
    async conflicts() {
      const text =
        "select data -> 'object' as object from events where business_id = $1 and type = 'calendar_connection.conflict' order by sequence"
      return (await shop.rows<{ object: Record<string, unknown> }>(text, [id])).map(({ object }) => object)
    },
    async sync() {
      await act((tx) => wakeCalendar(tx, connectionId))
      await settled(shop, connectionId)
    },
    async lookAgain() {
      await act((tx) => syncNow(tx, connectionId))
      await settled(shop, connectionId)
    },
    async disconnect() {
      await act((tx) => disconnect(tx, asker, connectionId, () => undefined))
    },
    settled: () => settled(shop, connectionId),
    due: () => shop.rows('update calendar_connections set due_at = now() where id = $1', [connectionId]),
    failed: () => until('an attempt has failed', async () => (await connection()).failures > 0),
  }
  return salon
}

/** Nothing is left to do for a calendar: no job waits or runs. */
async function settled(shop: WorkShop, connectionId: string): Promise<void> {
  await until('the calendar is in step', async () => {
    const jobs = await shop.rows("select from graphile_worker._private_jobs where payload -> 'data' ->> 'calendar_connection_id' = $1", [
      connectionId,
    ])
    return jobs.length === 0
  })
}

/** A person opens the page and agrees: what Google puts into the query of the page to which it sends them back. */
async function agree(url: string, email: string): Promise<{ state: string; code: string }> {
  const reply = await fetch(`${url}&login_hint=${encodeURIComponent(email)}`, { redirect: 'manual' })
  const query = new URL(reply.headers.get('location') ?? '').searchParams
  return { state: query.get('state') ?? '', code: query.get('code') ?? '' }
}

type Rows = <R = Record<string, unknown>>(text: string, values?: unknown[]) => Promise<R[]>

/** A connection that is there without anybody's consent: with its calendar, a busy time, and a channel whose token is its own id. */
export async function newConnection(rows: Rows, businessId: string, memberId: string): Promise<string> {
  const [row] = await rows<{ id: string }>(
    `with c as (
       insert into calendar_connections (business_id, member_id, status, account_email, refresh_token)
       values ($1, $2, 'active', 'ada@example.com', 'sealed') returning business_id, id, member_id
     ), k as (
       insert into connected_calendars (business_id, connection_id, calendar_id, name, time_zone, is_primary, is_writable, check_busy, write_target)
       select business_id, id, 'ada@example.com', 'Ada', 'Europe/Berlin', true, true, true, true from c
     ), b as (
       insert into calendar_busy_times (business_id, connection_id, calendar_id, event_id, member_id, starts_at, ends_at)
       select business_id, id, 'ada@example.com', 'dentist', member_id, now() + interval '300 days', now() + interval '301 days' from c
     ), h as (
       insert into calendar_channels (business_id, id, connection_id, calendar_id, token_hash, resource_id, renew_at, expires_at)
       select business_id, id, id, 'ada@example.com', sha256(id::text::bytea), 'resource', now() + interval '5 days', now() + interval '7 days' from c
     )
     select id from c`,
    [businessId, memberId],
  )
  return row?.id ?? ''
}

/** What Google sends with a push through the channel of such a connection. */
export async function pushHeaders(rows: Rows, connectionId: string, state = 'exists'): Promise<Record<string, string>> {
  const [channel] = await rows<{ id: string }>('select id from calendar_channels where connection_id = $1', [connectionId])
  const id = channel?.id ?? ''
  return {
    'X-Goog-Channel-ID': id,
    'X-Goog-Channel-Token': id,
    'X-Goog-Resource-ID': 'resource',
    'X-Goog-Resource-State': state,
    'X-Goog-Message-Number': '1',
  }
}
