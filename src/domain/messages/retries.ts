/** After so many calls that failed a message is given up. */
export const maxAttempts = 10

const firstMs = 2_000
const longestMs = 300_000

/**
 * How long to wait after so many failed attempts: anything up to a bound that doubles (full jitter), so that those who failed together do not come back
 * together; or what the provider asked for, and a little more.
 */
export function waitMs(attempts: number, retryAfterSeconds: number | undefined, random = Math.random()): number {
  if (retryAfterSeconds !== undefined) return Math.round(retryAfterSeconds * 1000 * (1 + random / 10))
  return Math.round(random * Math.min(longestMs, firstMs * 2 ** attempts))
}
