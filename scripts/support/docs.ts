import { execFile } from 'node:child_process'
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectFolder } from './data-folder.ts'

// 3 MB that follow from the contract, so it is built where it is wanted and not committed.
const page = 'docs/api.html'
const sources = ['generated/openapi.json', 'redocly.yaml', 'package-lock.json', 'scripts/support/docs.ts']
const inProject = (name: string) => join(projectFolder, name)

// The footer would fetch its logo from elsewhere; under the page's policy it could not.
const logo = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g
const ownLogo = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="34" height="12"><text y="10" font-family="sans-serif" font-size="11" fill="#2467f2">Redoc</text></svg>',
)}`

/** Writes the documentation as one page that loads nothing else, and answers its path. */
export async function buildDocs(): Promise<string> {
  const draft = inProject(`${page}.new`)
  await promisify(execFile)(
    inProject('node_modules/.bin/redocly'),
    ['build-docs', 'generated/openapi.json', '--inlineBundle', '--output', draft],
    {
      cwd: projectFolder,
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    },
  )
  // Without an icon in the page browsers ask the server for one.
  writeFileSync(
    draft,
    readFileSync(draft, 'utf8').replace(logo, ownLogo).replace('</title>', '</title>\n  <link rel="icon" href="data:,">'),
  )
  renameSync(draft, inProject(page))
  return page
}

/** Builds the page when it is missing or older than what it is made of. A server without it works too, so a fault is only told. */
export async function freshenDocs(): Promise<void> {
  const built = writtenAt(page)
  if (sources.every((source) => writtenAt(source) <= built)) return
  await buildDocs().catch((error: unknown) => console.error(`The documentation could not be built: ${String(error)}`))
}

function writtenAt(name: string): number {
  return statSync(inProject(name), { throwIfNoEntry: false })?.mtimeMs ?? 0
}
