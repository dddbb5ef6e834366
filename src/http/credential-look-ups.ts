import type { Scope } from '../../generated/operations.ts'
import type { Read } from '../db/database.ts'
import { plain } from '../db/database.ts'
import type { BusinessStatus, Membership } from './caller.ts'

export interface KeyRow {
  readonly id: string
  readonly business_id: string
  readonly scopes: Scope[]
  readonly ip_allowlist: string[]
  readonly valid: boolean
  readonly business_status: BusinessStatus
}

interface SessionRow {
  readonly person_id: string
  readonly alive: boolean
  readonly memberships: readonly Membership[]
}

// One function of the database each: who asks is not known yet, so row-level security would show nothing.

export function findKey(door: Read, hash: Buffer): Promise<KeyRow | undefined> {
  return door.first(plain<KeyRow>('select * from app.authenticate_api_key($1)', [hash]))
}

export function findSession(door: Read, id: string): Promise<SessionRow | undefined> {
  return door.first(plain<SessionRow>('select * from app.authenticate_session($1)', [id]))
}

export function findIdentity(door: Read, issuer: string, subject: string): Promise<Omit<SessionRow, 'alive'> | undefined> {
  return door.first(plain<Omit<SessionRow, 'alive'>>('select * from app.authenticate_identity($1, $2)', [issuer, subject]))
}
