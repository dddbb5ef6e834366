import type { Cipher } from './cipher.ts'
import { uuidFromBytes, uuidToBytes } from './uuid-bytes.ts'

/** Which recording a link leads to, and until when. */
export interface RecordingTicket {
  readonly businessId: string
  readonly callId: string
  readonly expiresAt: Date
}

const context = 'link:call_recording'
const idLength = 16

/** The last part of a link to a recording: sealed, so that nobody can read or alter it, and nothing has to be kept. */
export function sealTicket(cipher: Cipher, { businessId, callId, expiresAt }: RecordingTicket): string {
  const until = Buffer.alloc(8)
  until.writeBigInt64BE(BigInt(expiresAt.getTime()))
  return cipher.encrypt(Buffer.concat([uuidToBytes(businessId), uuidToBytes(callId), until]), context).toString('base64url')
}

/** What a link says, or undefined when it is none of ours, was altered, or is over. */
export function openTicket(cipher: Cipher, token: string, now: Date): RecordingTicket | undefined {
  const sealed = Buffer.from(token, 'base64url')
  // The decoder overlooks foreign signs and spare bits, and then many texts would be the same token.
  if (sealed.toString('base64url') !== token) return undefined
  try {
    const bytes = cipher.decrypt(sealed, context)
    const expiresAt = new Date(Number(bytes.readBigInt64BE(2 * idLength)))
    const businessId = uuidFromBytes(bytes.subarray(0, idLength))
    const callId = uuidFromBytes(bytes.subarray(idLength, 2 * idLength))
    return expiresAt > now ? { businessId, callId, expiresAt } : undefined
  } catch {
    return undefined
  }
}
