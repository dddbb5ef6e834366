import type { components } from '../../../generated/api.ts'
import type { BusinessContext } from '../../http/caller.ts'
import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { bookSeries, cancelSeries, requireSeries, rescheduleSeries } from './appointment-series.ts'
import type { Outcome } from './appointment-series.ts'
import { presentSeries } from './present.ts'
import { listSeries } from './queries.ts'

export const appointmentSeriesHandlers = part({
  async listAppointmentSeries({ query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'appointment_series' },
      (window) => listSeries(ctx.read, query, window),
      presentSeries,
      (row) => [row.created_at, row.id],
    )
    return { status: 200, body }
  },

  async createAppointmentSeries({ body, ctx }) {
    const series = await bookSeries(ctx.tx, body, doerOf(ctx.business.actor))
    return { status: 201, headers: { Location: `/v1/appointment-series/${series.id}`, ETag: etag(series) }, body: presentSeries(series) }
  },

  async getAppointmentSeries({ params, ctx }) {
    const series = await requireSeries(ctx.read, params.series_id)
    return { status: 200, headers: { ETag: etag(series) }, body: presentSeries(series) }
  },

  async cancelAppointmentSeries({ params, body, ctx }) {
    const version = (row: { readonly version: number }): void => requireVersion(ctx.ifMatch, row)
    return answer(await cancelSeries(ctx.tx, params.series_id, body, doerOf(ctx.business.actor), version))
  },

  async rescheduleAppointmentSeries({ params, body, ctx }) {
    const version = (row: { readonly version: number }): void => requireVersion(ctx.ifMatch, row)
    return answer(await rescheduleSeries(ctx.tx, params.series_id, body, doerOf(ctx.business.actor), version))
  },
})

function answer({ series, affected }: Outcome): {
  readonly status: 200
  readonly headers: { readonly ETag: string }
  readonly body: components['schemas']['SeriesOutcome']
} {
  return { status: 200, headers: { ETag: etag(series) }, body: { series: presentSeries(series), affected_ids: [...affected] } }
}

// Nobody puts a whole series above what is there.
function doerOf(actor: BusinessContext['actor']): Parameters<typeof bookSeries>[2] {
  return { ...actor, mayOverride: false }
}
