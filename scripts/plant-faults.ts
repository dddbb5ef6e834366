import { authenticationFaults } from './faults/authentication.ts'
import type { Fault } from './faults/fault.ts'
import { gateFaults } from './faults/gate.ts'
import { integrationFaults } from './faults/integrations.ts'
import { mergeFaults } from './faults/merges.ts'
import { messageFaults } from './faults/messages.ts'
import { requestFaults } from './faults/requests.ts'
import { ruleFaults } from './faults/rules.ts'
import { schedulingFaults } from './faults/scheduling.ts'
import type { Outcome, Scratch } from './faults/scratch.ts'
import { makeScratch } from './faults/scratch.ts'
import { tenancyFaults } from './faults/tenancy.ts'
import { webhookFaults } from './faults/webhooks.ts'
import { startTestCluster } from './support/test-cluster.ts'

// Whether the tests would notice: plants one fault after the other in a copy of the project and runs the tests that should fail. A fault that no
// test notices is a gap in the tests, however many lines they cover. All of them take more than an hour; `2/6` takes the second of six parts, and words
// take only the faults that are named with them.

const asked = process.argv.slice(2)
const [part, parts] = (asked.find((word) => /^[1-9]\d*\/[1-9]\d*$/.test(word)) ?? '1/1').split('/').map(Number) as [number, number]
const words = asked.filter((word) => !/^\d+\/\d+$/.test(word)).map((word) => word.toLowerCase())
const all = [
  ...authenticationFaults,
  ...tenancyFaults,
  ...webhookFaults,
  ...requestFaults,
  ...mergeFaults,
  ...gateFaults,
  ...integrationFaults,
  ...messageFaults,
  ...ruleFaults,
  ...schedulingFaults,
]
const named = all.filter(({ name, file }) => words.every((word) => `${name} ${file}`.toLowerCase().includes(word)))
const chosen = named.filter((_, index) => Math.floor((index * parts) / named.length) === part - 1)

const cluster = await startTestCluster()
try {
  const scratch = makeScratch(cluster.url)
  try {
    tryAll(scratch)
  } finally {
    scratch.remove()
  }
} finally {
  await cluster.stop()
}

function tryAll(scratch: Scratch): void {
  const began = Date.now()
  console.log(`${chosen.length} of ${all.length} faults. Running the tests without any …`)
  const sound = scratch.test([...new Set(chosen.flatMap(({ tests }) => tests))])
  for (const name of sound.failed) console.log(`  fails already, and so proves nothing: ${name}`)
  const verdicts = chosen.map((fault) => {
    const verdict = judge(scratch, fault, sound)
    console.log(
      `${verdict.noticed ? 'noticed ' : 'SURVIVED'}  ${fault.name}${verdict.noticed ? '' : `\n          ${fault.file}`}\n          ${verdict.why}`,
    )
    return verdict
  })
  const survivors = verdicts.filter(({ noticed }) => !noticed).length
  console.log(`${verdicts.length} faults planted, ${survivors} survived, ${((Date.now() - began) / 60_000).toFixed(1)} minutes`)
  process.exitCode = survivors === 0 && verdicts.length > 0 ? 0 : 1
}

function judge(scratch: Scratch, fault: Fault, sound: Outcome): { readonly noticed: boolean; readonly why: string } {
  let takeOut: () => void
  try {
    takeOut = scratch.plant(fault)
  } catch (error) {
    return { noticed: false, why: `does not fit the code: ${error instanceof Error ? error.message : String(error)}` }
  }
  const { ran, failed } = scratch.test(fault.tests)
  takeOut()
  if (ran === 0) return { noticed: false, why: `no test ran: ${failed.join(' ')}` }
  const noticing = failed.filter((name) => !sound.failed.includes(name))
  const [first] = noticing
  if (first === undefined) return { noticed: false, why: `all of ${ran} tests passed in ${fault.tests.join(', ')}` }
  return { noticed: true, why: noticing.length === 1 ? first : `${first} (and ${noticing.length - 1} more)` }
}
