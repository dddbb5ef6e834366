import { makeDemoKey } from './demo/key.ts'
import { findRunning } from './support/running.ts'

// Prints a fresh API key of the demo business of the running server, and nothing else: `curl -H "Authorization: Bearer $(make demo-key)" …`.

const url = findRunning()?.environment.DATABASE_URL
const key = url === undefined ? undefined : await makeDemoKey(url)
if (key === undefined) {
  console.error(url === undefined ? 'Nothing runs here yet: start it with `make run`.' : 'The running server has no demo business.')
  process.exit(1)
}
console.log(key)
