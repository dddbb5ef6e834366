import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { problems } from '../../problems.ts'
import { accept } from './acceptance.ts'
import { invite, resend, revoke } from './invitations.ts'
import { presentInvitation } from './present.ts'
import { findInvitation, listInvitations } from './queries.ts'

export const invitationHandlers = part({
  async listInvitations({ query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'invitations' },
      (window) => listInvitations(ctx.read, query, window),
      presentInvitation,
      (row) => [row.created_at, row.id],
    )
    return { status: 200, body }
  },

  async createInvitation({ body, ctx }) {
    const invitation = await invite(ctx.tx, ctx.business, body)
    const headers = { Location: `/v1/invitations/${invitation.id}`, ETag: etag(invitation) }
    return { status: 201, headers, body: presentInvitation(invitation) }
  },

  async getInvitation({ params, ctx }) {
    const invitation = await findInvitation(ctx.read, params.invitation_id)
    if (invitation === undefined) throw problems.notFound('invitation')
    return { status: 200, headers: { ETag: etag(invitation) }, body: presentInvitation(invitation) }
  },

  async resendInvitation({ params, ctx }) {
    const invitation = await resend(ctx.tx, ctx.business, params.invitation_id, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(invitation) }, body: presentInvitation(invitation) }
  },

  async revokeInvitation({ params, ctx }) {
    const invitation = await revoke(ctx.tx, params.invitation_id, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(invitation) }, body: presentInvitation(invitation) }
  },

  async acceptInvitation({ body, ctx }) {
    const { caller, services, ipAddress, userAgent } = ctx
    const accepted = await accept(ctx.tx, services, body, { personId: caller?.personId, ipAddress, userAgent })
    // What is remembered of the session does not know the new business yet.
    if (typeof caller?.sessionId === 'string') services.credentials.forget([caller.sessionId])
    return { status: 200, headers: { 'Cache-Control': 'no-store' }, body: accepted }
  },
})
