import { pause } from './pause.ts'

export interface RetryOptions {
  /** How often a call is sent at most, 4 when left out; 1 never repeats. */
  readonly maxTries?: number
  /** How long one try may take, its body included. 30 seconds when left out. */
  readonly timeoutMs?: number
  /** How long all tries and the waits between them may take together. 60 seconds when left out. */
  readonly budgetMs?: number
}

export type Send = (request: Request) => Promise<Response>

type Outcome = { readonly response: Response } | { readonly failure: unknown }

const firstBackoffMs = 250
const longestBackoffMs = 8_000
const repeatedMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])
const gatewayFaults = new Set([502, 503, 504])

/** Sends a request again where that does no harm and promises to help. What cannot be repeated in time comes back as it is. */
export function withRetries(send: Send, { maxTries = 4, timeoutMs = 30_000, budgetMs = 60_000 }: RetryOptions = {}): Send {
  return async (request) => {
    const deadline = Date.now() + budgetMs
    for (let tries = 1; ; tries++) {
      const outcome = await attempt(send, request, Math.min(timeoutMs, deadline - Date.now()))
      const waitMs = waitFor(outcome, tries)
      const repeats = tries < maxTries && !request.signal.aborted && isWorthRepeating(request, outcome)
      if (!repeats || Date.now() + waitMs >= deadline) return settle(outcome)
      await pause(waitMs, request.signal)
    }
  }
}

async function attempt(send: Send, request: Request, timeoutMs: number): Promise<Outcome> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(Math.max(timeoutMs, 1))])
  try {
    const response = await send(new Request(request.clone(), { signal }))
    // Read to the end here, so that a connection that breaks in the middle of the reply counts as a failed try.
    await response.clone().arrayBuffer()
    return { response }
  } catch (failure) {
    return { failure }
  }
}

function isWorthRepeating(request: Request, outcome: Outcome): boolean {
  const keyed = request.headers.has('Idempotency-Key')
  if (!keyed && !repeatedMethods.has(request.method)) return false
  // After a lost reply the version has moved on, and a repetition would be told 412 by its own success.
  if ('failure' in outcome) return !request.headers.has('If-Match')
  const { status, headers } = outcome.response
  if (status === 429) return true
  // The first try may still be at work.
  if (status === 409) return keyed && headers.has('Retry-After')
  return gatewayFaults.has(status) && (status === 503 || !request.headers.has('If-Match'))
}

/** As long as the server asks, and a little more at random, so that those who were refused together do not come back together. */
function waitFor(outcome: Outcome, tries: number): number {
  const backoffMs = Math.random() * Math.min(firstBackoffMs * 2 ** tries, longestBackoffMs)
  return ('response' in outcome ? retryAfterMs(outcome.response) : 0) + backoffMs
}

/** `Retry-After` is a number of seconds or a date. */
function retryAfterMs({ headers }: Response): number {
  const value = headers.get('Retry-After') ?? ''
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now()
  return ms > 0 ? ms : 0
}

function settle(outcome: Outcome): Response {
  if ('failure' in outcome) throw outcome.failure
  return outcome.response
}
