import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { findMember, lockMemberAndOwners } from './queries.ts'
import type { TeamMemberRow } from './queries.ts'
import { writeMember } from './record.ts'
import { passOnSandbox } from './sandbox-team.ts'

export interface Succession {
  readonly former: TeamMemberRow
  readonly successor: TeamMemberRow
}

/** The member to whom ownership may pass. Throws 404 for whoever is no active member, 409 for an owner. */
export async function requireSuccessor(tx: Tx, id: string): Promise<TeamMemberRow> {
  return judge(await findMember(tx, id))
}

/**
 * Makes one member an owner and another, who is one, an admin. Both are locked and looked at again: of two transfers at once the second finds that
 * its giver owns nothing any more (403), and nobody who has just left or been suspended takes over (404).
 */
export async function passOwnership(tx: Tx, fromId: string, toId: string): Promise<Succession> {
  const locked = await lockMemberAndOwners(tx, toId)
  const from = locked.find(({ id }) => id === fromId)
  if (from?.role !== 'owner' || from.status !== 'active') throw problems.forbidden('Only an owner passes the business on.')
  const to = judge(locked.find(({ id }) => id === toId))
  const successor = await writeMember(tx, to, { role: 'owner' })
  const former = await writeMember(tx, from, { role: 'admin' })
  await passOnSandbox(tx, former, successor)
  return { former, successor }
}

function judge(member: TeamMemberRow | undefined): TeamMemberRow {
  if (member?.status !== 'active') throw problems.referenceNotFound('member_id')
  if (member.role === 'owner') throw problems.alreadyOwner()
  return member
}
