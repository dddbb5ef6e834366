import { roles } from '../../../generated/operations.ts'
import type { Role, Scope } from '../../../generated/operations.ts'
import { problems } from '../../problems.ts'

/** Somebody who gives rights to others: a member of the team, or an API key, which has scopes but no role. */
export interface Giver {
  readonly scopes: ReadonlySet<Scope>
  readonly member: { readonly id: string; readonly role: Role } | undefined
}

const ranks = Object.keys(roles) as Role[]

/** Throws 403 when one of the scopes is not the giver's own. */
export function requireScopes(giver: Giver, scopes: readonly Scope[]): void {
  const wider = scopes.find((scope) => !giver.scopes.has(scope))
  if (wider !== undefined) throw problems.scopeTooWide(wider)
}

/** Throws 403 for a member whose role is above the giver's. A key stands below owners only. */
export function requireNotAbove(giver: Giver, role: Role): void {
  if (ranks.indexOf(role) > ranks.indexOf(giver.member?.role ?? 'admin')) throw problems.roleTooHigh()
}

/** Throws 403 when the giver may not make somebody this: no role above their own, and for a key none that may do more than the key. */
export function requireRole(giver: Giver, role: Role): void {
  requireNotAbove(giver, role)
  if (giver.member === undefined && roles[role].some((scope) => !giver.scopes.has(scope))) throw problems.roleTooHigh()
}
