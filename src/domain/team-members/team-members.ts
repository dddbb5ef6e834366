import type { components } from '../../../generated/api.ts'
import type { Role, Scope } from '../../../generated/operations.ts'
import type { Tx } from '../../db/database.ts'
import { changedFields } from '../../db/differences.ts'
import { problems } from '../../problems.ts'
import { requireNotAbove, requireRole, requireScopes } from '../permissions/permissions.ts'
import type { Giver } from '../permissions/permissions.ts'
import { requireRoom } from '../plans/plans.ts'
import { endMembership } from './leaving.ts'
import type { Removal } from './leaving.ts'
import {
  countMembers,
  findMember,
  findMemberByEmail,
  insertMember,
  lockMemberAndOwners,
  lockMemberOfPerson,
  updateMember,
} from './queries.ts'
import type { TeamMemberRow } from './queries.ts'
import { recordMember, rereadMember } from './record.ts'
import { followInSandbox } from './sandbox-team.ts'

export { passOwnership, requireSuccessor } from './ownership.ts'
export { presentMember } from './present.ts'
export { activeMembers, countMembers, lockTeam } from './queries.ts'
export type { TeamMemberRow } from './queries.ts'
export { copyTeam } from './sandbox-team.ts'

type Schemas = components['schemas']
type CheckVersion = (row: TeamMemberRow) => void

/**
 * Makes a person a member. Who was removed becomes the same member again, so that what they did before keeps its name. Throws 409 when the plan has
 * no place left, or the person has one already.
 */
export async function joinTeam(tx: Tx, personId: string, role: Role, extraScopes: readonly Scope[] = []): Promise<TeamMemberRow> {
  await requirePlace(tx)
  const before = await lockMemberOfPerson(tx, personId)
  if (before !== undefined && before.status !== 'removed') throw problems.alreadyAccepted()
  const place = { role, extra_scopes: [...extraScopes] }
  if (before !== undefined) await updateMember(tx, before.id, { ...place, status: 'active', joined_at: new Date().toISOString() })
  const id = before?.id ?? (await insertMember(tx, { person_id: personId, ...place }))
  const member = await rereadMember(tx, id)
  recordMember(tx, 'team_member.joined', member)
  return member
}

/** Changes the fields that are sent. Throws 404, 412 when `checkVersion` objects, 403 for rights above the giver's, 409 for the last owner. */
export async function changeMember(
  tx: Tx,
  giver: Giver,
  id: string,
  changes: Schemas['TeamMemberChanges'],
  checkVersion: CheckVersion,
): Promise<TeamMemberRow> {
  const { row, isLastOwner } = await lock(tx, giver, id, checkVersion)
  const { extra_scopes: scopes, ...others } = changes
  if (changes.role !== undefined) requireRole(giver, changes.role)
  requireScopes(giver, scopes?.filter((scope) => !row.extra_scopes.includes(scope)) ?? [])
  const wanted = scopes === undefined ? others : { ...others, extra_scopes: [...scopes].sort() }
  const changed = changedFields(row, wanted as Partial<TeamMemberRow>)
  if (changed.length === 0) return row
  if (isLastOwner && (changed.includes('role') || changed.includes('status'))) throw problems.lastOwner()
  await updateMember(tx, id, wanted)
  const member = await rereadMember(tx, id)
  recordMember(tx, 'team_member.updated', member, { names: changed, before: row })
  if (changed.includes('status')) await followInSandbox(tx, member)
  return member
}

/**
 * Ends a membership, in the sandbox too. What the member looked after goes to another one, or to nobody; the keys that they made end when that is
 * asked for.
 */
export async function removeMember(
  tx: Tx,
  giver: Giver,
  id: string,
  { reassign_to: taker, revoke_keys: revokesKeys }: Schemas['TeamMemberRemoval'],
  checkVersion: CheckVersion,
): Promise<Removal> {
  if (revokesKeys && !giver.scopes.has('keys:manage')) throw problems.scopeRequired('keys:manage')
  const { isLastOwner } = await lock(tx, giver, id, checkVersion)
  if (isLastOwner) throw problems.lastOwner()
  if (taker !== undefined && !(await isActiveMember(tx, taker, id))) throw problems.referenceNotFound('reassign_to')
  const removal = await endMembership(tx, id, taker ?? null, revokesKeys)
  await followInSandbox(tx, removal.member, revokesKeys)
  return removal
}

/** Throws 409 when the plan allows no further member. */
export async function requirePlace(tx: Tx): Promise<void> {
  await requireRoom(tx, 'max_members', countMembers)
}

/** Whether somebody with this address is in the team, suspended or not. */
export async function isOnTeam(tx: Tx, email: string): Promise<boolean> {
  return (await findMemberByEmail(tx, email)) !== undefined
}

async function lock(
  tx: Tx,
  giver: Giver,
  id: string,
  checkVersion: CheckVersion,
): Promise<{ readonly row: TeamMemberRow; readonly isLastOwner: boolean }> {
  const locked = await lockMemberAndOwners(tx, id)
  const row = locked.find((each) => each.id === id)
  if (row === undefined) throw problems.notFound('team member')
  checkVersion(row)
  if (row.status === 'removed') throw problems.teamMemberRemoved()
  requireNotAbove(giver, row.role)
  return { row, isLastOwner: row.role === 'owner' && row.status === 'active' && locked.length === 1 }
}

async function isActiveMember(tx: Tx, id: string, otherThan: string): Promise<boolean> {
  return id !== otherThan && (await findMember(tx, id))?.status === 'active'
}
