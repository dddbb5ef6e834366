import type { EventType } from '../../../generated/operations.ts'
import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { changedFields, previousAttributes } from '../../db/differences.ts'
import { presentMember } from './present.ts'
import { findMember, updateMember } from './queries.ts'
import type { TeamMemberRow } from './queries.ts'

/** Notes what happened to a member; with what changed, when it was a change. */
export function recordMember(
  tx: Tx,
  type: Extract<EventType, `team_member.${string}`>,
  row: TeamMemberRow,
  change?: { readonly names: readonly string[]; readonly before: TeamMemberRow },
): void {
  const object = presentMember(row)
  const data =
    change === undefined ? { object } : { object, previous_attributes: previousAttributes(presentMember(change.before), change.names) }
  const resource = { type: 'team_member', id: row.id }
  record(tx, { action: type, resource, changedFields: change?.names ?? [], event: { type, data } })
}

/** Changes a member, whom the caller has locked, and notes it; what is so already stays as it is. */
export async function writeMember(tx: Tx, before: TeamMemberRow, wanted: Partial<TeamMemberRow>): Promise<TeamMemberRow> {
  const names = changedFields(before, wanted)
  if (names.length === 0) return before
  await updateMember(tx, before.id, wanted)
  const member = await rereadMember(tx, before.id)
  recordMember(tx, 'team_member.updated', member, { names, before })
  return member
}

export async function rereadMember(tx: Tx, id: string): Promise<TeamMemberRow> {
  return (await findMember(tx, id)) as TeamMemberRow
}
