import autocannon from 'autocannon'
import { readFileSync } from 'node:fs'

// flood.ts <url> <seconds> <requests a second at most> <file of tokens>: each request with another of the tokens. The result is one line of JSON.

const [url = '', seconds, rate, file = ''] = process.argv.slice(2)
const tokens = readFileSync(file, 'utf8').trim().split('\n')
let count = 0

const result = await autocannon({
  url,
  connections: 50,
  duration: Number(seconds),
  overallRate: Number(rate),
  requests: [
    { setupRequest: (request) => ({ ...request, headers: { authorization: `Bearer ${tokens[count++ % tokens.length] ?? ''}` } }) },
  ],
})
const statuses = Object.fromEntries(Object.entries(result.statusCodeStats ?? {}).map(([status, { count: times }]) => [status, times]))
console.log(JSON.stringify({ perSecond: result.requests.total / result.duration, statuses, broken: result.errors }))
