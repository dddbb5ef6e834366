import type { components } from '../../../generated/api.ts'
import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { postMail } from '../mails/mails.ts'
import { passOwnership, presentMember, requireSuccessor } from '../team-members/team-members.ts'
import { phrases, requireConfirmation } from './confirmation.ts'
import { findBusiness } from './queries.ts'
import type { BusinessRow } from './queries.ts'

type Schemas = components['schemas']
/** The place of whoever asks in the team; an API key has none. */
export type Place = { readonly id: string; readonly role: Schemas['Role'] } | undefined
/** Throws a Problem when the person who asks does not prove to be the one. */
export type Prove = () => Promise<void>

/**
 * Passes the caller's ownership on to another member and makes the caller an admin. Other owners stay what they are. Throws 403 for whoever is no
 * owner, 404 for a successor who is no active member, 409 for one who owns the business already and for a confirmation that is not right.
 */
export async function transferOwnership(
  tx: Tx,
  id: string,
  member: Place,
  { member_id: successorId, confirmation }: Schemas['OwnershipTransferRequest'],
  prove: Prove,
): Promise<Schemas['OwnershipTransfer']> {
  const owner = requireOwner(member)
  await requireSuccessor(tx, successorId)
  const { slug } = (await findBusiness(tx, id)) as BusinessRow
  requireConfirmation(confirmation, phrases.transfer(slug))
  await prove()
  const { former, successor } = await passOwnership(tx, owner.id, successorId)
  const object = { new_owner: presentMember(successor), former_owner: presentMember(former) }
  const event = { type: 'business.ownership_transferred', data: { object } } as const
  record(tx, { action: event.type, resource: { type: 'business', id }, event })
  const details = { business_id: id, from_member_id: former.id, to_member_id: successor.id }
  await postMail(tx, former.email, null, { kind: 'ownership_given', ...details })
  await postMail(tx, successor.email, null, { kind: 'ownership_received', ...details })
  return object
}

/** Throws 403 for everybody but an owner, whatever their scopes. */
export function requireOwner(member: Place): NonNullable<Place> {
  if (member?.role !== 'owner') throw problems.forbidden('Only an owner may do this.')
  return member
}
