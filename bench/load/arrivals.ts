import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { requestsOf } from './requests.ts'
import type { LoadRequest } from './requests.ts'
import { webhooksOf } from './webhooks.ts'

// An open loop: requests arrive by chance, so many a second on the average, whether or not others were answered, and each is timed from when it was due.
// The words are those of wrk.lua, after URL, connections and seconds, with the requests a second at the end. Others' tools for this send a second's
// requests together at its beginning, or come with a closed loop's blindness.

const [url = '', connections, seconds, operation = '', file = '', word = '', perSecond] = process.argv.slice(2)
const next = operation === 'webhook' ? webhooksOf(url, file, word) : requestsOf(operation, file, word)
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) })
const lasting = Number(seconds) * 1000
const latencies: number[] = []
const counts = { refused: 0, broken: 0 }
const random = sequence(1)

const sent: Promise<void>[] = []
const began = performance.now()
for (let due = gap(); due < lasting; due += gap()) {
  const early = began + due - performance.now()
  if (early >= 1) await wait(early)
  sent.push(send(next(), began + due))
}
await Promise.all(sent)
agent.destroy()
latencies.sort((one, other) => one - other)
console.log(
  JSON.stringify({
    requests: sent.length,
    seconds: (performance.now() - began) / 1000,
    ...counts,
    p50Ms: percentile(50),
    p95Ms: percentile(95),
    p99Ms: percentile(99),
  }),
)

async function send({ method, path, headers, body }: LoadRequest, due: number): Promise<void> {
  const status = await new Promise<number>((resolve, reject) => {
    const asked = request(new URL(path, url), { method, headers, agent, timeout: 20_000 }, (reply) => {
      text(reply).then(() => resolve(reply.statusCode ?? 0), reject)
    })
    asked.on('timeout', () => asked.destroy(new Error('No answer in time.')))
    asked.on('error', reject)
    asked.end(body)
  }).catch(() => undefined)
  latencies.push(performance.now() - due)
  if (status === undefined) counts.broken += 1
  else if (status < 200 || status > 299) counts.refused += 1
}

/** Milliseconds until the next arrival: independent of each other, as customers are. */
function gap(): number {
  return (-Math.log(1 - random()) * 1000) / Number(perSecond)
}

/** The same chances in each run, so that servers meet the same arrivals (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function percentile(rank: number): number {
  return latencies[Math.min(latencies.length - 1, Math.floor((latencies.length * rank) / 100))] ?? 0
}
