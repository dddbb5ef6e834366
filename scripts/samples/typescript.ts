import { createInterface } from 'node:readline'
import type { Outcome, Sample } from './languages.ts'

// Runs the samples that come as lines of JSON, each a module of its own, and answers each with the status that it got or with what went wrong.

const latest: { status?: number } = {}
const send = globalThis.fetch
globalThis.fetch = async (...request) => {
  const reply = await send(...request)
  latest.status = reply.status
  return reply
}
// What a sample prints is not the answer.
const answer = (outcome: Outcome) => process.stdout.write(`${JSON.stringify(outcome)}\n`)
console.log = () => undefined
process.stdout.on('error', () => process.exit(1))

for await (const line of createInterface({ input: process.stdin })) answer(await run(JSON.parse(line) as Sample))

async function run({ file, environment }: Sample): Promise<Outcome> {
  delete latest.status
  Object.assign(process.env, environment)
  const fault: unknown = await import(file).then(
    () => undefined,
    (error: unknown) => error,
  )
  // A refusal is thrown by the sample itself, after it has got its reply.
  const { status } = { ...latest }
  return status === undefined ? { fault: String(fault) } : { status }
}
