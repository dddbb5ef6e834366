import { sql as raw } from 'kysely'
import type { Selectable } from 'kysely'
import type { Sessions } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { plain } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { inWindow } from '../../db/windows.ts'
import type { Times, Window } from '../../db/windows.ts'

const sessionColumns = ['id', 'ip_address', 'user_agent', 'created_at', 'last_used_at', 'expires_at'] as const

export type SessionRow = Pick<Selectable<Sessions>, (typeof sessionColumns)[number]>
export interface Client {
  readonly ip_address: string | null
  readonly user_agent: string | null
}

const alive = raw<boolean>`revoked_at is null and expires_at > now()`
const idleLimit = raw<string>`now() + interval '30 days'`

export async function insertSession(tx: Tx, client: Client): Promise<string> {
  const { id } = (await tx.first(
    sql
      .insertInto('sessions')
      .values({ ...client, expires_at: idleLimit })
      .returning('id'),
  )) as { id: string }
  return id
}

/** Whether the session is alive; it is locked then until the transaction ends, so that its refreshes follow each other. */
export async function lockSession(tx: Tx, id: string): Promise<boolean> {
  return (await tx.first(sql.selectFrom('sessions').select('id').where('id', '=', id).where(alive).forUpdate())) !== undefined
}

/** A session lives 30 days from its last use, and 90 days in all. */
export async function prolongSession(tx: Tx, id: string, client: Client): Promise<void> {
  await tx.all(
    sql
      .updateTable('sessions')
      .set({ ...client, last_used_at: raw`now()`, expires_at: raw`least(${idleLimit}, created_at + interval '90 days')` })
      .where('id', '=', id),
  )
}

/** A page of the running sessions of the person, newest first. */
export function listSessions(door: Read, times: Times, window: Window): Promise<SessionRow[]> {
  return door.all(inWindow(sql.selectFrom('sessions').select(sessionColumns).where(alive), 'sessions', times, window))
}

/** Ends a session, again if it has ended before; undefined when the person has none of this id. */
export function revokeSession(tx: Tx, id: string): Promise<{ id: string } | undefined> {
  return tx.first(
    sql
      .updateTable('sessions')
      .set({ revoked_at: raw`coalesce(revoked_at, now())` })
      .where('id', '=', id)
      .returning('id'),
  )
}

/** Ends the sessions of the person, all or all but one, and answers which. */
export function revokeSessions(tx: Tx, except: string | null): Promise<{ id: string }[]> {
  return tx.all(
    sql
      .updateTable('sessions')
      .set({ revoked_at: raw`now()` })
      .where('revoked_at', 'is', null)
      .where(raw<boolean>`id is distinct from ${except}::uuid`)
      .returning('id'),
  )
}

export function findTokenOwner(tx: Tx, hash: Buffer): Promise<{ session_id: string; person_id: string } | undefined> {
  return tx.first(plain<{ session_id: string; person_id: string }>('select * from app.find_refresh_token($1)', [hash]))
}

/** Whether a refresh token was exchanged before, and if so not longer ago than a lost reply or a second tab explains. */
export function findTokenState(tx: Tx, hash: Buffer): Promise<{ replaced: boolean; lately: boolean } | undefined> {
  return tx.first(
    sql
      .selectFrom('refresh_tokens')
      .select([
        raw<boolean>`replaced_at is not null`.as('replaced'),
        raw<boolean>`coalesce(replaced_at > now() - interval '10 seconds', false)`.as('lately'),
      ])
      .where('hash', '=', hash),
  )
}

export async function insertToken(tx: Tx, sessionId: string, hash: Buffer): Promise<void> {
  await tx.all(sql.insertInto('refresh_tokens').values({ hash, session_id: sessionId }))
}

export async function markTokenReplaced(tx: Tx, hash: Buffer): Promise<void> {
  await tx.all(
    sql
      .updateTable('refresh_tokens')
      .set({ replaced_at: raw`now()` })
      .where('hash', '=', hash),
  )
}
