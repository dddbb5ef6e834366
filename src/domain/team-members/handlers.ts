import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { problems } from '../../problems.ts'
import { presentMember } from './present.ts'
import { findMember, listMembers } from './queries.ts'
import { changeMember, removeMember } from './team-members.ts'

export const teamMemberHandlers = part({
  async listTeamMembers({ query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'team_members' },
      (window) => listMembers(ctx.read, query, { ...window, ascending: query.sort === 'created_at' }),
      presentMember,
      (row) => [row.created_at, row.id],
    )
    return { status: 200, body }
  },

  async getTeamMember({ params, ctx }) {
    const member = await findMember(ctx.read, params.member_id)
    if (member === undefined) throw problems.notFound('team member')
    return { status: 200, headers: { ETag: etag(member) }, body: presentMember(member) }
  },

  async updateTeamMember({ params, body, ctx }) {
    const member = await changeMember(ctx.tx, ctx.business, params.member_id, body, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(member) }, body: presentMember(member) }
  },

  async removeTeamMember({ params, body, ctx }) {
    const { member, keys, futureAppointments } = await removeMember(ctx.tx, ctx.business, params.member_id, body, (row) =>
      requireVersion(ctx.ifMatch, row),
    )
    const left = keys.map(({ id, name }) => ({ id, name, revoked: body.revoke_keys }))
    return { status: 200, body: { member: presentMember(member), api_keys: left, future_appointments: futureAppointments } }
  },
})
