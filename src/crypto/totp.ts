import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { base32 } from './base32.ts'

// What every authenticator app takes (RFC 6238): SHA-1, a code for each 30 seconds, six digits.
const stepSeconds = 30
const digits = 6

/** How many steps a device's clock may be off, either way (RFC 6238, 5.2). */
const drift = 1

/** A new secret of 160 bits, as long as the hash (RFC 4226, R6). */
export function mintTotpSecret(): Buffer {
  return randomBytes(20)
}

/** The number of the step at an instant, in milliseconds since 1970. */
export function totpStepAt(time: number): number {
  return Math.floor(time / 1000 / stepSeconds)
}

export function totpCodeOf(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = mac.readUInt8(mac.length - 1) & 0x0f
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/** The newest step near this instant (milliseconds) whose six digits these are; undefined when they are of none. Takes the same time for all digits. */
export function matchTotpCode(secret: Buffer, code: string, time: number): number | undefined {
  const given = Buffer.from(code)
  let found: number | undefined
  for (let step = totpStepAt(time) - drift; step <= totpStepAt(time) + drift; step += 1) {
    if (timingSafeEqual(Buffer.from(totpCodeOf(secret, step)), given)) found = step
  }
  return found
}

const issuer = 'ClientFlow'

/** The secret in base32, and as the URI that authenticator apps read from a QR code. */
export function showTotpSecret(secret: Buffer, account: string): { readonly secret: string; readonly otpauth_uri: string } {
  const text = base32(secret)
  const query = `secret=${text}&issuer=${issuer}&algorithm=SHA1&digits=${digits}&period=${stepSeconds}`
  return { secret: text, otpauth_uri: `otpauth://totp/${issuer}:${encodeURIComponent(account)}?${query}` }
}
