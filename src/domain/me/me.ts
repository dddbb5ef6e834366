import type { components } from '../../../generated/api.ts'
import type { Role, Scope } from '../../../generated/operations.ts'
import type { Read, Tx } from '../../db/database.ts'
import { changePerson, presentPerson, requirePerson } from '../people/people.ts'

type Schemas = components['schemas']

/** The business that a call is about, and what the caller may do there. */
export interface Place {
  readonly id: string
  readonly scopes: ReadonlySet<Scope>
  readonly member: { readonly role: Role } | undefined
}
export type Principal =
  | { readonly kind: 'api_key'; readonly keyId: string }
  | { readonly kind: 'person'; readonly personId: string; readonly memberships: readonly Membership[] }
interface Membership {
  readonly business_id: string
  readonly business_name: string
  readonly business_status: string
  readonly member_id: string
  readonly role: Role
}

/** More than these are not shown here; the list of businesses has them all. */
const shownMemberships = 100

/** Who stands behind the credential, and what it may do. */
export async function describeCaller(door: Read, caller: Principal, place: Place | undefined): Promise<Schemas['Me']> {
  const isPerson = caller.kind === 'person'
  return {
    principal: caller.kind,
    person: isPerson ? presentPerson(await requirePerson(door, caller.personId)) : null,
    api_key_id: isPerson ? null : caller.keyId,
    business_id: place?.id ?? null,
    role: place?.member?.role ?? null,
    scopes: [...(place?.scopes ?? [])].sort(),
    memberships: isPerson ? membershipsByName(caller.memberships) : [],
  }
}

/** Changes the person who calls. Throws 412 when `checkVersion` objects. */
export async function changeMe(
  tx: Tx,
  personId: string,
  changes: Schemas['PersonChanges'],
  checkVersion: (row: { readonly version: number }) => void,
): Promise<Schemas['Person']> {
  return presentPerson(await changePerson(tx, personId, changes, checkVersion))
}

function membershipsByName(memberships: readonly Membership[]): Schemas['Membership'][] {
  return memberships
    .filter((each) => each.business_status !== 'closed')
    .map(({ business_id, business_name, role, member_id }) => ({ business_id, business_name, role, member_id }))
    .sort((one, other) => one.business_name.localeCompare(other.business_name) || one.business_id.localeCompare(other.business_id))
    .slice(0, shownMemberships)
}
