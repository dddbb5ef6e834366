import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { IncomingMessage } from 'node:http'
import { once } from 'node:events'

export interface Answer {
  readonly status: number
  readonly ms: number
  readonly body: string
}

/** Asks a server as one credential, on connections that are kept, and times each answer from the first byte that is sent to the last that comes. */
export function asker(url: string, key: string): { ask(method: string, path: string, body?: object): Promise<Answer>; end(): void } {
  const agent = new Agent({ keepAlive: true })
  return {
    async ask(method, path, body) {
      const start = performance.now()
      const headers = { authorization: `Bearer ${key}`, ...(body !== undefined && { 'content-type': 'application/json' }) }
      const sent = request(url + path, { method, agent, headers })
      sent.end(body === undefined ? undefined : JSON.stringify(body))
      const [reply] = (await once(sent, 'response')) as [IncomingMessage]
      const answer = await text(reply)
      return { status: reply.statusCode ?? 0, ms: performance.now() - start, body: answer }
    },
    end: () => agent.destroy(),
  }
}

export function p95(answers: readonly Answer[]): number {
  const sorted = answers.map(({ ms }) => ms).sort((one, other) => one - other)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0
}
