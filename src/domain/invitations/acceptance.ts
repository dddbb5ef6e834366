import type { components } from '../../../generated/api.ts'
import type { AccessTokens } from '../../crypto/access-tokens.ts'
import type { LinkTokens } from '../../crypto/link-tokens.ts'
import type { Passwords } from '../../crypto/passwords.ts'
import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { clientOf, createAccount, requireGoodPassword } from '../auth/auth.ts'
import { requireOpenBusiness } from '../businesses/businesses.ts'
import { joinTeam, presentMember } from '../team-members/team-members.ts'
import { recordInvitation } from './invitations.ts'
import { findPersonByEmail, lockInvitation, markAccepted } from './queries.ts'
import type { InvitationRow } from './queries.ts'

type Schemas = components['schemas']
export interface Tools {
  readonly linkTokens: LinkTokens
  readonly passwords: Passwords
  readonly accessTokens: AccessTokens
}
/** Who accepts: a person who has proved to be one, or somebody who is yet to become one. */
export interface Guest {
  readonly personId: string | undefined
  readonly ipAddress: string
  readonly userAgent: string | null
}

/**
 * Joins the team with a mailed token. Throws 404 for a token that is not good any more, 409 for one that was used, 401 and 403 for whoever is not the
 * invited person. The lock on the invitation lets one of two acceptances at once succeed.
 */
export async function accept(
  tx: Tx,
  tools: Tools,
  body: Schemas['InvitationAcceptance'],
  guest: Guest,
): Promise<Schemas['InvitationAccepted']> {
  const [businessId, invitationId, tokenId] = tools.linkTokens.read('invitation', body.token) ?? []
  if (businessId === undefined || invitationId === undefined) throw problems.notFound('invitation')
  const newcomer = guest.personId === undefined ? await prepare(tools.passwords, body) : undefined
  await tx.become({ business: businessId })
  // Locked first, as by whoever closes it, so that the two wait for each other in one order.
  const business = await requireOpenBusiness(tx, businessId)
  const invitation = requireGood(await lockInvitation(tx, invitationId), tokenId)
  const existing = await findPersonByEmail(tx, invitation.email)
  const { personId, session } = await enter(tx, tools, { invitation, existing: existing?.id, newcomer }, guest)
  await tx.become({ business: businessId })
  const member = await joinTeam(tx, personId, invitation.role, invitation.extra_scopes)
  recordInvitation(tx, 'invitation.accepted', await markAccepted(tx, invitationId))
  return { member: presentMember(member), business: { id: business.id, name: business.name }, session }
}

interface Newcomer {
  readonly full_name: string
  readonly passwordHash: string
}

// The hash takes long: before the first query nobody waits for it.
async function prepare(passwords: Passwords, { full_name, password }: Schemas['InvitationAcceptance']): Promise<Newcomer | undefined> {
  if (full_name === undefined || password === undefined) return undefined
  requireGoodPassword(password)
  return { full_name, passwordHash: await passwords.hash(password) }
}

function requireGood(row: InvitationRow | undefined, tokenId: string | undefined): InvitationRow {
  if (row === undefined || row.token_id !== tokenId) throw problems.notFound('invitation')
  if (row.status === 'accepted') throw problems.alreadyAccepted()
  if (row.status !== 'pending') throw problems.notFound('invitation')
  return row
}

async function enter(
  tx: Tx,
  { accessTokens }: Tools,
  { invitation, existing, newcomer }: { invitation: InvitationRow; existing: string | undefined; newcomer: Newcomer | undefined },
  { personId, ...client }: Guest,
): Promise<{ personId: string; session: Schemas['SessionTokens'] | null }> {
  if (personId !== undefined) {
    if (existing !== personId) throw problems.forbidden('This invitation is for another e-mail address than yours.')
    return { personId, session: null }
  }
  if (existing !== undefined || newcomer === undefined) throw problems.unauthenticated()
  const { person, session } = await createAccount(
    tx,
    accessTokens,
    { ...newcomer, email: invitation.email, locale: null },
    clientOf(client),
  )
  return { personId: person.id, session }
}
