import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Document } from './document.ts'
import { runTool } from './tools.ts'

/** The contract as one document, its components sorted so that a change in one place moves nothing elsewhere. */
export function bundle(root: string): Document {
  const folder = mkdtempSync(join(tmpdir(), 'contract-'))
  try {
    const file = join(folder, 'openapi.json')
    runTool('redocly', ['bundle', root, '--output', file])
    const document = JSON.parse(readFileSync(file, 'utf8')) as Document
    const components = Object.entries(document.components).map(([kind, named]) => [kind, sorted(named)] as const)
    return { ...document, components: sorted(Object.fromEntries(components)) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function sorted<T>(named: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(named).sort(([one], [other]) => (one < other ? -1 : 1)))
}
