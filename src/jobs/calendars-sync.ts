import { writeChanges } from '../db/changes.ts'
import type { Read, Tx } from '../db/database.ts'
import { reading, withTransaction } from '../db/database.ts'
import {
  beginSync,
  endClosing,
  endConsent,
  endSync,
  failSync,
  hasWaiting,
  keepCalendars,
  keepRefreshToken,
  listCalendars,
  listChannels,
  refuseConsent,
  wantMissing,
} from '../domain/calendar-sync/calendar-sync.ts'
import type { OpenConnection } from '../domain/calendar-sync/calendar-sync.ts'
import { isKind } from '../integrations/calendar-failure.ts'
import type { CalendarClient } from '../integrations/google-calendar.ts'
import { keepChannels } from './calendar-channels.ts'
import { readCalendars } from './calendar-read.ts'
import { refusalOf } from './calendar-refusal.ts'
import { writeCalendars } from './calendar-write.ts'
import type { JobContext, Run } from './context.ts'
import type { JobPayloads } from './payloads.ts'

/** Where the calendars of one connection are kept in step, for as long as one job runs. */
export interface CalendarDesk {
  readonly connection: OpenConnection
  readonly client: CalendarClient
  readonly door: Read
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  readonly signal: AbortSignal
}

const origin = { actor: { type: 'system', id: null }, request: null, ipAddress: null } as const
const dayMs = 86_400_000
// What is read can give something to write, and what is written something to read; more rounds are left to the next job.
const mostRounds = 5

/**
 * Brings a connection and its calendars in step: uses a consent that was brought back, reads what has changed, writes what waits, keeps the channels
 * open. Its queue lets one job of a connection run at a time, and a connection that does not answer holds up nobody but itself. The rows say what there
 * is to do and when it is tried again: a job that is lost, or comes twice, does no harm.
 */
export async function syncCalendars(
  context: JobContext,
  { calendar_connection_id: id }: JobPayloads['calendars.sync'],
  { businessId, signal }: Run,
): Promise<void> {
  if (businessId === null) throw new Error('Calendars are of a business.')
  const { application, cipher, log } = context
  const scope = { business: businessId }
  const transact = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    withTransaction(application, scope, work, (tx) => writeChanges(tx, origin))
  const connection = await transact((tx) => beginSync(tx, cipher, id))
  if (connection === undefined) return
  const place = { door: reading(application, scope), transact, signal }
  try {
    if (connection.status === 'disconnected') await close(context, connection, place)
    else await sync(context, connection, place)
  } catch (error) {
    if (signal.aborted) return
    const refusal = refusalOf(error)
    log.warn({ err: error, connectionId: id, businessId, code: refusal.code }, 'A calendar could not be brought in step')
    await transact((tx) => (isKind(error, 'revoked') ? endConsent(tx, id) : failSync(tx, id, refusal.code, refusal.retryAfter)))
  }
}

type Place = Pick<CalendarDesk, 'door' | 'transact' | 'signal'>

async function sync(context: JobContext, connection: OpenConnection, place: Place): Promise<void> {
  const { id } = connection
  const refreshToken = connection.consent === undefined ? connection.refreshToken : await useConsent(context, connection, place)
  if (refreshToken === undefined) return
  const client = context.calendars.open({ id, refreshToken })
  const isStale = connection.listed_at === null || Date.parse(connection.listed_at) < Date.now() - dayMs
  if ((isStale || connection.consent !== undefined) && !(await listAgain(context, connection, refreshToken, client, place))) return
  const current = async (): Promise<CalendarDesk> => {
    const [calendars, channels] = await Promise.all([listCalendars(place.door, id), listChannels(place.door, id)])
    return { ...place, client, connection: { ...connection, calendars, channels } }
  }
  await place.transact((tx) => wantMissing(tx, id))
  for (let round = 1; round <= mostRounds; round += 1) {
    const desk = await current()
    await readCalendars(desk)
    await writeCalendars(desk)
    if (!(await hasWaiting(place.door, id))) break
  }
  const renewAt = await keepChannels(await current(), context)
  await place.transact((tx) => endSync(tx, id, renewAt))
}

/** The refresh token of a consent; undefined when it gives none, and then the person has to agree again. */
async function useConsent(
  { calendars, cipher }: JobContext,
  { id, consent }: OpenConnection,
  { transact }: Place,
): Promise<string | undefined> {
  if (consent === undefined) return undefined
  try {
    const refreshToken = await calendars.exchange(id, consent.code, consent.verifier)
    await transact((tx) => keepRefreshToken(tx, cipher, id, refreshToken))
    return refreshToken
  } catch (error) {
    if (!isKind(error, 'revoked', 'permission_denied')) throw error
    await transact((tx) => refuseConsent(tx, id, isKind(error, 'revoked') ? 'consent_expired' : 'permission_denied'))
    return undefined
  }
}

/** Asks which calendars there are. False when they are another account's than before, and then its consent is given back. */
async function listAgain(
  { calendars }: JobContext,
  { id }: OpenConnection,
  refreshToken: string,
  client: CalendarClient,
  { transact }: Place,
): Promise<boolean> {
  const listed = (await client.calendars()).map(({ id: calendar_id, name, timeZone, isPrimary, isWritable }) => {
    return { calendar_id, name, time_zone: timeZone, is_primary: isPrimary, is_writable: isWritable }
  })
  if (await transact((tx) => keepCalendars(tx, id, listed))) return true
  await calendars.revoke({ id, refreshToken })
  await transact((tx) => refuseConsent(tx, id, 'account_mismatch'))
  return false
}

/** Closes what is open at the provider. What it does not let us close ends by itself within a week. */
async function close({ calendars, log }: JobContext, connection: OpenConnection, { transact }: Place): Promise<void> {
  const { id, refreshToken, channels } = connection
  try {
    if (refreshToken !== undefined) {
      const client = calendars.open({ id, refreshToken })
      for (const { id: channel, resource_id: resource } of channels) {
        if (resource !== null) await client.stopWatching(channel, resource).catch(ifGone)
      }
      await calendars.revoke({ id, refreshToken }).catch(ifGone)
    }
    await transact((tx) => endClosing(tx, connection, true))
  } catch (error) {
    log.warn({ err: error, connectionId: id }, 'A calendar could not be closed at its provider')
    await transact((tx) => endClosing(tx, connection, false))
  }
}

function ifGone(error: unknown): void {
  if (!isKind(error, 'gone', 'not_found', 'revoked')) throw error
}
