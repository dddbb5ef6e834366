import { afterAll } from '@jest/globals'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What happens to one request: a reply, a connection that breaks before or in the middle of it, or no answer at all. */
export type Step = { status: number; headers?: Record<string, string>; body?: unknown } | 'break' | 'break in the reply' | 'silence'

export interface FaultyServer {
  readonly url: string
  readonly seen: { method: string; url: string; headers: IncomingHttpHeaders; body: string; at: number }[]
}

const stops: (() => void)[] = []
afterAll(() => {
  for (const stop of stops) stop()
})

/** A server that does these things one after the other; its last step is for all that come later. */
export async function faultyServer(...steps: [...Step[], Step]): Promise<FaultyServer> {
  const seen: FaultyServer['seen'] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      seen.push({ method, url, headers, body: Buffer.concat(chunks).toString(), at: performance.now() })
      act(steps[Math.min(seen.length, steps.length) - 1] ?? 'silence', response)
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  stops.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

function act(step: Step, response: ServerResponse): void {
  if (step === 'silence') return
  if (step === 'break') return void response.destroy()
  if (step === 'break in the reply') {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '100' }).write('{"data":')
    return void setImmediate(() => response.destroy())
  }
  const { status, headers, body } = step
  response.writeHead(status, { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json', ...headers })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}
