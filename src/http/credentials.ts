import { hashApiKey, isApiKey } from '../crypto/api-key-format.ts'
import type { AccessTokens } from '../crypto/access-tokens.ts'
import { KeysUnavailable } from '../crypto/key-fetch.ts'
import type { SupabaseTokens } from '../crypto/supabase-tokens.ts'
import type { Database } from '../db/database.ts'
import { reading } from '../db/database.ts'
import { problems } from '../problems.ts'
import { createBriefCache } from './brief-cache.ts'
import type { Caller, PersonCaller } from './caller.ts'
import { findIdentity, findKey, findSession } from './credential-look-ups.ts'
import type { KeyRow } from './credential-look-ups.ts'
import { allows } from './ip-ranges.ts'
import { linkSupabasePerson } from './supabase-people.ts'

export interface Credentials {
  /** Proves the credential in an `Authorization` header. Throws 401 when there is none, or it does not hold. `anew` looks past what is remembered. */
  authenticate(authorization: string | undefined, ipAddress: string, anew?: boolean): Promise<Caller>
  /** Sessions that have ended: this process refuses their tokens from now on, the others within a second. */
  forget(sessionIds: readonly string[]): void
}

// A log-out, a role change or a revoked key counts within one second, whichever process did it.
const lifetimeMs = 900
const size = 10_000
const bearer = /^bearer +([A-Za-z0-9._~+/=-]+)$/i

export function createCredentials(
  db: Database,
  accessTokens: AccessTokens,
  supabase: SupabaseTokens | undefined,
  linkByEmail: boolean,
): Credentials {
  const nobody = reading(db, { nobody: true })
  const keys = createBriefCache<KeyRow | undefined>(size, lifetimeMs)
  const sessions = createBriefCache<PersonCaller>(size, lifetimeMs)
  // A signature holds as long as the token lives, so it is checked once.
  const signatures = createBriefCache<Awaited<ReturnType<AccessTokens['verify']>>>(size, 60_000)

  const byKey = async (secret: string, ipAddress: string, anew: boolean): Promise<Caller> => {
    if (!isApiKey(secret)) throw problems.invalidToken()
    const hash = hashApiKey(secret)
    const remembered = hash.toString('base64')
    if (anew) keys.drop(remembered)
    const row = await keys.get(remembered, () => findKey(nobody, hash))
    if (row === undefined || !row.valid || row.business_status === 'closed' || !allows(row.ip_allowlist, ipAddress))
      throw problems.invalidToken()
    return { kind: 'api_key', keyId: row.id, businessId: row.business_id, businessStatus: row.business_status, scopes: new Set(row.scopes) }
  }

  const bySession = async (token: string, anew: boolean): Promise<Caller> => {
    const { sessionId, personId, expiresAt } = await signatures.get(token, () => accessTokens.verify(token)).catch(refuse)
    if (expiresAt * 1000 < Date.now()) throw problems.invalidToken()
    if (anew) sessions.drop(sessionId)
    const caller = await sessions.get(sessionId, async () => {
      const row = await findSession(nobody, sessionId)
      if (row === undefined || !row.alive) throw problems.invalidToken()
      return { kind: 'person', personId: row.person_id, sessionId, memberships: row.memberships }
    })
    if (caller.personId !== personId) throw problems.invalidToken()
    return caller
  }

  const bySupabase = async (tokens: SupabaseTokens, token: string, anew: boolean): Promise<Caller> => {
    const claims = await tokens.verify(token).catch(refuse)
    const remembered = `${tokens.issuer} ${claims.subject}`
    if (anew) sessions.drop(remembered)
    return sessions.get(remembered, async () => {
      const find = () => findIdentity(nobody, tokens.issuer, claims.subject)
      let row = await find()
      if (row === undefined && (await linkSupabasePerson(db, tokens.issuer, claims, linkByEmail))) row = await find()
      if (row === undefined) throw problems.invalidToken()
      return { kind: 'person', personId: row.person_id, sessionId: null, memberships: row.memberships }
    })
  }

  return {
    async authenticate(authorization, ipAddress, anew = false) {
      if (authorization === undefined) throw problems.unauthenticated()
      const token = bearer.exec(authorization)?.[1]
      if (token === undefined || token.length > 4096) throw problems.invalidToken()
      if (token.startsWith('cf_')) return byKey(token, ipAddress, anew)
      return supabase?.claims(token) === true ? bySupabase(supabase, token, anew) : bySession(token, anew)
    },
    forget: (sessionIds) => sessionIds.forEach((id) => sessions.drop(id)),
  }
}

// Whatever is wrong with a token, the caller learns no more than that it does not hold; but an issuer that is away is not its fault.
function refuse(error: unknown): never {
  if (error instanceof KeysUnavailable) throw problems.serviceUnavailable(5, 'The keys of the issuer are not to be had.')
  throw problems.invalidToken()
}
