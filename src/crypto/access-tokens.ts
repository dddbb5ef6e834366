import { SignJWT, createLocalJWKSet, importJWK, jwtVerify } from 'jose'
import type { CryptoKey, JWK } from 'jose'

export interface AccessTokenClaims {
  readonly personId: string
  readonly sessionId: string
  /** Unix seconds. */
  readonly expiresAt: number
}
export interface AccessTokens {
  readonly issuer: string
  readonly lifetimeSeconds: number
  sign(personId: string, sessionId: string): Promise<string>
  /** Rejects when the token is not one of ours, or not valid now. */
  verify(token: string): Promise<AccessTokenClaims>
  /** The public halves of all keys, for `/.well-known/jwks.json`. */
  readonly publicKeys: readonly PublicKey[]
}
export interface PublicKey {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
  readonly kid: string
  readonly alg: 'ES256'
  readonly use: 'sig'
}

const issuer = 'clientflow'
const audience = 'clientflow-api'
const type = 'at+jwt'
const clockToleranceSeconds = 5

/**
 * Our own access tokens: JWTs of type at+jwt (RFC 9068), ES256 and nothing else, verified with our own keys and nothing that a token brings along
 * (RFC 8725). The first of the keys signs; the others are there while tokens that they signed live.
 */
export async function createAccessTokens(signingKeys: string, lifetimeSeconds: number): Promise<AccessTokens> {
  const jwks = JSON.parse(signingKeys) as JWK[]
  const publicKeys = jwks.map(publicHalf)
  const first = jwks[0]
  if (first === undefined) throw new Error('SIGNING_KEYS: at least one key is needed')
  const signingKey = (await importJWK(first, 'ES256').catch(() => {
    throw new Error('SIGNING_KEYS: the first key cannot be read as a private key')
  })) as CryptoKey
  const keySet = createLocalJWKSet({ keys: publicKeys.map((key) => ({ ...key })) })
  return {
    issuer,
    lifetimeSeconds,
    publicKeys,
    sign: (personId, sessionId) =>
      new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: 'ES256', typ: type, kid: first.kid ?? '' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(personId)
        .setIssuedAt()
        .setExpirationTime(`${lifetimeSeconds}s`)
        .setJti(crypto.randomUUID())
        .sign(signingKey),
    async verify(token) {
      const { payload } = await jwtVerify(token, keySet, {
        algorithms: ['ES256'],
        issuer,
        audience,
        typ: type,
        clockTolerance: clockToleranceSeconds,
        requiredClaims: ['sub', 'sid', 'exp', 'iat', 'jti'],
      })
      const { sub, sid, exp } = payload
      if (!isUuid(sub) || !isUuid(sid) || exp === undefined) throw new Error('These are no claims of ours.')
      return { personId: sub, sessionId: sid, expiresAt: exp }
    },
  }
}

function isUuid(claim: unknown): claim is string {
  return typeof claim === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(claim)
}

function publicHalf(jwk: JWK): PublicKey {
  const { kty, crv, x, y, kid } = jwk
  if (kty !== 'EC' || crv !== 'P-256' || x === undefined || y === undefined || kid === undefined) {
    throw new Error('SIGNING_KEYS: each key must be an EC key on P-256 with a kid')
  }
  return { kty: 'EC', crv: 'P-256', x, y, kid, alg: 'ES256', use: 'sig' }
}
