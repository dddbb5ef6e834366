import type { Tx } from '../../db/database.ts'
import { endMembership } from './leaving.ts'
import { activeOwners, findSandboxId, insertMember, insertTeam, lockMemberAndOwners, lockMemberOfPerson, updateMember } from './queries.ts'
import type { TeamMemberRow } from './queries.ts'
import { recordMember, rereadMember, writeMember } from './record.ts'

/** Gives the business that the transaction acts for, a new sandbox, the members of its live business, with what they are there. */
export async function copyTeam(tx: Tx, team: readonly TeamMemberRow[]): Promise<void> {
  for (const member of await insertTeam(tx, team)) recordMember(tx, 'team_member.joined', member)
}

/**
 * Does to a person in the sandbox what has been done to them in the live business: who is kept out there, or let in again, is so in both. When the
 * sandbox would be left without an owner, those of the live business become its owners.
 */
export function followInSandbox(tx: Tx, { person_id, status }: TeamMemberRow, revokesKeys = false): Promise<void> {
  return inSandbox(tx, async (owners) => {
    const before = await lockMemberOfPerson(tx, person_id)
    if (before === undefined || before.status === 'removed') return
    const locked = await lockMemberAndOwners(tx, before.id)
    const isLastOwner = status !== 'active' && locked.every(({ id }) => id === before.id)
    if (isLastOwner) for (const owner of owners) await makeOwner(tx, owner.person_id)
    if (status === 'removed') await endMembership(tx, before.id, null, revokesKeys)
    else await writeMember(tx, await rereadMember(tx, before.id), { status })
  })
}

/** Passes the sandbox on together with the live business. */
export function passOnSandbox(tx: Tx, from: TeamMemberRow, to: TeamMemberRow): Promise<void> {
  return inSandbox(tx, async () => {
    await makeOwner(tx, to.person_id)
    const former = await lockMemberOfPerson(tx, from.person_id)
    if (former?.role === 'owner') await writeMember(tx, await rereadMember(tx, former.id), { role: 'admin' })
  })
}

async function makeOwner(tx: Tx, personId: string): Promise<void> {
  const before = await lockMemberOfPerson(tx, personId)
  const place = { role: 'owner', status: 'active' } as const
  if (before !== undefined && before.status !== 'removed') {
    await writeMember(tx, await rereadMember(tx, before.id), place)
    return
  }
  // Beyond the plan's limit if need be: a business without an owner would be worse.
  if (before !== undefined) await updateMember(tx, before.id, { ...place, joined_at: new Date().toISOString() })
  const id = before?.id ?? (await insertMember(tx, { person_id: personId, ...place }))
  recordMember(tx, 'team_member.joined', await rereadMember(tx, id))
}

/** Works in the sandbox of the business that the transaction acts for, if it has one, and comes back. The work is told who owns the live business. */
async function inSandbox(tx: Tx, work: (owners: readonly TeamMemberRow[]) => Promise<void>): Promise<void> {
  const [live, sandbox] = [tx.business(), await findSandboxId(tx)]
  if (live === undefined || sandbox === undefined) return
  const owners = await activeOwners(tx)
  await tx.become({ business: sandbox })
  await work(owners)
  await tx.become({ business: live })
}
