import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { problems } from '../../problems.ts'
import { changeBusiness, createOwnBusiness } from './businesses.ts'
import { closeBusiness } from './closing.ts'
import { transferOwnership } from './ownership.ts'
import { presentBusiness } from './present.ts'
import { proofOf } from './proof.ts'
import { findBusiness, listBusinesses } from './queries.ts'
import { createSandbox } from './sandbox.ts'

export const businessHandlers = part({
  async listBusinesses({ query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'businesses' },
      (window) => listBusinesses(ctx.read, query, window),
      presentBusiness,
      (row) => [row.created_at, row.id],
    )
    return { status: 200, body }
  },

  async createBusiness({ body, ctx }) {
    const { personId, sessionId } = ctx.caller
    const business = await createOwnBusiness(ctx.tx, personId, body)
    // What is remembered of the session does not know the new business yet.
    if (sessionId !== null) ctx.services.credentials.forget([sessionId])
    const headers = { Location: `/v1/businesses/${business.id}`, ETag: etag(business) }
    return { status: 201, headers, body: presentBusiness(business) }
  },

  async getBusiness({ ctx }) {
    const business = await findBusiness(ctx.read, ctx.business.id)
    if (business === undefined) throw problems.notFound('business')
    return { status: 200, headers: { ETag: etag(business) }, body: presentBusiness(business) }
  },

  async createSandbox({ ctx }) {
    const { tx, business, caller, services } = ctx
    const sandbox = await createSandbox(tx, business.id)
    if (caller.sessionId !== null) services.credentials.forget([caller.sessionId])
    const headers = { Location: `/v1/businesses/${sandbox.id}`, ETag: etag(sandbox) }
    return { status: 201, headers, body: presentBusiness(sandbox) }
  },

  async transferOwnership({ body, ctx }) {
    const { tx, business, caller, services, ipAddress } = ctx
    const prove = proofOf(tx, services, { personId: caller.personId, ipAddress }, body.current_password)
    const transfer = await transferOwnership(tx, business.id, business.member, body, prove)
    if (caller.sessionId !== null) services.credentials.forget([caller.sessionId])
    return { status: 200, body: transfer }
  },

  async closeBusiness({ body, ctx }) {
    const { tx, business, caller, services, ipAddress } = ctx
    const prove = proofOf(tx, services, { personId: caller.personId, ipAddress }, body.current_password)
    const closed = await closeBusiness(tx, business.id, business.member, body, prove)
    if (caller.sessionId !== null) services.credentials.forget([caller.sessionId])
    return { status: 200, headers: { ETag: etag(closed) }, body: presentBusiness(closed) }
  },

  async updateBusiness({ body, ctx }) {
    const business = await changeBusiness(ctx.tx, ctx.business.id, body, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(business) }, body: presentBusiness(business) }
  },
})
