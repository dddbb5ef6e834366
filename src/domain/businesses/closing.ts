import type { components } from '../../../generated/api.ts'
import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { endAllApiKeys } from '../api-keys/api-keys.ts'
import { revokeAllInvitations } from '../invitations/invitations.ts'
import { postMails } from '../mails/mails.ts'
import { activeMembers } from '../team-members/team-members.ts'
import { phrases, requireConfirmation } from './confirmation.ts'
import { requireOwner } from './ownership.ts'
import type { Place, Prove } from './ownership.ts'
import { presentBusiness } from './present.ts'
import { findBusiness, lockBusiness, updateBusiness } from './queries.ts'
import type { BusinessRow } from './queries.ts'
import { recordUpdate } from './record.ts'

/**
 * Closes a business for good, and its sandbox with it. Throws 403 for whoever is no owner, 409 for a confirmation that is not right and for a
 * business that is closed. A change that is on its way is either done before, or refused by `app.record_changes`.
 */
export async function closeBusiness(
  tx: Tx,
  id: string,
  member: Place,
  { confirmation }: components['schemas']['BusinessClosing'],
  prove: Prove,
): Promise<BusinessRow> {
  const owner = requireOwner(member)
  const seen = (await findBusiness(tx, id)) as BusinessRow
  requireConfirmation(confirmation, phrases.close(seen.slug))
  await prove()
  // A sandbox after its live business, as everywhere, so that two closings wait for each other in one order.
  if (seen.sandbox_of !== null) await freePlace(tx, seen.sandbox_of, id)
  const closed = await end(tx, id)
  const team = await activeMembers(tx)
  const recipients = team.map(({ email }) => email)
  await postMails(tx, recipients, { kind: 'business_closed', business_id: id, by_member_id: owner.id })
  if (closed.sandbox_id !== null) {
    await tx.become({ business: closed.sandbox_id })
    await end(tx, closed.sandbox_id)
    await tx.become({ business: id })
  }
  return closed
}

async function end(tx: Tx, id: string): Promise<BusinessRow> {
  // New keys, invitations and members wait for this lock, and then find the business closed.
  const row = await lockBusiness(tx, id)
  if (row === undefined || row.status === 'closed') throw problems.businessClosed()
  const closed = (await updateBusiness(tx, id, { status: 'closed' })) as BusinessRow
  await endAllApiKeys(tx)
  await revokeAllInvitations(tx)
  const event = { type: 'business.closed', data: { object: presentBusiness(closed) } } as const
  record(tx, { action: event.type, resource: { type: 'business', id }, changedFields: ['status'], event })
  return closed
}

/** The live business may have another sandbox. */
async function freePlace(tx: Tx, liveId: string, sandboxId: string): Promise<void> {
  await tx.become({ business: liveId })
  const before = await lockBusiness(tx, liveId)
  if (before?.sandbox_id === sandboxId) {
    const after = (await updateBusiness(tx, liveId, { sandbox_id: null })) as BusinessRow
    recordUpdate(tx, before, after, ['sandbox_id'])
  }
  await tx.become({ business: sandboxId })
}
