import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { etag } from '../../http/versions.ts'
import { consentsOfCustomer, readConsent, recordCustomerConsent } from './consents.ts'
import { presentConsent } from './present.ts'

export const consentHandlers = part({
  async listCustomerConsents({ params, query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: `consents of ${params.customer_id.toLowerCase()}` },
      (window) => consentsOfCustomer(ctx.read, params.customer_id, query, window),
      presentConsent,
      (row) => [row.created_at, row.id],
    )
    return { status: 200, body }
  },

  async recordCustomerConsent({ params, body, ctx }) {
    const consent = await recordCustomerConsent(ctx.tx, params.customer_id, body, ctx.business.member)
    const headers = { Location: `/v1/customers/${consent.customer_id ?? ''}/consents/${consent.id}`, ETag: etag(consent) }
    return { status: 201, headers, body: presentConsent(consent) }
  },

  async getCustomerConsent({ params, ctx }) {
    const consent = await readConsent(ctx.read, params.customer_id, params.consent_id)
    return { status: 200, headers: { ETag: etag(consent) }, body: presentConsent(consent) }
  },
})
