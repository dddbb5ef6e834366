import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Which program this is. */
export interface Build {
  /** From package.json. */
  readonly version: string
  /** SHA-256 of all files that the process runs and reads, so that two processes with the same one do the same. */
  readonly digest: string
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const folders = ['generated', 'migrations', 'src']

let known: Build | undefined

/** Found out once, when somebody asks. It needs neither git nor a step of the build: the files themselves are what is running. */
export function identifyBuild(): Build {
  return (known ??= { version: readVersion(), digest: `sha256:${digestOfFiles()}` })
}

function readVersion(): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version
}

function digestOfFiles(): string {
  const digest = createHash('sha256')
  for (const folder of folders) {
    const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    for (const path of entries.map((entry) => join(entry.parentPath, entry.name)).sort()) {
      digest.update(`${path.slice(root.length)}\n`).update(createHash('sha256').update(readFileSync(path)).digest())
    }
  }
  return digest.digest('hex')
}
