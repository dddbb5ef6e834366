import type { FetchImplementation } from 'jose'

/** An issuer's keys are not to be had, so its tokens can be judged neither good nor bad. */
export class KeysUnavailable extends Error {}

const staleMs = 3_600_000
const pauseMs = 5_000

/**
 * Fetches an issuer's keys. While the issuer does not answer, the last ones serve for up to an hour; when there are none, it is asked again after
 * five seconds, so that a flood of tokens does not become a flood of requests to it.
 */
export function createKeyFetch(): FetchImplementation {
  let last: { readonly text: string; readonly at: number } | undefined
  let failedAt = -Infinity
  return async (url, options) => {
    const now = Date.now()
    if (now - failedAt > pauseMs) {
      try {
        last = { text: await keySet(url, options), at: now }
      } catch {
        failedAt = now
      }
    }
    if (last === undefined || now - last.at > staleMs) throw new KeysUnavailable(`${url} gives no keys.`)
    return new Response(last.text)
  }
}

async function keySet(...[url, options]: Parameters<FetchImplementation>): Promise<string> {
  const response = await fetch(url, options)
  const text = await response.text()
  const { keys } = JSON.parse(text) as { keys?: unknown }
  if (response.status !== 200 || !Array.isArray(keys)) throw new Error(`${url} answers ${response.status} without keys.`)
  return text
}
