import { createHmac, timingSafeEqual } from 'node:crypto'

export interface SignedRequest {
  /** The keys that count: one, or two while they are being changed. */
  readonly secrets: readonly string[]
  /** The exact bytes that arrived. */
  readonly body: Buffer
  /** Unix seconds, as the header has them. */
  readonly timestamp: string | undefined
  /** HMAC-SHA256 in hexadecimal, as the header has it. */
  readonly signature: string | undefined
  /** Milliseconds. */
  readonly now: number
}

/** How far the sender's clock may be from ours, either way; an old request is a recorded one. */
const toleranceSeconds = 300

/** Whether the holder of a secret signed this body at about this time: HMAC-SHA256 over the timestamp, a dot and the body. */
export function isSignedRequest({ secrets, body, timestamp = '', signature = '', now }: SignedRequest): boolean {
  // Ten digits reach into the year 2286; more would not be seconds.
  if (!/^\d{1,10}$/.test(timestamp) || Math.abs(now / 1000 - Number(timestamp)) > toleranceSeconds) return false
  const given = Buffer.from(signature.replace(/^sha256=/, '').toLowerCase())
  let signed = false
  for (const secret of secrets) {
    const expected = Buffer.from(signBody(secret, timestamp, body))
    signed = (given.length === expected.length && timingSafeEqual(given, expected)) || signed
  }
  return signed
}

/** What belongs into the header of the signature. */
export function signBody(secret: string, timestamp: string, body: Buffer): string {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')
}
