import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from './support/data-folder.ts'

// Refuses a locked package below the version that ended a published vulnerability. security/advisories.json holds what we know, also where no
// advisory service can be asked; the public CI asks one too (`npm audit`).

interface Advisory {
  readonly package: string
  /** The first sound version of each major version that got one. */
  readonly fixed: readonly string[]
  readonly advisory: string
}
type Lock = { packages: Record<string, { name?: string; version?: string }> }

const advisories = readJson('security/advisories.json') as Advisory[]
const { packages } = readJson('package-lock.json') as Lock

const faults = Object.entries(packages).flatMap(([path, { name = path.split('node_modules/').at(-1), version }]) =>
  advisories
    .filter((advisory) => advisory.package === name && version !== undefined && !isSound(version, advisory.fixed))
    .map(({ advisory, fixed }) => `${path}: ${version ?? ''} has ${advisory}, fixed in ${fixed.join(' and ')}`),
)
for (const fault of faults) console.error(fault)
if (faults.length === 0) console.log(`${Object.keys(packages).length} packages, none below the floors of ${advisories.length} advisories.`)
process.exitCode = faults.length === 0 ? 0 : 1

function isSound(version: string, fixed: readonly string[]): boolean {
  const [major = 0] = numbers(version)
  const same = fixed.find((each) => numbers(each)[0] === major)
  // Without a fix of its own, a major version is sound when it came after all that got one.
  return same === undefined ? fixed.every((each) => (numbers(each)[0] ?? 0) < major) : !isBelow(version, same)
}

function isBelow(version: string, floor: string): boolean {
  const [left, right] = [numbers(version), numbers(floor)]
  const different = left.findIndex((number, index) => number !== right[index])
  // Equal numbers with a suffix are a version before the release.
  return different === -1 ? version.includes('-') : (left[different] ?? 0) < (right[different] ?? 0)
}

function numbers(version: string): number[] {
  return (version.split('-')[0] ?? '').split('.').map(Number)
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(projectFolder, path), 'utf8'))
}
