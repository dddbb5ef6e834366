import autocannon from 'autocannon'
import { readFileSync } from 'node:fs'

// What wrk.lua does, for machines without wrk; the words are the same, after URL, connections and seconds. It needs more of its core than wrk.
// With one word more, so many requests a second, it is an open loop: what a request waited for its turn counts.

const [url = '', connections, seconds, operation = '', file = '', word = '', perSecond] = process.argv.slice(2)
const callers = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(' ') as [key: string, id: string])
let count = 0

const makers: Record<string, (key: string, id: string) => autocannon.Request> = {
  get: (key, id) => ({ method: 'GET', path: `/v1/customers/${id}`, headers: headersOf(key) }),
  list: (key) => ({ method: 'GET', path: '/v1/customers?limit=25', headers: headersOf(key) }),
  search: (key) => ({ method: 'GET', path: `/v1/customers?q=${operation.split(' ')[1] ?? ''}`, headers: headersOf(key) }),
  create: (key) => ({
    method: 'POST',
    path: '/v1/customers',
    headers: { ...headersOf(key), 'content-type': 'application/json' },
    body: JSON.stringify({
      first_name: 'Ada',
      last_name: 'Example',
      company: 'Example Studio',
      emails: [{ email: `${word}-${count}@example.com`, is_primary: true }],
      tags: ['vip', 'new'],
      lead_source: 'website',
      locale: 'en-US',
    }),
  }),
}
// Of ten requests seven read, two list and one creates.
const mixture = ['get', 'list', 'get', 'get', 'create', 'get', 'list', 'get', 'get', 'get']

const result = await autocannon({
  url,
  connections: Number(connections),
  duration: Number(seconds),
  timeout: 20,
  ...(perSecond === undefined ? {} : { overallRate: Number(perSecond) }),
  requests: [{ setupRequest: (request) => ({ ...request, ...next() }) }],
})
const { latency } = result
console.log(
  JSON.stringify({
    requests: result.requests.total,
    seconds: result.duration,
    refused: result.non2xx,
    broken: result.errors,
    p50Ms: latency.p50,
    // It knows no 95th percentile; the next one above is not flattering.
    p95Ms: latency.p97_5,
    p99Ms: latency.p99,
  }),
)

function next(): autocannon.Request {
  count += 1
  const [key, id] = callers[(count * 7) % callers.length] ?? ['', '']
  const kind = operation === 'mixed' ? (mixture[count % 10] ?? 'get') : (operation.split(' ')[0] ?? 'get')
  return (makers[kind] ?? makers.get)?.(key, id) ?? {}
}

function headersOf(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}` }
}
