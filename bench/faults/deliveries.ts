import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { projectFolder } from '../../scripts/support/data-folder.ts'
import { onInterrupt } from '../ending.ts'
import type { Figure } from '../figures.ts'
import { single } from '../figures.ts'

const title = 'faults, deliveries of providers'
const deliveries = 10_000

/** The test of every run with as many deliveries as no run has time for: three of ten come twice, two of ten at another time than they should. */
export async function deliverInDisorder(): Promise<Figure[]> {
  const began = performance.now()
  const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--silent', 'tests/inbound-webhooks/deliveries.test.ts']
  const env = { ...process.env, NODE_OPTIONS: '', DELIVERIES: String(deliveries) }
  const child = spawn(process.execPath, jest, { cwd: projectFolder, env, stdio: ['ignore', 'ignore', 'pipe'] })
  onInterrupt(() => child.kill('SIGTERM'))
  const [said, [code]] = (await Promise.all([text(child.stderr), once(child, 'exit')])) as [string, [number | null]]
  if (code !== 0) console.log(said)
  return [
    single(`${title}: deliveries`, deliveries),
    single(`${title}: effects other than each of them has once`, code === 0 ? 0 : 1),
    single(`${title}: seconds`, (performance.now() - began) / 1000),
  ]
}
