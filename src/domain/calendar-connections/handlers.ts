import type { BaseContext } from '../../http/handler.ts'
import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { problems } from '../../problems.ts'
import type { Begun } from './calendar-connections.ts'
import {
  authorizeAgain,
  changeConnection,
  completeConsent,
  disconnect,
  receivePush,
  requireConnection,
  startConnection,
  syncNow,
} from './calendar-connections.ts'
import type { Asker, ConsentTools } from './consent.ts'
import { presentConnection } from './present.ts'
import { listConnections } from './queries.ts'

export const calendarConnectionHandlers = part({
  async listCalendarConnections({ query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'calendar-connections' },
      (window) => listConnections(ctx.read, query, window),
      presentConnection,
      (row) => [row.created_at, row.id],
    )
    return { status: 200, body }
  },

  async startCalendarConnection({ body, ctx }) {
    const begun = await startConnection(ctx.tx, toolsOf(ctx), memberOf(ctx.business.member), body)
    const headers = { Location: `/v1/calendar-connections/${begun.connection.id}`, ...headersOf(begun) }
    return { status: 201, headers, body: shown(begun) }
  },

  async completeCalendarConnection({ body, ctx }) {
    const connection = await completeConsent(ctx.tx, ctx.services.cipher, memberOf(ctx.business.member), body)
    return { status: 200, headers: { ETag: etag(connection) }, body: presentConnection(connection) }
  },

  async getCalendarConnection({ params, ctx }) {
    const connection = await requireConnection(ctx.read, params.calendar_connection_id)
    return { status: 200, headers: { ETag: etag(connection) }, body: presentConnection(connection) }
  },

  async updateCalendarConnection({ params, body, ctx }) {
    const connection = await changeConnection(ctx.tx, ctx.business.member, params.calendar_connection_id, body, (row) =>
      requireVersion(ctx.ifMatch, row),
    )
    return { status: 200, headers: { ETag: etag(connection) }, body: presentConnection(connection) }
  },

  async authorizeCalendarConnection({ params, ctx }) {
    const begun = await authorizeAgain(ctx.tx, toolsOf(ctx), memberOf(ctx.business.member), params.calendar_connection_id)
    return { status: 200, headers: headersOf(begun), body: shown(begun) }
  },

  async syncCalendarConnection({ params, ctx }) {
    const connection = await syncNow(ctx.tx, params.calendar_connection_id)
    return { status: 202, headers: { ETag: etag(connection) }, body: presentConnection(connection) }
  },

  async disconnectCalendarConnection({ params, ctx }) {
    const connection = await disconnect(ctx.tx, ctx.business.member, params.calendar_connection_id, (row) =>
      requireVersion(ctx.ifMatch, row),
    )
    return { status: 200, headers: { ETag: etag(connection) }, body: presentConnection(connection) }
  },

  async receiveGoogleCalendarPush({ params, ctx }) {
    await receivePush(ctx.tx, {
      connectionId: params.calendar_connection_id,
      channelId: ctx.header('x-goog-channel-id'),
      token: ctx.header('x-goog-channel-token'),
      state: ctx.header('x-goog-resource-state'),
    })
    return { status: 204 }
  },
})

function toolsOf({ services: { cipher, calendarConsentUrl } }: BaseContext): ConsentTools {
  return { cipher, consentUrl: calendarConsentUrl }
}

// The contract lets only people in, and in a business people are members.
function memberOf(member: Asker): NonNullable<Asker> {
  if (member === undefined) throw problems.personRequired()
  return member
}

function headersOf({ connection }: Begun) {
  return { 'Cache-Control': 'no-store', ETag: etag(connection) }
}

function shown({ connection, url, expiresAt }: Begun) {
  return { ...presentConnection(connection), authorization_url: url, authorization_expires_at: expiresAt }
}
