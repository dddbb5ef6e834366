import type { Insertable, Selectable, Updateable } from 'kysely'
import { sql as raw } from 'kysely'
import type { People, TeamMembers } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { inWindow } from '../../db/windows.ts'
import type { Times, Window } from '../../db/windows.ts'

const memberColumns = [
  'm.id',
  'm.person_id',
  'm.role',
  'm.extra_scopes',
  'm.title',
  'm.phone',
  'm.bookable',
  'm.status',
  'm.joined_at',
  'm.last_seen_at',
  'm.created_at',
  'm.updated_at',
  'm.version',
] as const
const personColumns = ['p.full_name', 'p.email'] as const

/** A membership and whose it is. */
export type TeamMemberRow = Omit<Selectable<TeamMembers>, 'business_id'> & Pick<Selectable<People>, 'full_name' | 'email'>

function members() {
  return sql
    .selectFrom('team_members as m')
    .innerJoin('people as p', 'p.id', 'm.person_id')
    .select([...memberColumns, ...personColumns])
}

export function findMember(door: Read, id: string): Promise<TeamMemberRow | undefined> {
  return door.first(members().where('m.id', '=', id))
}

export interface MemberFilters extends Times {
  readonly role?: readonly TeamMemberRow['role'][]
  readonly status?: readonly TeamMemberRow['status'][]
}

export function listMembers(door: Read, filters: MemberFilters, window: Window): Promise<TeamMemberRow[]> {
  let query = members()
  if (filters.role !== undefined) query = query.where(raw<boolean>`m.role = any(${[...filters.role]})`)
  if (filters.status !== undefined) query = query.where(raw<boolean>`m.status = any(${[...filters.status]})`)
  return door.all(inWindow(query, 'm', filters, window))
}

/**
 * A member, and everybody who is an active owner, locked until the transaction ends and always in the same order: of two owners who remove each other
 * at once, the second sees that the first is the last one.
 */
export function lockMemberAndOwners(tx: Tx, id: string): Promise<TeamMemberRow[]> {
  return tx.all(
    members()
      .where((or) => or.or([or('m.id', '=', id), or.and([or('m.role', '=', 'owner'), or('m.status', '=', 'active')])]))
      .orderBy('m.id')
      .forNoKeyUpdate('m'),
  )
}

/** The membership of a person, removed or not, locked until the transaction ends. */
export function lockMemberOfPerson(tx: Tx, personId: string): Promise<Pick<TeamMemberRow, 'id' | 'role' | 'status'> | undefined> {
  return tx.first(sql.selectFrom('team_members').select(['id', 'role', 'status']).where('person_id', '=', personId).forUpdate())
}

/** Everybody who has not been removed, locked until the transaction ends, so that nobody leaves meanwhile. */
export function lockTeam(tx: Tx): Promise<TeamMemberRow[]> {
  return tx.all(members().where('m.status', '<>', 'removed').orderBy('m.id').forNoKeyUpdate('m'))
}

export function activeMembers(door: Read): Promise<TeamMemberRow[]> {
  return door.all(members().where('m.status', '=', 'active').orderBy('m.id'))
}

export function activeOwners(door: Read): Promise<TeamMemberRow[]> {
  return door.all(members().where('m.status', '=', 'active').where('m.role', '=', 'owner').orderBy('m.id'))
}

/** The open sandbox of the business. Asked with the members' rows locked: one that is being made waits for them. */
export async function findSandboxId(tx: Tx): Promise<string | undefined> {
  const own = sql.selectFrom('businesses').select('sandbox_id')
  return (await tx.first(own.where('id', '=', raw<string>`current_business()`)))?.sandbox_id ?? undefined
}

/** The member with this address, unless removed. */
export function findMemberByEmail(tx: Tx, email: string): Promise<TeamMemberRow | undefined> {
  return tx.first(members().where('p.email', '=', email).where('m.status', '<>', 'removed'))
}

export async function insertMember(tx: Tx, values: Insertable<TeamMembers>): Promise<string> {
  const { id } = (await tx.first(sql.insertInto('team_members').values(values).returning('id'))) as { id: string }
  return id
}

/** Makes members like these, and answers them. */
export async function insertTeam(tx: Tx, team: readonly TeamMemberRow[]): Promise<TeamMemberRow[]> {
  const rows = team.map(({ person_id, role, extra_scopes, title, phone, bookable, status }) => {
    return { person_id, role, extra_scopes, title, phone, bookable, status }
  })
  for (let at = 0; at < rows.length; at += 1_000) await tx.all(sql.insertInto('team_members').values(rows.slice(at, at + 1_000)))
  return tx.all(members().orderBy('m.id'))
}

export async function updateMember(tx: Tx, id: string, values: Updateable<TeamMembers>): Promise<void> {
  await tx.all(
    sql
      .updateTable('team_members')
      .set({ ...values, updated_at: raw`now()`, version: raw`version + 1` })
      .where('id', '=', id),
  )
}

/** How many appointments with a member are still to come. */
export async function countFutureAppointments(door: Read, memberId: string): Promise<number> {
  const counted = await door.first(
    sql
      .selectFrom('appointments')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('member_id', '=', memberId)
      .where('starts_at', '>', raw<string>`now()`)
      .where('status', 'in', ['pending', 'confirmed']),
  )
  return counted?.count ?? 0
}

/** How many places of the team are taken, those of suspended members too. */
export async function countMembers(door: Read): Promise<number> {
  const counted = await door.first(
    sql
      .selectFrom('team_members')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('status', '<>', 'removed'),
  )
  return counted?.count ?? 0
}
