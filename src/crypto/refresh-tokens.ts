import { createHash, createHmac, randomBytes } from 'node:crypto'

/** A refresh token: 256 bits, opaque. */
export function mintRefreshToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a token. Its 256 random bits need no slow hash. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/**
 * The token that follows this one in its session. Computed and not drawn, so that a client whose reply was lost, or two tabs that refresh at once,
 * get the same successor again without its ever being stored.
 */
export function successorOf(token: string, sessionId: string, key: string): string {
  return createHmac('sha256', Buffer.from(key, 'base64')).update(`refresh:${sessionId}:`).update(token).digest('base64url')
}
