import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { runTool } from './generate/tools.ts'
import { projectFolder } from './support/data-folder.ts'

// The client as a package of plain JavaScript and types: `node scripts/build-sdk.ts [folder]`, then `npm publish <folder>`.
const source = join(projectFolder, 'sdk/typescript')
const output = resolve(process.argv[2] ?? join(source, 'dist'))

rmSync(output, { recursive: true, force: true })
runTool('tsc', ['--project', source, '--outDir', output])
copyFileSync(join(source, 'README.md'), join(output, 'README.md'))
writeFileSync(join(output, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`)

/** That of the source, with exports that lead to what was emitted. */
function manifest(): object {
  const own = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as object
  const index = './sdk/typescript/src/index'
  return { ...own, exports: { '.': { types: `${index}.d.ts`, default: `${index}.js` } } }
}
