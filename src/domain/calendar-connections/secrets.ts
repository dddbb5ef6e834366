import { createHash, randomBytes } from 'node:crypto'
import type { Cipher } from '../../crypto/cipher.ts'

/** What of a connection is encrypted, each bound to its column and row. */
export type SealedColumn = 'refresh_token' | 'authorization_code' | 'code_verifier'

export function seal(cipher: Cipher, id: string, column: SealedColumn, secret: string): Buffer {
  return cipher.encrypt(Buffer.from(secret), placeOf(id, column))
}

export function unseal(cipher: Cipher, id: string, column: SealedColumn, sealed: Buffer): string {
  return cipher.decrypt(sealed, placeOf(id, column)).toString()
}

/** 256 random bits, in letters that a URL takes as they are. */
export function mintSecret(): string {
  return randomBytes(32).toString('base64url')
}

export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

function placeOf(id: string, column: SealedColumn): string {
  return `calendar_connections:${id}:${column}`
}
