import type { components } from '../../../generated/api.ts'
import type { Role } from '../../../generated/operations.ts'
import type { Cipher } from '../../crypto/cipher.ts'
import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import {
  lockConnection,
  insertConnection,
  findConnectionOf,
  isActiveMember,
  isSandbox,
  lockByState,
  noteConnection,
  updateConnection,
} from './queries.ts'
import type { ConnectionRow } from './queries.ts'
import { recordChange, recordConnection } from './record.ts'
import { hashOf, mintSecret, seal } from './secrets.ts'
import { wakeCalendar } from '../calendar-events/calendar-events.ts'

type Schemas = components['schemas']
/** Who asks: a member of the team, or an API key, which acts for the business. */
export type Asker = { readonly id: string; readonly role: Role } | undefined
/** What a consent is begun with. */
export interface ConsentTools {
  readonly cipher: Cipher
  /** The page of the provider; undefined where the server is not configured for any. */
  readonly consentUrl: ((state: string, verifier: string) => string) | undefined
}
export interface Begun {
  readonly connection: ConnectionRow
  readonly url: string
  readonly expiresAt: string
}

const stateMs = 10 * 60 * 1000
const rolesAboveOwn: readonly Role[] = ['admin', 'owner']

/** Begins to connect a member's calendar. Throws 403 for somebody else's, 404, 409 when the member has one, or nobody can have any here. */
export async function startConnection(
  tx: Tx,
  tools: ConsentTools,
  asker: NonNullable<Asker>,
  { member_id: wanted, ...settings }: Schemas['NewCalendarConnection'],
): Promise<Begun> {
  const memberId = (wanted ?? asker.id).toLowerCase()
  requireOwn(asker, memberId)
  if (!(await isActiveMember(tx, memberId))) throw problems.referenceNotFound('member_id')
  await requireCalendars(tx, tools)
  const row = await insertConnection(tx, { member_id: memberId, ...settings })
  if (row === undefined) throw problems.calendarConnectionExists((await findConnectionOf(tx, memberId))?.id ?? '')
  recordConnection(tx, 'calendar_connection.created', row)
  return begin(tx, tools, asker, row)
}

/** Begins another consent for a connection. Throws 404, 403 for somebody else's, 409 for one that is over. */
export async function authorizeAgain(tx: Tx, tools: ConsentTools, asker: NonNullable<Asker>, id: string): Promise<Begun> {
  const row = await lockConnection(tx, id)
  if (row === undefined) throw problems.notFound('calendar connection')
  requireOwn(asker, row.member_id)
  if (row.status === 'disconnected') throw problems.calendarDisconnected()
  await requireCalendars(tx, tools)
  return begin(tx, tools, asker, row)
}

/**
 * Takes what the provider answered to the person who began: nobody else can bring it back, or somebody could be led to connect their calendar to another's
 * account. It works once. Throws 404.
 */
export async function completeConsent(
  tx: Tx,
  cipher: Cipher,
  asker: NonNullable<Asker>,
  { state, code }: Schemas['CalendarConsent'],
): Promise<ConnectionRow> {
  const row = await lockByState(tx, hashOf(state), asker.id)
  if (row === undefined) throw problems.notFound('consent under way')
  const over = { state_hash: null, state_member_id: null, state_expires_at: null }
  if (code === undefined) {
    const refused = await updateConnection(tx, row.id, { ...over, code_verifier: null, error_code: 'access_denied' })
    recordChange(tx, 'calendar_connection.updated', row, refused)
    return refused
  }
  await noteConnection(tx, row.id, {
    ...over,
    authorization_code: seal(cipher, row.id, 'authorization_code', code),
    due_at: new Date().toISOString(),
  })
  await wakeCalendar(tx, row.id)
  return row
}

/** Throws 403 for a member's connection that is not the asker's own, unless they are an admin. */
export function requireOwn(asker: Asker, memberId: string): void {
  if (asker === undefined || rolesAboveOwn.includes(asker.role) || asker.id === memberId) return
  throw problems.forbidden('Only an admin or an owner may do this with the calendars of others.')
}

async function requireCalendars(tx: Tx, { consentUrl }: ConsentTools): Promise<void> {
  if (consentUrl === undefined) throw problems.calendarsUnavailable('This server is not configured for Google Calendar.')
  if (await isSandbox(tx)) throw problems.calendarsUnavailable('A sandbox has no calendars.')
}

async function begin(tx: Tx, { cipher, consentUrl }: ConsentTools, asker: NonNullable<Asker>, row: ConnectionRow): Promise<Begun> {
  const [state, verifier] = [mintSecret(), mintSecret()]
  const expiresAt = new Date(Date.now() + stateMs).toISOString()
  await noteConnection(tx, row.id, {
    state_hash: hashOf(state),
    state_member_id: asker.id,
    state_expires_at: expiresAt,
    code_verifier: seal(cipher, row.id, 'code_verifier', verifier),
  })
  return { connection: row, url: consentUrl?.(state, verifier) ?? '', expiresAt }
}
