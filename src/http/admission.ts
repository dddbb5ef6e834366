import type { OperationId, Scope } from '../../generated/operations.ts'
import { operations, roles } from '../../generated/operations.ts'
import { problems } from '../problems.ts'
import type { BusinessContext, Caller, Membership } from './caller.ts'
import type { Services } from './services.ts'
import { requireStanding } from './standing.ts'

export interface Asked {
  readonly id: OperationId
  readonly params: Readonly<Record<string, string>>
  readonly authorization: string | undefined
  readonly businessHeader: string | undefined
  readonly ipAddress: string
}

/** Who calls: proved, and of the kind that the operation wants. Throws 401, or 403 for a key where a person is wanted. */
export async function authenticate(services: Services, { id, authorization, ipAddress }: Asked, anew = false): Promise<Caller | undefined> {
  const { access } = operations[id]
  // Who provides an integration is proved by its handler, which knows the secrets.
  if (access === 'public' || access === 'provider' || (access === 'optional' && authorization === undefined)) return undefined
  const caller = await services.credentials.authenticate(authorization, ipAddress, anew)
  if ((access === 'person' || access === 'optional') && caller.kind === 'api_key') throw problems.personRequired()
  return caller
}

/** Which business the call is about, and whether the caller may do this there. The scopes come from the contract. */
export function authorize({ id, params, businessHeader }: Asked, caller: Caller | undefined): BusinessContext | undefined {
  const { business: place, scopes } = operations[id]
  if (place === 'none' || caller === undefined) return undefined
  const wanted = place === 'path' ? params.business_id : businessHeader
  const context = contextOf(caller, wanted?.toLowerCase(), id)
  if (context === undefined) return undefined
  const missing = scopes.find((scope) => !context.scopes.has(scope))
  if (missing !== undefined) throw problems.scopeRequired(missing)
  requireStanding(id, context.status)
  return context
}

function contextOf(caller: Caller, wanted: string | undefined, id: OperationId): BusinessContext | undefined {
  if (caller.kind === 'api_key') {
    if (wanted !== undefined && wanted !== caller.businessId) throw problems.notFound('business')
    const { businessId, businessStatus: status, scopes, keyId } = caller
    return { id: businessId, status, scopes, actor: { type: 'api_key', id: keyId }, member: undefined }
  }
  const open = caller.memberships.filter((each) => each.business_status !== 'closed')
  // Its owners may go on reading what they have closed, when they name it.
  const own = caller.memberships.filter((each) => each.business_status === 'closed' && each.role === 'owner')
  const membership = wanted === undefined ? onlyOne(open) : [...open, ...own].find((each) => each.business_id === wanted)
  if (membership !== undefined) {
    return {
      id: membership.business_id,
      status: membership.business_status,
      scopes: scopesOf(membership.role, membership.extra_scopes),
      actor: { type: 'person', id: caller.personId },
      member: { id: membership.member_id, role: membership.role },
    }
  }
  if (wanted !== undefined || open.length === 0) {
    if (id === 'getMe' && wanted === undefined) return undefined
    throw problems.notFound('business')
  }
  if (id === 'getMe') return undefined
  throw problems.businessRequired()
}

/** The business that goes without saying. A sandbox is nobody's only business, so that making one disturbs no client. */
function onlyOne(open: readonly Membership[]): Membership | undefined {
  const live = open.filter((each) => !each.is_sandbox)
  const candidates = live.length > 0 ? live : open
  return candidates.length === 1 ? candidates[0] : undefined
}

function scopesOf(role: keyof typeof roles, extra: readonly Scope[]): ReadonlySet<Scope> {
  return new Set([...roles[role], ...extra])
}
