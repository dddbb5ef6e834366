import { createHmac, timingSafeEqual } from 'node:crypto'
import { uuidFromBytes, uuidToBytes } from './uuid-bytes.ts'

export type LinkPurpose = 'verify_email' | 'reset_password' | 'invitation' | 'unsubscribe' | 'appointment' | 'waitlist_offer'

/**
 * The tokens in mailed links: the ids that they stand for, and a MAC over ids and purpose. Nothing secret is stored, so whoever reads the database
 * cannot use a link, and a made-up token is refused without a query. Whether it is still alive, the rows say.
 */
export interface LinkTokens {
  mint(purpose: LinkPurpose, ids: readonly string[]): string
  /** The ids, or undefined when the token is not one of ours for this purpose. */
  read(purpose: LinkPurpose, token: string): string[] | undefined
}

const idLength = 16
const macLength = 24

export function createLinkTokens(key: string): LinkTokens {
  const mac = (purpose: LinkPurpose, ids: Buffer): Buffer =>
    createHmac('sha256', Buffer.from(key, 'base64')).update(`link:${purpose}:`).update(ids).digest().subarray(0, macLength)
  return {
    mint(purpose, ids) {
      const bytes = Buffer.concat(ids.map(uuidToBytes))
      return Buffer.concat([bytes, mac(purpose, bytes)]).toString('base64url')
    },
    read(purpose, token) {
      const bytes = Buffer.from(token, 'base64url')
      // The decoder overlooks foreign signs and spare bits, and then many texts would be the same token.
      if (bytes.toString('base64url') !== token) return undefined
      const end = bytes.length - macLength
      if (end <= 0 || end % idLength !== 0) return undefined
      const ids = bytes.subarray(0, end)
      if (!timingSafeEqual(mac(purpose, ids), bytes.subarray(end))) return undefined
      return Array.from({ length: end / idLength }, (_, index) => uuidFromBytes(ids.subarray(index * idLength, (index + 1) * idLength)))
    },
  }
}
