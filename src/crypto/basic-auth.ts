import { createHash, timingSafeEqual } from 'node:crypto'

export interface BasicCredentials {
  readonly username: string
  /** The passwords that count: one, or two while they are being changed. */
  readonly passwords: readonly string[]
  /** The header Authorization. */
  readonly authorization: string | undefined
}

/** Whether the header has the name and one of the passwords (RFC 7617). */
export function hasBasicAuth({ username, passwords, authorization = '' }: BasicCredentials): boolean {
  const [, encoded = ''] = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(authorization) ?? []
  // Digests have one length, so that nothing tells how long a password is.
  const given = digest(Buffer.from(encoded, 'base64'))
  let known = false
  for (const password of passwords) known = timingSafeEqual(given, digest(Buffer.from(`${username}:${password}`))) || known
  return known
}

function digest(text: Buffer): Buffer {
  return createHash('sha256').update(text).digest()
}
