import { runRedocly } from './support/redocly.ts'

// How well programs can work with the contract, as Redocly measures it: its simplicity, descriptions, bounds, examples and errors.

// Redocly adds nine tenths of the median operation's score to a tenth for discoverability, which is a hundred less one for each ten operations,
// whatever they are like. So the operations are judged here: what the best contract that ours was measured against reached, 91.1, is this at fifty.
const leastMedian = 90.7

const { status, stdout, stderr } = runRedocly(['score', 'generated/openapi.json', '--format', 'json'])
if (status !== 0) throw new Error(stderr)
const { agentReadiness, discoverability } = JSON.parse(stdout) as { agentReadiness: number; discoverability: number }
const median = (agentReadiness - discoverability / 10) / 0.9
console.log(`The contract's score is ${agentReadiness}; the median operation has ${median.toFixed(1)}, and ${leastMedian} is asked for.`)
if (!(median >= leastMedian)) {
  console.error('Which operations pull it down: redocly score generated/openapi.json --operation-details')
  process.exitCode = 1
}
