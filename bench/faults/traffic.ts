import { setTimeout as wait } from 'node:timers/promises'

/** One request and what became of it. */
export interface Answer {
  readonly what: string
  /** When it was asked, on the clock of `performance.now()`. */
  readonly at: number
  readonly ms: number
  /** 0 when there was no answer: the connection broke, or nothing came for so long that it does not matter any more. */
  readonly status: number
  readonly code: string | undefined
  readonly text: string
  readonly headers: Headers
}

const patienceMs = 20_000

/** Asks with a credential, and never throws. */
export async function ask(
  what: string,
  url: string,
  token: string,
  init: { method?: string; body?: object; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const at = performance.now()
  const { method = 'GET', body, headers = {} } = init
  try {
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(patienceMs),
    })
    const text = await response.text()
    const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') === true
    const code = isProblem ? (JSON.parse(text) as { code: string }).code : undefined
    return { what, at, ms: performance.now() - at, status: response.status, code, text, headers: response.headers }
  } catch {
    return { what, at, ms: performance.now() - at, status: 0, code: undefined, text: '', headers: new Headers() }
  }
}

/** Requests that come so many a second, whether or not the ones before were answered. `stop` answers when all were. */
export function arrive(perSecond: number, send: (number: number) => Promise<unknown>): { stop(): Promise<void> } {
  const began = performance.now()
  const open = new Set<Promise<unknown>>()
  let sent = 0
  const timer = setInterval(() => {
    const due = ((performance.now() - began) * perSecond) / 1000
    for (; sent < due; sent += 1) {
      const one: Promise<unknown> = send(sent).finally(() => open.delete(one))
      open.add(one)
    }
  }, 5)
  return {
    async stop() {
      clearInterval(timer)
      await Promise.all(open)
    },
  }
}

/** So many at once, each asking again as soon as it has its answer, until the time is over or there is nothing more to ask. */
export async function crowd(size: number, seconds: number, send: () => Promise<unknown>): Promise<void> {
  const until = performance.now() + seconds * 1000
  const one = async (): Promise<void> => {
    while (performance.now() < until) if ((await send()) === false) return
  }
  await Promise.all(Array.from({ length: size }, one))
}

/** As a careful client: the same again until it is neither in progress nor refused for the moment, by a server that may not even be there. */
export async function insist(send: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await send()
    if (answer.status !== 0 && answer.status !== 503 && answer.code !== 'idempotency_in_progress') return answer
    await wait(50)
  }
}

export const times = (answers: readonly Answer[]): number[] => answers.map(({ ms }) => ms)

export const longest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), 0)

/** The value below which that share of all lies; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
