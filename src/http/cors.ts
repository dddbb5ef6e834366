/** Which origins browsers may call from: exact, never reflected, and without cookies, which this API does not use. */
export type Cors = (origin: string | undefined) => Readonly<Record<string, string>>

const exposed = 'ETag, Location, X-Request-Id, RateLimit, RateLimit-Policy, Retry-After, Idempotent-Replayed, WWW-Authenticate, Allow'

export function createCors(origins: string): Cors {
  const allowed = new Set(
    origins
      .split(',')
      .map((origin) => origin.trim())
      .filter((origin) => origin !== ''),
  )
  if (allowed.size === 0) return () => ({})
  return (origin): Record<string, string> =>
    origin !== undefined && allowed.has(origin)
      ? { Vary: 'Origin', 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': exposed }
      : { Vary: 'Origin' }
}

/** What a browser asks before the call itself (Fetch standard, CORS-preflight). */
export function preflight(allow: string): Record<string, string> {
  return {
    'Access-Control-Allow-Methods': allow,
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key, If-Match, X-Business-Id, X-Request-Id',
    'Access-Control-Max-Age': '600',
  }
}
