import { createHash, randomBytes } from 'node:crypto'
import { base32 } from './base32.ts'

/** A recovery code: 120 random bits, as 24 letters and digits in groups of four. */
export function mintRecoveryCode(): string {
  return base32(randomBytes(15))
    .toLowerCase()
    .replace(/.{4}(?=.)/g, '$&-')
}

/**
 * What is stored of a recovery code. From 112 random bits on nothing is left to be guessed, so a fast hash is enough (NIST SP 800-63B on look-up
 * secrets). The person is part of it, so that a guess serves against one person only.
 */
export function hashRecoveryCode(code: string, personId: string): Buffer {
  return createHash('sha256')
    .update(`${personId}:${code.toLowerCase().replaceAll('-', '')}`)
    .digest()
}
