import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { problems } from '../../problems.ts'
import { presentSuppression } from './present.ts'
import { findSuppression } from './queries.ts'
import { liftByHand, suppressByHand, suppressionsIn } from './suppressions.ts'

export const suppressionHandlers = part({
  async listSuppressions({ query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'suppressions' },
      (window) => suppressionsIn(ctx.read, query, window),
      presentSuppression,
      (row) => [row.created_at, row.id],
    )
    return { status: 200, body }
  },

  async createSuppression({ body, ctx }) {
    const suppression = await suppressByHand(ctx.tx, body)
    const headers = { Location: `/v1/suppressions/${suppression.id}`, ETag: etag(suppression) }
    return { status: 201, headers, body: presentSuppression(suppression) }
  },

  async getSuppression({ params, ctx }) {
    const suppression = await findSuppression(ctx.read, params.suppression_id)
    if (suppression === undefined) throw problems.notFound('suppression')
    return { status: 200, headers: { ETag: etag(suppression) }, body: presentSuppression(suppression) }
  },

  async liftSuppression({ params, ctx }) {
    const suppression = await liftByHand(ctx.tx, params.suppression_id, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(suppression) }, body: presentSuppression(suppression) }
  },
})
