import autocannon from 'autocannon'
import { requestsOf } from './requests.ts'

// What wrk.lua does, for machines without wrk; the words are the same, after URL, connections and seconds. It needs more of its core than wrk.

const [url = '', connections, seconds, operation = '', file = '', word = ''] = process.argv.slice(2)
const next = requestsOf(operation, file, word)

const result = await autocannon({
  url,
  connections: Number(connections),
  duration: Number(seconds),
  timeout: 20,
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
