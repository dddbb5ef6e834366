import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from './support/data-folder.ts'
import { runRedocly } from './support/redocly.ts'

// Refuses a contract that breaks a client of the released one. After a release the new contract takes the place of the old:
// cp generated/openapi.json openapi/released/openapi.json
// Before one, `npm run lint:compatibility -- --check-version` also asks whether `info.version` has grown by as much as the changes are worth.

const released = 'openapi/released/openapi.json'

if (!existsSync(join(projectFolder, released))) throw new Error(`${released} is missing: it is what clients were promised.`)
const options = ['--fail-on', 'major', ...process.argv.slice(2)]
const { status, stdout, stderr } = runRedocly(['diff', released, 'generated/openapi.json', ...options])
const summary = stdout.trimEnd().split('\n').at(-1) ?? ''
console.log(status === 0 ? `Against the released contract: ${summary}` : `${stdout}${stderr}`)
process.exitCode = status === 0 ? 0 : 1
