import type { Cipher } from '../../crypto/cipher.ts'
import type { Tx } from '../../db/database.ts'
import {
  noteConnection,
  recordChange,
  recordConnection,
  seal,
  unseal,
  updateConnection,
  lockConnection,
} from '../calendar-connections/calendar-connections.ts'
import type { ConnectionRow } from '../calendar-connections/calendar-connections.ts'
import { postMail } from '../mails/mails.ts'
import { wantAllEvents } from '../calendar-events/calendar-events.ts'
import { offerLater } from '../freed-time/freed-time.ts'
import { deleteRest, findPersonOf, listCalendars, listChannels, lockSealed, renewChannels, replaceCalendars } from './queries.ts'
import type { CalendarFacts, ChannelRow, SealedConnection, SyncedCalendar } from './queries.ts'

export type ErrorCode = NonNullable<ConnectionRow['error_code']>

/** A connection as somebody who speaks to the provider needs it. What opens it stays in memory, for as long as one job takes. */
export interface OpenConnection extends Omit<SealedConnection, 'refresh_token' | 'authorization_code' | 'code_verifier'> {
  readonly refreshToken: string | undefined
  /** A consent that was brought back and not used yet. */
  readonly consent: { readonly code: string; readonly verifier: string } | undefined
  readonly calendars: readonly SyncedCalendar[]
  readonly channels: readonly ChannelRow[]
}

const leaseMs = 120_000
const everyMs = 15 * 60_000
const firstRetryMs = 10_000
// So often it may fail in a row before the team is told.
const patience = 5
const mostCalendars = 50
// A connection that is over is given up after so many attempts to close it at the provider: its consent can be taken back there.
const mostClosings = 8

/**
 * Opens a connection for whoever synchronizes it; undefined when there is nothing to do. It is due again after a while, whatever becomes of this attempt:
 * a worker that is killed loses nothing.
 */
export async function beginSync(tx: Tx, cipher: Cipher, id: string): Promise<OpenConnection | undefined> {
  const row = await lockSealed(tx, id)
  if (row === undefined) return undefined
  const { refresh_token: token, authorization_code: code, code_verifier: verifier, ...connection } = row
  const isIdle = code === null && (token === null || connection.status === 'reauth_required' || connection.status === 'pending')
  await noteConnection(tx, id, { due_at: isIdle ? null : new Date(Date.now() + leaseMs).toISOString() })
  if (isIdle) return undefined
  return {
    ...connection,
    refreshToken: token === null ? undefined : unseal(cipher, id, 'refresh_token', token),
    consent:
      code === null || verifier === null
        ? undefined
        : { code: unseal(cipher, id, 'authorization_code', code), verifier: unseal(cipher, id, 'code_verifier', verifier) },
    calendars: await listCalendars(tx, id),
    channels: await listChannels(tx, id),
  }
}

/** Keeps what a consent gave, before anything else is asked: the code worked once. */
export async function keepRefreshToken(tx: Tx, cipher: Cipher, id: string, refreshToken: string): Promise<void> {
  const used = { authorization_code: null, code_verifier: null }
  // What was opened with the former consent may have ended with it.
  await renewChannels(tx, id)
  await noteConnection(tx, id, { ...used, refresh_token: seal(cipher, id, 'refresh_token', refreshToken) })
}

/** A consent that is worth nothing: the person has to agree again. */
export async function refuseConsent(tx: Tx, id: string, error: ErrorCode): Promise<void> {
  const row = await lockConnection(tx, id)
  if (row === undefined) return
  const nothing = { authorization_code: null, code_verifier: null, refresh_token: null, due_at: null }
  const status = row.status === 'pending' ? 'pending' : 'reauth_required'
  const refused = await updateConnection(tx, id, { ...nothing, status, error_code: error })
  recordConnection(tx, 'calendar_connection.error', refused)
}

/** Takes over which calendars the account has. The first time the connection becomes active, with the primary calendar in use. False for another account. */
export async function keepCalendars(tx: Tx, id: string, listed: readonly CalendarFacts[]): Promise<boolean> {
  const row = await lockConnection(tx, id)
  if (row === undefined || row.status === 'disconnected') return true
  const email = listed.find((each) => each.is_primary)?.calendar_id.toLowerCase() ?? null
  if (row.account_email !== null && email !== null && row.account_email !== email) return false
  // The main one and those that can be written to come first: of very many not all are kept.
  const sorted = [...listed].sort((one, other) => weight(other) - weight(one)).slice(0, mostCalendars)
  const freed = await replaceCalendars(tx, id, sorted, row.calendars.length === 0)
  await offerLater(tx, { member_id: row.member_id, times: freed, was_taken: true })
  const now = new Date().toISOString()
  await noteConnection(tx, id, { listed_at: now })
  const current = await lockConnection(tx, id)
  const isNew = row.status !== 'active' && row.status !== 'error'
  if (!isNew && JSON.stringify(current?.calendars) === JSON.stringify(row.calendars)) return true
  const changed = await updateConnection(tx, id, isNew ? { status: 'active', account_email: email, error_code: null, failures: 0 } : {})
  recordChange(tx, 'calendar_connection.updated', row, changed)
  await wantAllEvents(tx, id)
  return true
}

/** Both sides agree. The next look is in a quarter of an hour, or when a channel is to be renewed. */
export async function endSync(tx: Tx, id: string, renewAt: string | undefined): Promise<void> {
  const row = await lockConnection(tx, id)
  if (row === undefined || row.status === 'disconnected') return
  const due = Math.min(Date.now() + everyMs, renewAt === undefined ? Infinity : Date.parse(renewAt))
  await noteConnection(tx, id, { last_synced_at: new Date().toISOString(), due_at: new Date(due).toISOString(), failures: 0 })
  if (row.status !== 'error' && row.error_code === null) return
  recordChange(tx, 'calendar_connection.updated', row, await updateConnection(tx, id, { status: 'active', error_code: null }))
}

/** It did not work, and is tried again later and later. The team is told when that goes on. */
export async function failSync(tx: Tx, id: string, error: ErrorCode, retryAfterSeconds: number | undefined): Promise<void> {
  const [row, sealed] = [await lockConnection(tx, id), await lockSealed(tx, id)]
  if (row === undefined || sealed === undefined) return
  const failures = sealed.failures + 1
  const wait = Math.max(Math.min(firstRetryMs * 2 ** (failures - 1), everyMs), (retryAfterSeconds ?? 0) * 1000)
  await noteConnection(tx, id, { failures, due_at: new Date(Date.now() + wait).toISOString() })
  if (failures < patience || row.status !== 'active') return
  recordConnection(tx, 'calendar_connection.error', await updateConnection(tx, id, { status: 'error', error_code: error }))
}

/** The person has taken the consent back: nothing can be done until they agree again, which they may not know. */
export async function endConsent(tx: Tx, id: string): Promise<void> {
  const row = await lockConnection(tx, id)
  if (row === undefined || row.status === 'disconnected') return
  const ended = await updateConnection(tx, id, {
    status: 'reauth_required',
    error_code: 'consent_revoked',
    refresh_token: null,
    due_at: null,
  })
  recordConnection(tx, 'calendar_connection.error', ended)
  const person = await findPersonOf(tx, row.member_id)
  if (person !== undefined) await postMail(tx, person.email, person.locale, { kind: 'calendar_consent_ended', person_id: person.id })
}

/** What was open at the provider is closed, or is given up. */
export async function endClosing(tx: Tx, { id, failures }: Pick<OpenConnection, 'id' | 'failures'>, done: boolean): Promise<void> {
  if (!done && failures + 1 < mostClosings) {
    const wait = firstRetryMs * 2 ** failures
    await noteConnection(tx, id, { failures: failures + 1, due_at: new Date(Date.now() + wait).toISOString() })
    return
  }
  await deleteRest(tx, id)
  await noteConnection(tx, id, { refresh_token: null, due_at: null })
}

function weight({ is_primary, is_writable }: CalendarFacts): number {
  return Number(is_primary) * 2 + Number(is_writable)
}
