import type { Insertable, Selectable, UpdateObject } from 'kysely'
import { sql as raw } from 'kysely'
import type { components } from '../../../generated/api.ts'
import type { DB, Invitations } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { plain } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { inWindow } from '../../db/windows.ts'
import type { Times, Window } from '../../db/windows.ts'

type Status = components['schemas']['InvitationStatus']

// Time ends an invitation without anybody writing it down, so its status is computed when it is asked for.
const status = raw<Status>`case when status = 'pending' and expires_at <= now() then 'expired' else status end`

const invitationColumns = [
  'id',
  'email',
  'role',
  'extra_scopes',
  'message',
  'token_id',
  'invited_by_member_id',
  'expires_in_hours',
  'expires_at',
  'accepted_at',
  'created_at',
  'updated_at',
  'version',
] as const
const shown = [...invitationColumns, status.as('status')] as const

export type InvitationRow = Pick<Selectable<Invitations>, (typeof invitationColumns)[number]> & { readonly status: Status }

export function listInvitations(
  door: Read,
  filters: Times & { readonly status?: readonly Status[] },
  window: Window,
): Promise<InvitationRow[]> {
  let query = sql.selectFrom('invitations').select(shown)
  if (filters.status !== undefined) query = query.where(raw<boolean>`${status} = any(${[...filters.status]})`)
  return door.all(inWindow(query, 'invitations', filters, window))
}

export function findInvitation(door: Read, id: string): Promise<InvitationRow | undefined> {
  return door.first(sql.selectFrom('invitations').select(shown).where('id', '=', id))
}

/** The row, locked until the transaction ends, so that two changes follow each other. */
export function lockInvitation(tx: Tx, id: string): Promise<InvitationRow | undefined> {
  return tx.first(sql.selectFrom('invitations').select(shown).where('id', '=', id).forUpdate())
}

export function findPendingInvitation(tx: Tx, email: string): Promise<{ id: string } | undefined> {
  return tx.first(sql.selectFrom('invitations').select('id').where('email', '=', email).where('status', '=', 'pending'))
}

/** Writes down what time has ended already, so that the address is free for another invitation. */
export async function closeExpiredInvitations(tx: Tx, email: string): Promise<void> {
  await tx.all(
    sql
      .updateTable('invitations')
      .set({ status: 'expired' })
      .where('email', '=', email)
      .where('status', '=', 'pending')
      .where(raw<boolean>`expires_at <= now()`),
  )
}

/** The new row, or undefined when the address has a pending invitation: the unique index decides, also between two requests at once. */
export function insertInvitation(
  tx: Tx,
  values: Omit<Insertable<Invitations>, 'expires_at' | 'expires_in_hours'>,
  hours: number,
): Promise<InvitationRow | undefined> {
  return tx.first(
    sql
      .insertInto('invitations')
      .values({ ...values, expires_in_hours: hours, expires_at: raw`now() + make_interval(hours => ${hours})` })
      .onConflict((conflict) => conflict.doNothing())
      .returning(shown),
  )
}

/** A new token for as long as the first, which kills the one before it. */
export function renewInvitation(tx: Tx, id: string): Promise<InvitationRow> {
  return update(tx, id, {
    token_id: raw`gen_random_uuid()`,
    expires_at: raw`now() + make_interval(hours => expires_in_hours)`,
  })
}

export function endInvitation(tx: Tx, id: string): Promise<InvitationRow> {
  return update(tx, id, { status: 'revoked' })
}

export function endPendingInvitations(tx: Tx): Promise<InvitationRow[]> {
  const pending = sql
    .updateTable('invitations')
    .where('status', '=', 'pending')
    .where('expires_at', '>', raw<string>`now()`)
  return tx.all(pending.set({ status: 'revoked', updated_at: raw`now()`, version: raw`version + 1` }).returning(shown))
}

export function markAccepted(tx: Tx, id: string): Promise<InvitationRow> {
  return update(tx, id, { status: 'accepted', accepted_at: raw`now()` })
}

/** The person who has this address, whatever the transaction acts for. */
export function findPersonByEmail(tx: Tx, email: string): Promise<{ id: string } | undefined> {
  return tx.first(plain<{ id: string }>('select id from app.find_person_by_email($1)', [email]))
}

async function update(tx: Tx, id: string, values: UpdateObject<DB, 'invitations'>): Promise<InvitationRow> {
  const query = sql.updateTable('invitations').set({ ...values, updated_at: raw`now()`, version: raw`version + 1` })
  return (await tx.first(query.where('id', '=', id).returning(shown))) as InvitationRow
}
