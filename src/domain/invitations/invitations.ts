import type { components } from '../../../generated/api.ts'
import type { EventType } from '../../../generated/operations.ts'
import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { postMail } from '../mails/mails.ts'
import { requireRole, requireScopes } from '../permissions/permissions.ts'
import type { Giver } from '../permissions/permissions.ts'
import { isOnTeam, requirePlace } from '../team-members/team-members.ts'
import { presentInvitation } from './present.ts'
import {
  closeExpiredInvitations,
  endInvitation,
  endPendingInvitations,
  findPendingInvitation,
  insertInvitation,
  lockInvitation,
  renewInvitation,
} from './queries.ts'
import type { InvitationRow } from './queries.ts'

type CheckVersion = (row: InvitationRow) => void
/** Who invites, and where to. */
export interface Host extends Giver {
  /** The business. */
  readonly id: string
}

const usualHours = 72

/** Invites a person by mail. Throws 403 for rights beyond the host's, 409 for whoever is invited or on the team, and for a team that is full. */
export async function invite(tx: Tx, host: Host, wanted: components['schemas']['NewInvitation']): Promise<InvitationRow> {
  const { email: written, role, extra_scopes: scopes = [], message = null, expires_in_hours: hours = usualHours } = wanted
  const email = written.toLowerCase()
  requireRights(host, { role, extra_scopes: scopes })
  if (await isOnTeam(tx, email)) throw problems.emailTaken()
  await requirePlace(tx)
  await closeExpiredInvitations(tx, email)
  const place = { email, role, extra_scopes: [...scopes].sort(), message, invited_by_member_id: host.member?.id ?? null }
  const row = await insertInvitation(tx, place, hours)
  if (row === undefined) throw await pendingExists(tx, email)
  await mailToken(tx, host, row)
  recordInvitation(tx, 'invitation.created', row)
  return row
}

/** Sends a new token, which kills the one before it. Throws 404, 412, 403 for rights beyond the host's, 409 when no longer pending. */
export async function resend(tx: Tx, host: Host, id: string, checkVersion: CheckVersion): Promise<InvitationRow> {
  const row = await lockPending(tx, id, checkVersion)
  requireRights(host, row)
  const renewed = await renewInvitation(tx, id)
  await mailToken(tx, host, renewed)
  recordInvitation(tx, 'invitation.resent', renewed)
  return renewed
}

/** Ends an invitation: its token is dead. Throws 404, 412, 409 when no longer pending. */
export async function revoke(tx: Tx, id: string, checkVersion: CheckVersion): Promise<InvitationRow> {
  await lockPending(tx, id, checkVersion)
  const revoked = await endInvitation(tx, id)
  recordInvitation(tx, 'invitation.revoked', revoked)
  return revoked
}

/** Ends all that are pending: their tokens are dead. */
export async function revokeAllInvitations(tx: Tx): Promise<void> {
  for (const row of await endPendingInvitations(tx)) recordInvitation(tx, 'invitation.revoked', row)
}

export function recordInvitation(tx: Tx, type: Extract<EventType, `invitation.${string}`>, row: InvitationRow): void {
  const data = { object: presentInvitation(row) }
  record(tx, { action: type, resource: { type: 'invitation', id: row.id }, event: { type, data } })
}

function requireRights(host: Host, { role, extra_scopes }: Pick<components['schemas']['Invitation'], 'role' | 'extra_scopes'>): void {
  requireRole(host, role)
  requireScopes(host, extra_scopes)
}

async function lockPending(tx: Tx, id: string, checkVersion: CheckVersion): Promise<InvitationRow> {
  const row = await lockInvitation(tx, id)
  if (row === undefined) throw problems.notFound('invitation')
  checkVersion(row)
  if (row.status !== 'pending') throw problems.invitationNotPending()
  return row
}

async function pendingExists(tx: Tx, email: string): Promise<Error> {
  const existing = await findPendingInvitation(tx, email)
  // Ended in this very moment: the same request may succeed when it is sent again.
  return existing === undefined ? problems.serviceUnavailable() : problems.pendingInvitationExists(existing.id)
}

function mailToken(tx: Tx, { id: business_id }: Host, { id: invitation_id, email, token_id }: InvitationRow): Promise<void> {
  return postMail(tx, email, null, { kind: 'invitation', business_id, invitation_id, token_id })
}
