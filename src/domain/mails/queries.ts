import type { Insertable, Selectable } from 'kysely'
import { sql as raw } from 'kysely'
import type { Mails } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { plain } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'

const takenColumns = ['id', 'kind', 'recipient', 'details', 'attempts'] as const
export type TakenMail = Pick<Selectable<Mails>, (typeof takenColumns)[number]>

export async function insertMail(tx: Tx, mail: Insertable<Mails>): Promise<void> {
  await tx.all(sql.insertInto('mails').values(mail))
}

export async function insertMails(
  tx: Tx,
  mails: readonly Pick<Insertable<Mails>, 'id' | 'recipient'>[],
  kind: string,
  details: string,
): Promise<void> {
  await tx.all(sql.insertInto('mails').values(mails.map((mail) => ({ ...mail, kind, details }))))
}

/** The mail, with this attempt counted. One that is `sending` already belongs to a worker that died, or to an attempt whose end nobody knows. */
export function takeMail(tx: Tx, id: string): Promise<TakenMail | undefined> {
  return tx.first(
    sql
      .updateTable('mails')
      .set((row) => ({ status: 'sending', attempts: row('attempts', '+', 1) }))
      .where('id', '=', id)
      .where('status', 'in', ['queued', 'sending'])
      .returning(takenColumns),
  )
}

export async function markSent(tx: Tx, id: string, reference: string): Promise<void> {
  await tx.all(
    sql
      .updateTable('mails')
      .set({ status: 'sent', provider_message_id: reference, error: null, sent_at: raw`now()` })
      .where('id', '=', id),
  )
}

export async function markUnsent(tx: Tx, id: string, status: 'queued' | 'failed', error: string): Promise<void> {
  await tx.all(
    sql
      .updateTable('mails')
      .set({ status, error: error.slice(0, 500) })
      .where('id', '=', id),
  )
}

/** When the link of an unfinished sign-up ends. */
export function findSignUp(door: Read, id: string): Promise<{ expires_at: string } | undefined> {
  return door.first(plain<{ expires_at: string }>('select expires_at from app.find_sign_up($1)', [id]))
}

export function findPasswordReset(door: Read, id: string): Promise<{ expires_at: string; full_name: string } | undefined> {
  return door.first(
    sql
      .selectFrom('password_resets')
      .innerJoin('people', 'people.id', 'password_resets.person_id')
      .select(['password_resets.expires_at', 'people.full_name'])
      .where('password_resets.id', '=', id)
      .where('password_resets.used_at', 'is', null)
      .where('password_resets.expires_at', '>', raw<string>`now()`),
  )
}

/** The person whom the door acts for, and how many recovery codes they have. */
export function findPersonToNotify(door: Read): Promise<{ full_name: string; recovery_codes: number } | undefined> {
  return door.first(
    sql
      .selectFrom('people')
      .select(['full_name', raw<number>`(select count(*) from person_recovery_codes)`.as('recovery_codes')])
      .where('id', '=', raw<string>`current_person()`),
  )
}

export interface InvitationToMail {
  readonly expires_at: string
  readonly message: string | null
  readonly business_name: string
  /** Null when the inviting member is gone, or it was an API key. */
  readonly inviter: string | null
}

/** A pending invitation, unless its link was replaced by a newer one. */
export function findInvitation(door: Read, id: string, tokenId: string): Promise<InvitationToMail | undefined> {
  return door.first(
    sql
      .selectFrom('invitations')
      // The only business that shows here is the one that the transaction acts for.
      .crossJoin('businesses')
      .leftJoin('team_members', 'team_members.id', 'invitations.invited_by_member_id')
      .leftJoin('people', 'people.id', 'team_members.person_id')
      .select(['invitations.expires_at', 'invitations.message', 'businesses.name as business_name', 'people.full_name as inviter'])
      .where('invitations.id', '=', id)
      .where('invitations.token_id', '=', tokenId)
      .where('invitations.status', '=', 'pending')
      .where('businesses.status', '=', 'active')
      .where('invitations.expires_at', '>', raw<string>`now()`),
  )
}

/** The name of the business that is open here. */
export function findBusinessName(door: Read): Promise<{ name: string } | undefined> {
  return door.first(sql.selectFrom('businesses').select('name'))
}

/** The name of a member, removed or not. */
export function findMemberName(door: Read, memberId: string): Promise<{ full_name: string } | undefined> {
  return door.first(
    sql
      .selectFrom('team_members')
      .innerJoin('people', 'people.id', 'team_members.person_id')
      .select('people.full_name')
      .where('team_members.id', '=', memberId),
  )
}
