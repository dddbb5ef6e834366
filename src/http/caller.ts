import type { Role, Scope } from '../../generated/operations.ts'

export type BusinessStatus = 'active' | 'suspended' | 'closed'
export interface Membership {
  readonly business_id: string
  readonly business_name: string
  readonly business_status: BusinessStatus
  readonly is_sandbox: boolean
  readonly member_id: string
  readonly role: Role
  readonly extra_scopes: readonly Scope[]
}
export interface PersonCaller {
  readonly kind: 'person'
  readonly personId: string
  /** Null for people who sign in elsewhere, whose sessions are not ours. */
  readonly sessionId: string | null
  readonly memberships: readonly Membership[]
}
export interface KeyCaller {
  readonly kind: 'api_key'
  readonly keyId: string
  readonly businessId: string
  readonly businessStatus: BusinessStatus
  readonly scopes: ReadonlySet<Scope>
}
/** Who calls, once the credential has been proved. */
export type Caller = PersonCaller | KeyCaller

/** The business that a call is about, and what the caller may do there. */
export interface BusinessContext {
  readonly id: string
  readonly status: BusinessStatus
  readonly scopes: ReadonlySet<Scope>
  readonly actor: { readonly type: 'person' | 'api_key'; readonly id: string }
  /** The caller's place in the team; an API key has none. */
  readonly member: { readonly id: string; readonly role: Role } | undefined
}
