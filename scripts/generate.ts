import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundle } from './generate/bundle.ts'
import { configurationPage } from './generate/configuration.ts'
import { generateDatabaseTypes } from './generate/database-types.ts'
import { manifest } from './generate/manifest.ts'
import { permissionTable } from './generate/permissions.ts'
import { pythonClient } from './generate/python-client.ts'
import { pythonTypes } from './generate/python-types.ts'
import { withCodeSamples } from './generate/samples.ts'
import { generateTypes } from './generate/types.ts'
import { projectFolder } from './support/data-folder.ts'
import { withMigratedDatabase } from './support/test-cluster.ts'

// Everything in generated/, the Python client's types and calls, and the table of settings, in the order in which one is made from the other. A second
// run changes nothing.
const generated = (name: string) => join(projectFolder, 'generated', name)
const inPython = (name: string) => join(projectFolder, 'sdk/python/src/clientflow', name)

generateFromContract()
writeFileSync(join(projectFolder, 'docs/CONFIGURATION.md'), configurationPage())
await withMigratedDatabase(async ({ owner }) => generateDatabaseTypes(owner, generated('db.ts')))

function generateFromContract(): void {
  mkdirSync(generated('.'), { recursive: true })
  const document = withCodeSamples(bundle('openapi/openapi.yaml'))
  writeFileSync(generated('openapi.json'), `${JSON.stringify(document, null, 2)}\n`)
  generateTypes('generated/openapi.json', 'generated/api.ts')
  writeFileSync(generated('operations.ts'), manifest(document))
  writeFileSync(generated('permissions.md'), permissionTable(document))
  writeFileSync(inPython('types.py'), pythonTypes(document))
  writeFileSync(inPython('client.py'), pythonClient(document))
}
