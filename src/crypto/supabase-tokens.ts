import { createRemoteJWKSet, customFetch, decodeJwt, jwtVerify } from 'jose'
import { createKeyFetch } from './key-fetch.ts'

export interface SupabaseClaims {
  readonly subject: string
  /** In lower case; undefined when there is none that our contract could show. */
  readonly email: string | undefined
}
export interface SupabaseTokens {
  readonly issuer: string
  /** Whether the token says that it comes from this issuer; nothing is proved by that. */
  claims(token: string): boolean
  /** Rejects when the token is no good, and with KeysUnavailable when that cannot be told. */
  verify(token: string): Promise<SupabaseClaims>
}

const longestEmail = 254

/**
 * Access tokens of Supabase Auth, verified with the keys that the project publishes. Keys are fetched at most once in 30 s, however many unknown key
 * ids arrive, and anew after ten minutes. Only people count: the project's own `anon` and `service_role` tokens are refused, and anonymous users.
 * `emailShape` is what our own contract calls an address.
 */
export function createSupabaseTokens(issuer: string, emailShape: RegExp): SupabaseTokens {
  const keySet = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`), {
    cooldownDuration: 30_000,
    cacheMaxAge: 600_000,
    timeoutDuration: 3_000,
    [customFetch]: createKeyFetch(),
  })
  return {
    issuer,
    claims: (token) => issuerOf(token) === issuer,
    async verify(token) {
      const { payload } = await jwtVerify(token, keySet, {
        algorithms: ['ES256', 'RS256'],
        issuer,
        audience: 'authenticated',
        clockTolerance: 5,
        requiredClaims: ['sub', 'exp'],
      })
      const { sub: subject, role, email, is_anonymous: isAnonymous } = payload
      if (role !== 'authenticated' || subject === undefined || subject === '' || isAnonymous === true)
        throw new Error('Not the token of a person.')
      const address = typeof email === 'string' ? email.toLowerCase() : ''
      return { subject, email: address.length <= longestEmail && emailShape.test(address) ? address : undefined }
    },
  }
}

function issuerOf(token: string): unknown {
  try {
    return decodeJwt(token).iss
  } catch {
    return undefined
  }
}
