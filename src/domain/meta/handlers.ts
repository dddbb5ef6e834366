import { eventTypes, operations, roles } from '../../../generated/operations.ts'
import type { EventType, OperationFacts, OperationId, Role, Scope } from '../../../generated/operations.ts'
import { part } from '../../http/handler.ts'
import { cursorSeconds, defaultPageSize, idempotencyKeySeconds } from '../../http/request-limits.ts'
import { maxBodyBytes, maxHeaderBytes, maxPageSize, maxUrlBytes } from '../../http/request-limits.ts'
import { errorCatalogue } from '../../error-catalogue.ts'
import type { ErrorCode } from '../../error-catalogue.ts'
import { planUsage } from './meta.ts'

const headers = { 'Cache-Control': 'public, max-age=300' }

export const metaHandlers = part({
  async getMeta({ ctx }) {
    const { build, config, openapi } = ctx.services
    const { version, digest } = build()
    const server = { version, build: digest, revision: config.BUILD_REVISION ?? null }
    return { status: 200, headers, body: { server, contract: { version: openapi.version, digest: openapi.digest } } }
  },

  async getLimits({ ctx }) {
    const { address, business, credential, sign_in } = ctx.services.limits
    const rate_limits = [address, business, credential, sign_in].map(({ name, countedBy, points, seconds }) => {
      return { policy: name, counted_by: countedBy, quota: points, window_seconds: seconds }
    })
    return { status: 200, body: { rate_limits, ...(await planUsage(ctx.read)), requests } }
  },

  async listErrorCodes({ ctx }) {
    const url = `${ctx.services.publicUrl()}/docs/errors`
    const data = (Object.keys(errorCatalogue) as ErrorCode[])
      .sort()
      .map((code) => ({ code, ...errorCatalogue[code], url: `${url}#${code}` }))
    return { status: 200, headers, body: { data } }
  },

  async listEventTypes() {
    const data = (Object.keys(eventTypes) as EventType[]).map((type) => ({ type, ...eventTypes[type] }))
    return { status: 200, headers, body: { data } }
  },

  async listPermissions() {
    return { status: 200, headers, body: permissions }
  },
})

const requests = {
  max_body_bytes: maxBodyBytes,
  max_url_bytes: maxUrlBytes,
  max_header_bytes: maxHeaderBytes,
  max_page_size: maxPageSize,
  default_page_size: defaultPageSize,
  cursor_seconds: cursorSeconds,
  idempotency_key_seconds: idempotencyKeySeconds,
}

const roleNames = Object.keys(roles) as Role[]

const permissions = {
  roles: roleNames.map((role) => ({ role, scopes: [...roles[role]].sort() })),
  operations: (Object.keys(operations) as OperationId[]).sort().map((id) => {
    const { method, path, access, scopes }: OperationFacts = operations[id]
    return { operation_id: id, method, path, access, scopes, minimum_role: minimumRole(scopes) }
  }),
}

function minimumRole(scopes: readonly Scope[]): Role | null {
  if (scopes.length === 0) return null
  return roleNames.find((role) => scopes.every((scope) => (roles[role] as readonly Scope[]).includes(scope))) ?? null
}
