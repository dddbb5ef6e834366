import type { BusinessContext } from '../../http/caller.ts'
import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import type { Services } from '../../http/services.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { bookAppointment, cancelAppointment, historyOf, requireAppointment, rescheduleAppointment } from './appointments.ts'
import { calendarFile } from './calendar-file.ts'
import { changeAppointment } from './changes.ts'
import { listAppointments, sortKey } from './list-queries.ts'
import { manageUrlOf } from './manage-url.ts'
import { presentAppointment, presentHistory } from './present.ts'
import type { AppointmentRow } from './queries.ts'
import { checkIn, completeAppointment, confirmAppointment, correctAppointment, markNoShow } from './transitions.ts'
import type { CheckVersion } from './transitions.ts'
import type { Doer } from './write.ts'

export const appointmentHandlers = part({
  async listAppointments({ query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'appointments' },
      (window) => listAppointments(ctx.read, query, window),
      (row) => present(ctx, row),
      (row) => [row[sortKey(query)], row.id],
    )
    return { status: 200, body }
  },

  async createAppointment({ body, ctx }) {
    const row = await bookAppointment(ctx.tx, body, doerOf(ctx.business))
    const headers = { Location: `/v1/appointments/${row.id}`, ETag: etag(row) }
    return { status: 201, headers, body: present(ctx, row) }
  },

  async getAppointment({ params, ctx }) {
    return shown(ctx, await requireAppointment(ctx.read, params.appointment_id))
  },

  async updateAppointment({ params, body, ctx }) {
    return shown(ctx, await changeAppointment(ctx.tx, params.appointment_id, body, doerOf(ctx.business), versionOf(ctx.ifMatch)))
  },

  async confirmAppointment({ params, ctx }) {
    return shown(ctx, await confirmAppointment(ctx.tx, params.appointment_id, doerOf(ctx.business), versionOf(ctx.ifMatch)))
  },

  async rescheduleAppointment({ params, body, ctx }) {
    return shown(ctx, await rescheduleAppointment(ctx.tx, params.appointment_id, body, doerOf(ctx.business), versionOf(ctx.ifMatch)))
  },

  async cancelAppointment({ params, body, ctx }) {
    return shown(ctx, await cancelAppointment(ctx.tx, params.appointment_id, body, doerOf(ctx.business), versionOf(ctx.ifMatch)))
  },

  async checkInAppointment({ params, ctx }) {
    return shown(ctx, await checkIn(ctx.tx, params.appointment_id, doerOf(ctx.business), versionOf(ctx.ifMatch)))
  },

  async completeAppointment({ params, ctx }) {
    return shown(ctx, await completeAppointment(ctx.tx, params.appointment_id, doerOf(ctx.business), versionOf(ctx.ifMatch)))
  },

  async markAppointmentNoShow({ params, ctx }) {
    return shown(ctx, await markNoShow(ctx.tx, params.appointment_id, doerOf(ctx.business), versionOf(ctx.ifMatch)))
  },

  async correctAppointment({ params, body, ctx }) {
    return shown(ctx, await correctAppointment(ctx.tx, params.appointment_id, body, doerOf(ctx.business), versionOf(ctx.ifMatch)))
  },

  async listAppointmentHistory({ params, query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: `history of ${params.appointment_id.toLowerCase()}` },
      (window) => historyOf(ctx.read, params.appointment_id, query, { ...window, ascending: query.sort === 'created_at' }),
      presentHistory,
      (row) => [row.created_at, row.id],
    )
    return { status: 200, body }
  },

  async getAppointmentCalendarFile({ params, ctx }) {
    const row = await requireAppointment(ctx.read, params.appointment_id)
    const headers = { 'Content-Disposition': `attachment; filename="appointment-${row.id}.ics"` }
    return { status: 200, headers, body: calendarFile(row) }
  },
})

type Ctx = { readonly business: BusinessContext; readonly services: Services }

function shown(ctx: Ctx, row: AppointmentRow) {
  return { status: 200 as const, headers: { ETag: etag(row) }, body: present(ctx, row) }
}

// Whoever has the link can change the appointment, so only who may do that gets it.
function present({ business, services: { linkTokens, publicUrl } }: Ctx, row: AppointmentRow) {
  const mayChange = business.scopes.has('appointments:write')
  return presentAppointment(row, mayChange ? manageUrlOf({ linkTokens, publicUrl: publicUrl() }, business.id, row.id) : null)
}

function doerOf({ actor, scopes }: BusinessContext): Doer {
  return { ...actor, mayOverride: scopes.has('appointments:override') }
}

function versionOf(ifMatch: string | undefined): CheckVersion {
  return (row) => requireVersion(ifMatch, row)
}
